"""IP addresses and their ranges, as SEARCH_IP takes them
(https://docs.snowflake.com/en/sql-reference/functions/search_ip).
"""

from __future__ import annotations

import ipaddress
import re


def address_network(text: str) -> ipaddress.IPv4Network | ipaddress.IPv6Network | None:
    """An address with or without a range, leading zeros allowed.

    Args:
        text: such as ``192.000.002.001`` or ``2001:db8:85a3::/64``.

    Returns:
        the range, of one address where none is given; None where the text is no address.
    """
    host, slash, length = text.partition("/")
    if re.fullmatch(r"\d{1,3}(\.\d{1,3}){3}", host):
        host = ".".join(str(int(part)) for part in host.split("."))
    try:
        return ipaddress.ip_network(f"{host}/{length}" if slash else host, strict=False)
    except ValueError:
        return None
