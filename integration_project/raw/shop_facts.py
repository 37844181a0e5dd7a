"""The facts of the shop: who bought, paid, returned, browsed and complained, and which delivery tells us.

Everything comes from one seeded generator and plain arithmetic, so every run gives the same facts.
Batch 1 holds the shop until the end of May 2025. Batch 2 is June: full extracts of customers and products (some rows
changed, some gone), and for everything else only what is new or has changed.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, TypeVar

T = TypeVar("T")
Row = dict[str, Any]

OPENING = date(2024, 7, 1)
CUT = datetime(2025, 6, 1)  # batch 1 ends here
CLOSING = datetime(2025, 7, 1)
CENT = Decimal("0.01")

COUNTRIES = ["NL", "DE", "GB", "SE", "US"]
CURRENCY_OF = {"NL": "EUR", "DE": "EUR", "GB": "GBP", "SE": "SEK", "US": "USD"}
CITIES = {
    "NL": ["Utrecht", "Zwolle", "'s-Hertogenbosch"],
    "DE": ["Münster", "Köln", "Bremen"],
    "GB": ["Leeds", "York", "Bath"],
    "SE": ["Malmö", "Umeå", "Lund"],
    "US": ["Portland, OR", "Boise, ID", "Duluth, MN"],
}
FIRST = ["Anna", "Bram", "Chloé", "David", "Esra", "Femke", "Gijs", "Hanna", "Ivo", "Jürgen", "Kim", "Lars", "Mila"]
LAST = ["De Vries", "O'Brien", "Schmidt", "Lindqvist", "van den Berg", "Miller", "Åkesson", "Kaya", "Jones", "Núñez"]
LEAF_CATEGORIES = [4, 5, 6, 7, 8, 9, 10, 11, 12]
TAGS = ["summer", "winter", "sale", "new", "vegan", "waterproof", "limited"]
COUPONS = ["SPRING-15", "spring-15 ", "VIP10", "vip 10", "WELCOME_5", "FREESHIP"]
REASONS = ["damaged", "LATE", "late", "Wrong Size", "wrong size", "other"]
DEVICES = [("mobile", "iOS"), ("mobile", "Android"), ("desktop", "Windows"), ("desktop", "macOS"), ("tablet", "iOS")]
UTM = [("newsletter", "june-drop"), ("search", "tents"), ("social", "reels"), ("partner", "hikers-weekly")]
SUBJECTS = ["Where is order #{0}?", "Order #{0} arrived damaged", "Invoice for #{0} please", "Question about sizes"]
LABELS = ["delivery", "refund", "invoice", "product", "complaint"]

# Rates are known for some months only; the project carries the last one forward.
RATES: dict[str, dict[date, Decimal]] = {
    "EUR": {date(2024, 7, 1): Decimal("1.000000")},
    "GBP": {
        date(2024, 7, 1): Decimal("1.186400"),
        date(2024, 10, 1): Decimal("1.197200"),
        date(2025, 1, 1): Decimal("1.186900"),
        date(2025, 4, 1): Decimal("1.168100"),
    },
    "SEK": {
        date(2024, 7, 1): Decimal("0.086700"),
        date(2024, 12, 1): Decimal("0.087000"),
        date(2025, 3, 1): Decimal("0.091400"),
    },
    "USD": {
        date(2024, 7, 1): Decimal("0.922300"),
        date(2024, 9, 1): Decimal("0.900500"),
        date(2025, 2, 1): Decimal("0.960300"),
        date(2025, 5, 1): Decimal("0.886600"),
    },
}


class Dice:
    """Random choices that rest on ``random.random`` alone, the one method whose sequence Python promises to keep."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed).random

    def below(self, bound: int) -> int:
        return int(self._random() * bound)

    def between(self, low: int, high: int) -> int:
        return low + self.below(high - low + 1)

    def pick(self, items: Sequence[T]) -> T:
        return items[self.below(len(items))]

    def chance(self, percent: int) -> bool:
        return self.below(100) < percent

    def distinct(self, items: Sequence[T], count: int) -> list[T]:
        pool = list(items)
        return [pool.pop(self.below(len(pool))) for _ in range(min(count, len(pool)))]

    def moment(self, first: datetime, last: datetime) -> datetime:
        """A second between 07:00 and 21:59 on a day from first up to, not including, last."""
        day = first + timedelta(days=self.below((last - first).days))
        return day.replace(hour=7, minute=0, second=0) + timedelta(seconds=self.below(15 * 3600))


