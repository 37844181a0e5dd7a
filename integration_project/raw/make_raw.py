"""Makes the raw files of the shop: two daily deliveries, and the totals that the marts must come to.

Run it from anywhere: ``python integration_project/raw/make_raw.py``. It writes

* ``raw/files/batch_1`` and ``raw/files/batch_2``: CSV, gzipped NDJSON and Parquet,
  as the shop's systems would drop them;
* ``seeds/expected_totals.csv``: figures computed here, in Python, from the same facts, never from the project's SQL;
* ``seeds/exchange_rates.csv``.

The content is the same on every run; the bytes of the Parquet files depend on the version of pyarrow that writes them.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from shop_facts import CENT, RATES, Row, Shop, cents, order_total, rate_on

HERE = Path(__file__).resolve().parent
FILES = HERE / "files"
SEEDS = HERE.parent / "seeds"


# --- files ------------------------------------------------------------------------------------------------------
def csv_text(rows: list[Row], delimiter: str, stamps: dict[str, str] | None = None) -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    writer.writerow(rows[0])
    for row in rows:
        cells = dict(row)
        for name, value in row.items():
            if isinstance(value, datetime):
                cells[name] = value.strftime((stamps or {}).get(name, "%Y-%m-%d %H:%M:%S"))
        writer.writerow(cells.values())
    return out.getvalue()


def ndjson_text(rows: list[Row]) -> str:
    kept = ({k: v for k, v in row.items() if not k.startswith("_")} for row in rows)
    return "".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n" for row in kept)


def gzipped(text: str) -> bytes:
    return gzip.compress(text.encode(), compresslevel=9, mtime=0)


def parquet_bytes(rows: list[Row], schema: pa.Schema) -> bytes:
    sink = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows, schema=schema), sink, compression="snappy")
    return sink.getvalue()


PRODUCT_SCHEMA = pa.schema(
    [
        ("product_id", pa.int64()),
        ("sku", pa.string()),
        ("name", pa.string()),
        ("category_id", pa.int32()),
        ("list_price", pa.decimal128(10, 2)),
        ("unit_cost", pa.decimal128(10, 2)),
        ("weight_g", pa.float64()),
        ("tags_json", pa.string()),
        ("is_active", pa.bool_()),
        ("launched_on", pa.date32()),
        ("updated_at", pa.timestamp("us")),
    ]
)
ITEM_SCHEMA = pa.schema(
    [
        ("order_item_id", pa.int64()),
        ("order_id", pa.int64()),
        ("product_id", pa.int64()),
        ("quantity", pa.int32()),
        ("unit_price", pa.decimal128(10, 2)),
        ("discount_pct", pa.decimal128(5, 2)),
    ]
)


def files(shop: Shop, batch: int) -> dict[str, bytes]:
    """Every file of a batch: its name and its bytes."""
    orders = csv_text(shop.orders[batch], "|", {"ordered_at": "%d/%m/%Y %H:%M:%S"})
    return {
        "customers.csv": csv_text(shop.customers[batch], ",").encode(),
        "products.parquet": parquet_bytes(shop.products[batch], PRODUCT_SCHEMA),
        "orders.csv.gz": gzipped(orders),
        "order_items.parquet": parquet_bytes(shop.items[batch], ITEM_SCHEMA),
        "payments.ndjson.gz": gzipped(ndjson_text(shop.payments[batch])),
        "refunds.tsv": csv_text(shop.refunds[batch], "\t").encode(),
        "web_events.ndjson.gz": gzipped(ndjson_text(shop.events[batch])),
        "support_tickets.ndjson": ndjson_text(shop.tickets[batch]).encode(),
    }


# --- what the marts must come to ----------------------------------------------------------------------------------
def totals(shop: Shop, batch: int) -> dict[str, Decimal | int]:
    """The figures after a batch has been built, by name.

    The SQL of the project gets no say in them: they are counted here from the facts.
    """
    upto = range(1, batch + 1)
    orders = {o["order_id"]: o for b in upto for o in shop.orders[b]}  # a later version replaces an earlier one
    lines: dict[int, list[Row]] = {}
    for item in (i for b in upto for i in shop.items[b]):
        lines.setdefault(item["order_id"], []).append(item)
    payments = [p for b in upto for p in shop.payments[b]]
    refunds = [r for b in upto for r in shop.refunds[b]]
    tickets = {t["ticket_id"]: t for b in upto for t in shop.tickets[b]}
    events = {e["event_id"]: e for b in upto for e in shop.events[b]}
    sold = [o for o in orders.values() if o["status"] != "cancelled"]
    attempts = [a for p in payments for a in p["attempts"]]
    carts = [i for e in events.values() if e["type"] == "add_to_cart" for i in e["items"]]
    result: dict[str, Decimal | int] = {
        "orders.count": len(orders),
        "orders.open": sum(o["status"] in ("placed", "shipped") for o in orders.values()),
        "orders.cancelled": sum(o["status"] == "cancelled" for o in orders.values()),
        "orders.items": sum(map(len, lines.values())),
        "orders.revenue_eur": sum((in_eur(o, order_total(o, lines[o["order_id"]])) for o in sold), Decimal(0)),
        "orders.refunds_eur": sum((in_eur(orders[r["order_id"]], r["amount"]) for r in refunds), Decimal(0)),
        "orders.with_coupon": sum(bool(o["coupon"].strip()) for o in orders.values()),
        "orders.units_sold": sum(i["quantity"] for o in sold for i in lines[o["order_id"]]),
        "payments.count": len(payments),
        "payments.attempts": len(attempts),
        "payments.declined": sum(a["outcome"] == "declined" for a in attempts),
        "payments.card": sum(p["method"]["type"] == "card" for p in payments),
        "web.events": len(events),
        "web.purchases": sum(e["type"] == "purchase" for e in events.values()),
        "web.cart_units": sum(i["qty"] for i in carts),
        "web.cart_value_eur": sum((i["qty"] * Decimal(i["price"]) for i in carts), Decimal(0)),
        "web.with_campaign": sum("utm" in e["context"] for e in events.values()),
        "web.sessions": sessions(list(events.values())),
        "support.tickets": len(tickets),
        "support.messages": sum(len(t["messages"]) for t in tickets.values()),
        "support.open": sum(t["closed_at"] is None for t in tickets.values()),
        "support.rating_sum": sum(t["rating"] or 0 for t in tickets.values()),
        "support.about_an_order": sum("#" in t["subject"] for t in tickets.values()),
    }
    return {**result, **people_totals(shop, batch, orders)}


def people_totals(shop: Shop, batch: int, orders: dict[int, Row]) -> dict[str, Decimal | int]:
    customers, products = shop.customers[batch], shop.products[batch]
    buyers = {o["customer_id"] for o in orders.values() if o["status"] != "cancelled"}
    points: Callable[[str], int] = lambda text: 0 if text == "n/a" else int(text.replace(",", ""))  # noqa: E731
    return {
        "customers.count": len(customers),
        "customers.opted_in": sum(c["marketing_opt_in"] == "Y" for c in customers),
        "customers.known_birthday": sum(c["birth_date"] not in ("unknown", "0000-00-00", "") for c in customers),
        "customers.loyalty_points": sum(points(c["loyalty_points"]) for c in customers),
        "customers.buyers": len(buyers),
        "products.count": len(products),
        "products.active": sum(p["is_active"] for p in products),
        "products.tags": sum(len(json.loads(p["tags_json"])) for p in products),
        "products.list_price_sum": sum((p["list_price"] for p in products), Decimal(0)),
    }


def in_eur(order: Row, amount: Decimal) -> Decimal:
    return cents(amount * rate_on(order["currency"], order["ordered_at"].date()))


def sessions(events: list[Row]) -> int:
    """A visitor's session ends after more than thirty minutes of silence, counted in whole seconds."""
    count = 0
    last: dict[str, datetime] = {}
    for event in sorted(events, key=lambda e: (e["visitor"], e["_at"])):
        at = event["_at"].replace(microsecond=0)
        before = last.get(event["visitor"])
        count += before is None or (at - before) > timedelta(minutes=30)
        last[event["visitor"]] = at
    return count


def expected_totals(shop: Shop) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["metric", "batch", "expected"])
    for batch in (1, 2):
        for metric, value in totals(shop, batch).items():
            writer.writerow([metric, batch, Decimal(value).quantize(CENT)])
    return out.getvalue()


def exchange_rates() -> str:
    rows = [(month.isoformat(), currency, rate) for currency, known in RATES.items() for month, rate in known.items()]
    return "valid_from,currency,rate_to_eur\n" + "".join(f"{m},{c},{r}\n" for m, c, r in sorted(rows))


def main() -> None:
    shop = Shop()
    for batch in (1, 2):
        folder = FILES / f"batch_{batch}"
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files(shop, batch).items():
            (folder / name).write_bytes(content)
    (SEEDS / "expected_totals.csv").write_text(expected_totals(shop))
    (SEEDS / "exchange_rates.csv").write_text(exchange_rates())


if __name__ == "__main__":
    main()
