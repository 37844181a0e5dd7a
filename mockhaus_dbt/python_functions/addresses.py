"""URLs and IP addresses."""

from __future__ import annotations

import ipaddress
import json
import re
from typing import Any
from urllib.parse import unquote_plus

from mockhaus_dbt.python_functions import failure, python_function
from mockhaus_dbt.translation.addresses import address_network


class _Unreadable(ValueError):
    """The text is no URL or no IP address; the message is Snowflake's."""


def _shown(value: dict[str, Any]) -> str:
    """JSON as we store it: keys sorted, no blanks."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


# --------------------------------------------------------------------------------------------------------------- URLs


@python_function("VARCHAR", "VARCHAR", "BOOLEAN")
def parse_url(text: str, permissive: bool) -> str:
    """The parts of a URL as JSON.

    Raises:
        ValueError: error 100139, where it is none and ``permissive`` is false.
    """
    try:
        return _shown(_url_parts(text))
    except _Unreadable as e:
        if permissive:
            return _shown({"error": str(e)})
        raise failure("url_parse", str(e)) from None


def _url_parts(text: str) -> dict[str, Any]:
    rest, _, fragment = text.partition("#")
    rest, asked, query = rest.partition("?")
    scheme, colon, rest = rest.partition(":")
    if not colon or not re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*", scheme):
        raise _Unreadable("scheme not specified")
    host = port = None
    path = rest
    if rest.startswith("//"):
        authority, _, path = rest[2:].partition("/")
        host, port = authority, None
        match = re.fullmatch(r"(.*):(\d*)", authority, re.S)
        if match and not match[1].endswith(":") and (match[1].endswith("]") or "[" not in authority):
            host, port = match[1], match[2] or None
    return {
        "fragment": fragment if "#" in text else None,
        "host": host,
        "parameters": _parameters(query) if asked else None,
        "path": path,
        "port": port,
        "query": query if asked else None,
        "scheme": scheme.lower(),
    }


def _parameters(query: str) -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    for item in query.split("&"):
        if item:
            key, equals, value = item.partition("=")
            found[unquote_plus(key)] = unquote_plus(value) if equals else None
    return found


# ------------------------------------------------------------------------------------------------------- IP addresses


@python_function("VARCHAR", "VARCHAR", "VARCHAR", "BOOLEAN")
def parse_ip(text: str, kind: str, permissive: bool) -> str:
    """The parts of an IP address as JSON.

    Raises:
        ValueError: error 100146, where it is none and ``permissive`` is false.
    """
    try:
        return _shown(_address_parts(text, kind.lower()))
    except _Unreadable as e:
        if permissive:
            return _shown({"error": str(e)})
        raise failure("ip_parse", str(e)) from None


def _address_parts(text: str, kind: str) -> dict[str, Any]:
    host, slash, length = text.strip().partition("/")
    try:
        address = ipaddress.ip_address(host)
        bits = address.max_prefixlen
        if slash and not (length.isascii() and length.isdigit() and int(length) <= bits):
            raise ValueError
    except ValueError:
        raise _Unreadable(f"invalid IP address: {text}") from None
    number = int(address)
    prefix = int(length) if slash else None
    first = last = number
    if prefix is not None:
        low = (1 << (bits - prefix)) - 1
        first, last = number & ~low, number | low
        if kind == "cidr" and first != number:
            raise _Unreadable(f"invalid CIDR: {text}")
    parts: dict[str, Any] = {
        "family": address.version,
        "host": host,
        "ip_type": kind,
        "snowflake$type": "ip_address",
    }
    if prefix is not None:
        parts["netmask_prefix_length"] = prefix
    if address.version == 4:
        parts.update(ip_fields=[number, 0, 0, 0], ipv4=number)
        if prefix is not None:
            parts.update(ipv4_range_start=first, ipv4_range_end=last)
    else:
        parts.update(ip_fields=[number >> shift & 0xFFFFFFFF for shift in (96, 64, 32, 0)], hex_ipv6=f"{number:032X}")
        if prefix is not None:
            parts.update(hex_ipv6_range_start=f"{first:032X}", hex_ipv6_range_end=f"{last:032X}")
    return parts


#: what may be an address inside of longer text.
_CANDIDATE = re.compile(r"(?<![0-9A-Fa-f:.])[0-9A-Fa-f:.]{2,}(?![0-9A-Fa-f:])")


@python_function("BOOLEAN", "VARCHAR", "VARCHAR")
def search_ip(text: str, wanted: str) -> bool:
    """Whether an address of the wanted network stands in a text."""
    network = address_network(wanted)
    if network is None:  # the translator takes no such constant
        return False
    for match in _CANDIDATE.finditer(text):
        found = address_network(match[0].rstrip("."))
        if found is not None and found.version == network.version and found.network_address in network:
            return True
    return False
