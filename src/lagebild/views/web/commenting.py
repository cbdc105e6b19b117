"""Takes comments of the public: so many from one address, so many in all, and no more than a desk can look at.

Addresses are kept in memory alone, as long as they count. They name no person: of IPv6 a whole network counts as one.
"""

from __future__ import annotations

import ipaddress
import time
from collections import deque

from starlette.requests import Request
from starlette.responses import Response

from lagebild.views.web.answering import Endpoint, work_at
from lagebild.views.web.pages import comments
from lagebild.views.web.security import is_loopback
from lagebild.views.web.site import Site

#: Comments of one address and of all within so many seconds.
EACH, EACH_WINDOW = 3, 600.0
ALL, ALL_WINDOW = 60, 3600.0
#: Seconds until it is worth trying again where too many wait to be looked at.
_LATER = 3600
_NETWORK = 64  # bits of IPv6 that one customer has


class Limits:
    """Counts the comments that came lately."""

    def __init__(self) -> None:
        self._taken: deque[tuple[float, str]] = deque()

    def take(self, who: str, now: float) -> int:
        """Counts one that comes now; else the seconds until another one is taken, and nothing is counted."""
        while self._taken and now - self._taken[0][0] >= ALL_WINDOW:
            self._taken.popleft()
        own = [then for then, one in self._taken if one == who and now - then < EACH_WINDOW]
        waits = [
            window - (now - times[-most])
            for times, most, window in ((own, EACH, EACH_WINDOW), ([then for then, _ in self._taken], ALL, ALL_WINDOW))
            if len(times) >= most
        ]
        if waits:
            return int(max(waits)) + 1
        self._taken.append((now, who))
        return 0

    def give_back(self, who: str, now: float) -> None:
        """Takes one back that was counted then, and was not stored."""
        if (now, who) in self._taken:
            self._taken.remove((now, who))


def send_at(site: Site) -> Endpoint:
    """Stores a comment, or shows its form again with what is wrong."""
    limits = Limits()

    async def answer(request: Request) -> Response:
        who, now = sender(request), time.monotonic()
        wait = limits.take(who, now)
        response = await work_at(site, comments.send(too_often=wait > 0))(request)
        if not wait and response.status_code != 303:
            limits.give_back(who, now)
        if response.status_code in (429, 503):
            response.headers["Retry-After"] = str(wait or _LATER)
        return response

    return answer


def sender(request: Request) -> str:
    """From where a request comes: behind a server of this machine, from where that one says.

    That server appends the address that it sees to `X-Forwarded-For`, so that the last one there is no invention of the
    visitor. Whoever asks from this machine itself may invent one; the limit of all holds for him.
    """
    host = request.client.host if request.client else ""
    if is_loopback(host):
        forwarded = ",".join(request.headers.getlist("x-forwarded-for")).rpartition(",")[2].strip()
        host = forwarded if _network(forwarded) else host
    return _network(host) or host


def _network(host: str) -> str:
    """An address, of IPv6 its network; empty where it is none."""
    try:
        address = ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return ""
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ipaddress.ip_network((int(address), _NETWORK), strict=False))
    return str(address)