def cents(value: Decimal) -> Decimal:
    return value.quantize(CENT, rounding=ROUND_HALF_UP)


def rate_on(currency: str, day: date) -> Decimal:
    known = RATES[currency]
    return known[max(month for month in known if month <= day.replace(day=1))]


class Shop:
    """The facts: what happened in the shop, in order, with the batch that delivers each of them."""

    def __init__(self, seed: int = 20250601) -> None:
        self.dice = Dice(seed)
        self.customers: dict[int, list[Row]] = {1: [], 2: []}
        self.products: dict[int, list[Row]] = {1: [], 2: []}
        self.orders: dict[int, list[Row]] = {1: [], 2: []}
        self.items: dict[int, list[Row]] = {1: [], 2: []}
        self.payments: dict[int, list[Row]] = {1: [], 2: []}
        self.refunds: dict[int, list[Row]] = {1: [], 2: []}
        self.events: dict[int, list[Row]] = {1: [], 2: []}
        self.tickets: dict[int, list[Row]] = {1: [], 2: []}
        self.buyers: set[int] = set()
        self._people()
        self._catalogue()
        self._trade()
        self._forget()
        self._browse()
        self._complain()

    # --- customers and products: full extracts -----------------------------------------------------------------
    def _person(self, number: int, first: datetime, last: datetime) -> Row:
        dice = self.dice
        country = dice.pick(COUNTRIES)
        given, family = dice.pick(FIRST), dice.pick(LAST)
        signup = dice.moment(first, last)
        points = dice.pick([0, 40, 250, 999, 1204, 3350, 12750])
        born = date(1950 + dice.below(55), 1 + dice.below(12), 1 + dice.below(28))
        return {
            "customer_id": number,
            "full_name": f"{family}, {given}",
            "email": f" {given}.{number}@{dice.pick(['example.com', 'Mail.Example.ORG', 'example.net'])}",
            "phone": dice.pick(["+31 (0)20-{0:07d}", "0031 20 {0:07d}", "(020) {0:07d}"]).format(number * 7919 % 10**7),
            "address": dice.pick(['Kade 12, "rear"', "High Street 4\nFlat 2", "Lindenweg 8; 2. OG", "Box 17"]),
            "city": dice.pick(CITIES[country]),
            "country_code": country,
            "signup_at": signup.strftime("%Y-%m-%dT%H:%M:%S"),
            "birth_date": born.isoformat() if dice.chance(85) else dice.pick(["unknown", "0000-00-00", ""]),
            "marketing_opt_in": dice.pick(["Y", "Y", "N", ""]),
            "loyalty_points": f"{points:,}" if dice.chance(92) else "n/a",
            "updated_at": signup,
        }

    def _people(self) -> None:
        start = datetime(OPENING.year, OPENING.month, OPENING.day)
        self.customers[1] = [self._person(1000 + n, start, CUT - timedelta(days=20)) for n in range(420)]
        self.customers[2] = [dict(row) for row in self.customers[1]]
        for row in self.dice.distinct(self.customers[2], 25):
            row["city"] = "Ghent"
            row["marketing_opt_in"] = "Y"
            row["updated_at"] = self.dice.moment(CUT, CLOSING)
        self.customers[2] += [self._person(2000 + n, CUT, CLOSING - timedelta(days=10)) for n in range(36)]

    def _catalogue(self) -> None:
        dice = self.dice
        for n in range(84):
            cost = Decimal(dice.between(150, 18000)) / 100
            self.products[1].append(self._product(n + 1, cost))
        self.products[2] = [dict(row) for row in self.products[1]]
        changed = dice.distinct(self.products[2], 9)
        for row in changed[:6]:
            row["list_price"] = cents(row["list_price"] * Decimal("1.08"))
            row["updated_at"] = datetime(2025, 6, 2, 6, 30)
        for row in changed[6:]:
            row["is_active"] = False
            row["updated_at"] = datetime(2025, 6, 12, 6, 30)
        for n in range(84, 88):
            row = self._product(n + 1, Decimal(dice.between(150, 9000)) / 100)
            row["launched_on"] = date(2025, 6, 1)
            row["updated_at"] = datetime(2025, 6, 1, 6, 30)
            self.products[2].append(row)

    def _product(self, number: int, cost: Decimal) -> Row:
        dice = self.dice
        category = dice.pick(LEAF_CATEGORIES)
        launched = OPENING - timedelta(days=dice.below(400))
        return {
            "product_id": number,
            "sku": f"C{category:02d}-{number:04d}-{dice.pick(['BLU', 'GRN', 'RED', 'BLK'])}",
            "name": f"{dice.pick(['Trail', 'Fjord', 'Dune', 'Polder'])} {dice.pick(['Lite', 'Pro', 'Max'])} {number}",
            "category_id": category,
            "list_price": cents(cost * Decimal("1.9")),
            "unit_cost": cost,
            "weight_g": dice.between(40, 9000) / 4,
            "tags_json": json.dumps(sorted(dice.distinct(TAGS, dice.below(4)))),
            "is_active": True,
            "launched_on": launched,
            "updated_at": datetime(launched.year, launched.month, launched.day, 6, 30),
        }

    # --- orders, items, payments, refunds: what is new or has changed -------------------------------------------
    def _trade(self) -> None:
        start = datetime(OPENING.year, OPENING.month, OPENING.day) + timedelta(days=30)
        moments = sorted(self.dice.moment(start, CLOSING) for _ in range(2600))
        for number, moment in enumerate(moments, start=10001):
            self._order(number, moment, 1 if moment < CUT else 2)

    def _order(self, number: int, moment: datetime, batch: int) -> None:
        dice = self.dice
        known = [c for c in self.customers[batch] if datetime.fromisoformat(c["signup_at"]) <= moment]
        customer = dice.pick(known) if known else self.customers[1][0]
        currency = CURRENCY_OF[customer["country_code"]]
        shipping = dice.pick(["$4.95", "$12.50", "free", "n/a", "$0.99"])
        order = {
            "order_id": number,
            "customer_id": customer["customer_id"],
            "ordered_at": moment,
            "status": "delivered",
            "currency": currency,
            "shipping_cost": shipping,
            "coupon": dice.pick(COUPONS) if dice.chance(22) else "",
            "channel": dice.pick(["web", "web", "app", "store"]),
            "updated_at": moment + timedelta(hours=dice.between(1, 70)),
            "note": dice.pick(["", "", "", "gift | wrap it", 'says "ring twice"']),
        }
        self.buyers.add(order["customer_id"])
        lines = [
            self._line(number, product, order, batch)
            for product in dice.distinct([p for p in self.products[batch] if p["is_active"]], dice.between(1, 4))
        ]
        self.items[batch] += lines
        fate = dice.below(100)
        order["status"] = "cancelled" if fate < 6 else "returned" if fate < 11 else "delivered"
        self._deliver(order, batch)
        self._pay(order, lines, batch)
        if order["status"] == "returned":
            self._refund(order, lines)

    def _line(self, order_id: int, product: Row, order: Row, batch: int) -> Row:
        dice = self.dice
        return {
            "order_item_id": len(self.items[1]) + len(self.items[2]) + 1 + product["product_id"] * 100000,
            "order_id": order_id,
            "product_id": product["product_id"],
            "quantity": dice.pick([1, 1, 1, 2, 2, 3]),
            "unit_price": product["list_price"],
            "discount_pct": dice.pick([Decimal("0.00"), Decimal("0.00"), Decimal("5.00"), Decimal("12.50")]),
        }

    def _deliver(self, order: Row, batch: int) -> None:
        """Late May orders are delivered to us twice: open in batch 1, settled in batch 2."""
        if batch == 1 and order["ordered_at"] >= CUT - timedelta(days=12):
            early = dict(order)
            early["status"] = self.dice.pick(["placed", "shipped"])
            early["updated_at"] = order["ordered_at"] + timedelta(minutes=5)
            self.orders[1].append(early)
            order["updated_at"] = self.dice.moment(CUT, CLOSING)
            self.orders[2].append(order)
            return
        if batch == 1:
            order["updated_at"] = min(order["updated_at"], CUT - timedelta(minutes=7))
        self.orders[batch].append(order)

    def _pay(self, order: Row, lines: list[Row], batch: int) -> None:
        if order["status"] == "cancelled":
            return
        dice = self.dice
        kind = dice.pick(["card", "card", "ideal", "paypal"])
        method: Row = {"type": kind}
        if kind == "card":
            method["card"] = {"brand": dice.pick(["visa", "mastercard"]), "last4": f"{dice.below(10000):04d}"}
        elif kind == "ideal":
            method["bank"] = dice.pick(["ING", "ASN", None])
        attempts = []
        at = order["ordered_at"] + timedelta(seconds=20)
        for n in range(1, dice.pick([1, 1, 1, 2, 3]) + 1):
            attempts.append({"n": n, "at": offset_text(at, dice.pick([0, 2])), "outcome": "declined", "code": "51"})
            at += timedelta(seconds=dice.between(15, 200))
        attempts[-1] = {**attempts[-1], "outcome": "captured", "code": None}
        payment = {
            "payment_id": f"pay_{order['order_id']:06d}",
            "order_id": order["order_id"],
            "amount": {"value": str(order_total(order, lines)), "currency": order["currency"]},
            "method": method,
            "attempts": attempts,
        }
        if dice.chance(30):
            payment["metadata"] = {"risk": {"score": dice.between(1, 99), "flags": dice.distinct(["ip", "age"], 1)}}
        self.payments[batch].append(payment)

    def _refund(self, order: Row, lines: list[Row]) -> None:
        dice = self.dice
        at = dice.moment(CUT, CLOSING)
        if order["updated_at"] < CUT - timedelta(days=15):
            at = order["updated_at"].replace(microsecond=0) + timedelta(days=dice.between(1, 9))
        line = dice.pick(lines)
        batch = 1 if at < CUT else 2
        self.refunds[batch].append(
            {
                "refund_id": order["order_id"] * 10 + 1,
                "order_id": order["order_id"],
                "refunded_at": at,
                "amount": line_total(line),
                "reason": dice.pick(REASONS),
            }
        )

    def _forget(self) -> None:
        """Three customers who never ordered ask to be forgotten: batch 2 no longer has them."""
        idle = [c["customer_id"] for c in self.customers[1] if c["customer_id"] not in self.buyers]
        gone = set(idle[:3])
        changed = {c["customer_id"] for c in self.customers[2] if c["updated_at"] >= CUT}
        assert len(gone) == 3 and not gone & changed, "the seed must leave three idle, unchanged customers"
        self.customers[2] = [c for c in self.customers[2] if c["customer_id"] not in gone]

    # --- web events and support tickets -------------------------------------------------------------------------
    def _browse(self) -> None:
        start = datetime(OPENING.year, OPENING.month, OPENING.day) + timedelta(days=180)
        for _ in range(1500):
            at = self.dice.moment(start, CLOSING)
            self._visit(at if at.hour < 18 else at - timedelta(hours=11))  # nobody browses past midnight
        for batch in (1, 2):
            repeated = [dict(event) for event in self.dice.distinct(self.events[batch], 40)]
            self.events[batch] += repeated  # the collector delivers at least once

    def _visit(self, at: datetime) -> None:
        dice = self.dice
        batch = 1 if at < CUT else 2
        visitor = f"v-{dice.below(520):04d}"
        member = dice.pick(sorted(self.buyers)) if dice.chance(45) else None
        device, system = dice.pick(DEVICES)
        utm = dice.pick(UTM) if dice.chance(40) else None
        steps = ["page_view", "search", "product_view", "product_view", "add_to_cart", "checkout", "purchase"]
        for step in steps[: dice.between(1, len(steps))]:
            product = dice.pick(self.products[1])
            context: Row = {"device": device, "os": system}
            if utm:
                context["utm"] = {"source": utm[0], "campaign": utm[1]}
            event: Row = {
                "event_id": f"e-{len(self.events[1]) + len(self.events[2]) + 1:06d}",
                "ts": offset_text(at, dice.pick([0, 0, 2, -5])),
                "type": step,
                "visitor": visitor,
                "context": context,
                "page": {"url": page_url(step, product["sku"], utm), "referrer": None},
                "_at": at,
            }
            if member or dice.chance(50):
                event["user_id"] = member
            if step in ("add_to_cart", "purchase"):
                event["items"] = [
                    {"sku": p["sku"], "qty": dice.between(1, 3), "price": str(p["list_price"])}
                    for p in dice.distinct(self.products[1], dice.between(1, 3))
                ]
            elif dice.chance(20):
                event["items"] = []
            self.events[batch].append(event)
            at += timedelta(milliseconds=dice.between(4000, 1200000) if dice.chance(88) else 2700000)

    def _complain(self) -> None:
        dice = self.dice
        numbers = [o["order_id"] for o in self.orders[1]]
        for n in range(180):
            opened = dice.moment(datetime(2025, 1, 1), CLOSING)
            batch = 1 if opened < CUT else 2
            messages = [
                {"author": "customer", "at": offset_text(opened, 0), "text": "Hello,\n\tcan you help? é€"},
                *self._answers(opened),
            ]
            ticket: Row = {
                "ticket_id": f"T{n + 1:05d}",
                "customer_id": dice.pick(sorted(self.buyers)),
                "opened_at": offset_text(opened, 0),
                "subject": dice.pick(SUBJECTS).format(dice.pick(numbers)),
                "labels": dice.distinct(LABELS, dice.below(3)),
                "messages": messages if dice.chance(93) else [],
                "closed_at": None,
                "rating": None,
                "_opened": opened,
            }
            closing: Row = {"closed_at": offset_text(opened + timedelta(hours=dice.between(1, 90)), 0)}
            closing["rating"] = dice.pick([1, 2, 3, 4, 5, 5, None])
            if batch == 1 and opened >= CUT - timedelta(days=14):
                self.tickets[1].append(ticket)
                self.tickets[2].append({**ticket, **closing})
            else:
                self.tickets[batch].append({**ticket, **closing})

    def _answers(self, opened: datetime) -> Iterable[Row]:
        at = opened
        for _ in range(self.dice.below(4)):
            at += timedelta(minutes=self.dice.between(3, 900))
            agent = self.dice.pick(["agent:noor", "agent:sem", "customer"])
            yield {"author": agent, "at": offset_text(at, 0), "text": "We are on it."}


def line_total(line: Row) -> Decimal:
    return cents(line["quantity"] * line["unit_price"] * (1 - line["discount_pct"] / 100))


def shipping_of(order: Row) -> Decimal:
    text = order["shipping_cost"]
    return Decimal(text[1:]) if text.startswith("$") else Decimal(0)


def order_total(order: Row, lines: Iterable[Row]) -> Decimal:
    return sum((line_total(line) for line in lines), Decimal(0)) + shipping_of(order)


def offset_text(utc: datetime, hours: int) -> str:
    """The moment as an ISO text, in UTC or in the wall time of another offset."""
    local = (utc + timedelta(hours=hours)).isoformat(timespec="milliseconds")
    return local + ("Z" if hours == 0 else f"{hours:+03d}:00")


def page_url(step: str, sku: str, utm: tuple[str, str] | None) -> str:
    path = {"product_view": f"/p/{sku}", "add_to_cart": f"/p/{sku}", "search": "/search"}.get(step, "/" + step)
    query = f"?utm_source={utm[0]}&utm_campaign={utm[1]}" if utm else ""
    return f"https://shop.example{path}{query}"
