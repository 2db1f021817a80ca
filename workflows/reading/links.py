# SPDX-FileCopyrightText: The OSPO Bot authors
# SPDX-License-Identifier: Apache-2.0
"""Which addresses may be looked at from inside a company's network, and what an answer says of a link.

An entry may be written by anybody, and the office looks from where much is reachable that is not for everybody: only
http and https on their own ports, no credentials, and no address that is not public (server-side request forgery).
"""

import ipaddress
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from urllib.parse import SplitResult, urlsplit

#: Redirects that are followed; each is checked like the first address.
REDIRECTS = 4
_PORTS = {"http": 80, "https": 443}
_GONE = frozenset({404, 410})
_LONGEST = 2000
_INSIDE = (".local", ".localhost", ".internal", ".lan", ".intranet", ".home.arpa", ".onion")
_OK = range(200, 300)


class Outcome(StrEnum):
    """What a look found. UNKNOWN: it could not be checked, which says nothing of the link."""

    WORKS = "works"
    BROKEN = "broken"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Look:
    """One look at a link, and when it was last seen to work (None: not by us)."""

    link: str
    outcome: Outcome
    reason: str
    looked_at: datetime
    verified_at: datetime | None = None


def refused(address: str) -> str:
    """Why an address is not looked at; empty where it may be."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return "is no address that can be read"
    if len(address) > _LONGEST or any(one.isspace() or not one.isprintable() for one in address):
        return "is no address that can be read"
    host = (parts.hostname or "").rstrip(".")
    reasons = (
        (parts.scheme not in _PORTS, "is neither http nor https"),
        (not host, "names no host"),
        (parts.username is not None or parts.password is not None, "carries a name or a password"),
        (port not in {None, _PORTS.get(parts.scheme)}, "names a port of its own"),
        (_is_inside(host), "leads into a private network"),
    )
    return next((reason for wrong, reason in reasons if wrong), "")


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet, also where it is written as IPv6 of an IPv4 address."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)
        if inner is not None and not is_public(str(inner)):
            return False
        if found in _NAT64:
            return is_public(str(ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)))
    return found.is_global and not found.is_multicast


def judged(status: int) -> tuple[Outcome, str]:
    """What an HTTP status says: only "not found" and "gone" say that a link is broken."""
    if status in _OK:
        return Outcome.WORKS, ""
    if status in _GONE:
        return Outcome.BROKEN, f"the server answers {status}"
    return Outcome.UNKNOWN, f"could not check: the server answers {status}"


def host_of(address: str) -> str:
    """The host of an address that was not refused."""
    parts: SplitResult = urlsplit(address)
    return parts.hostname or ""


def _is_inside(host: str) -> bool:
    """Names that never are public, and IP addresses in any of the ways in which resolvers read them."""
    if host == "localhost" or host.endswith(_INSIDE) or ("." not in host and ":" not in host):
        return True
    try:
        return not is_public(str(ipaddress.ip_address(host)))
    except ValueError:
        last = host.rpartition(".")[2]
        return last.isdigit() or last.lower().startswith("0x")  # 127.1, 0x7f.1: some resolvers read them as addresses


_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
