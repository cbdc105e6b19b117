"""Fetches for somebody else: only public addresses, whatever a name, a redirect or a clever spelling leads to.

The host is resolved once for each request, every address that it has is checked, and the connection goes to a checked
address itself. Nothing is resolved a second time, so that a name cannot mean another machine by then. Redirects are
requests of their own and come by here as well.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable

import httpx

from lagebild.errors import FetchError

#: The addresses (as text) of a host, as the machine resolves it.
Resolve = Callable[[str, int], list[str]]

_PORTS = {"http": 80, "https": 443}
#: Where the machines of the public network lie in IPv6 (RFC 4291); what is mapped from IPv4 does not.
_UNICAST = ipaddress.IPv6Network("2000::/3")
#: Networks of special purpose (IANA's two registries) that not every version of Python knows as such.
_SPECIAL = tuple(
    ipaddress.ip_network(net)
    for net in (
        *("0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24"),
        *("192.175.48.0/24", "198.18.0.0/15"),
        *("2001::/23", "2002::/16", "2001:db8::/32", "2620:4f:8000::/48", "3fff::/20"),
    )
)


class PublicTransport(httpx.BaseTransport):
    """Sends requests to public hosts by http and https at their own ports; raises FetchError for all others.

    `resolve` and `inner` stand in for the name service and the network.
    """

    def __init__(self, *, resolve: Resolve | None = None, inner: httpx.BaseTransport | None = None) -> None:
        self._resolve = resolve or resolved
        self._inner = inner or httpx.HTTPTransport(trust_env=False)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The answer of the host that the request names, asked at an address that was checked."""
        url = request.url
        if url.scheme not in _PORTS or url.port not in (None, _PORTS.get(url.scheme)):
            raise FetchError(f"{_shown(url)} is not fetched: only http and https at their own ports (80, 443) are")
        if url.userinfo:
            raise FetchError(f"{_shown(url)} is not fetched: an address with a name or a password is none of a page")
        address = self._checked(url)
        host = url.raw_host.decode("ascii")
        extensions = {**request.extensions, "sni_hostname": host}  # the certificate has to be that of the name
        sent = httpx.Request(
            request.method,
            url.copy_with(host=address),
            headers=request.headers,  # "Host" among them, which stays the name
            stream=request.stream,
            extensions=extensions,
        )
        return self._inner.handle_request(sent)

    def close(self) -> None:
        """Lets go of the connections."""
        self._inner.close()

    def _checked(self, url: httpx.URL) -> str:
        try:
            found = self._resolve(url.host, _PORTS[url.scheme])
        except (OSError, UnicodeError, ValueError) as error:
            why = getattr(error, "strerror", None) or error
            raise FetchError(f"{_shown(url)} cannot be fetched: {url.host}: {why}") from error
        if not found or not all(is_public(one) for one in found):
            raise FetchError(f"{_shown(url)} is not fetched: {url.host} is no public address")
        return found[0]


def resolved(host: str, port: int) -> list[str]:
    """The addresses of a host in the order in which the machine would try them; raises OSError where it has none."""
    rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(row[4][0]) for row in rows))


def is_public(address: str) -> bool:
    """Whether an IP address belongs to a machine that anybody can reach: none private, loopback, link-local, reserved.

    Addresses of IPv6 that carry one of IPv4 (mapped, 6to4, Teredo, NAT64) are none: they lead where that one leads.
    """
    try:
        one = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(one, ipaddress.IPv6Address) and (one.scope_id is not None or one not in _UNICAST):
        return False
    special = any(one.version == net.version and one in net for net in _SPECIAL)
    return one.is_global and not (special or one.is_multicast or one.is_reserved)


def _shown(url: httpx.URL) -> str:
    """An address as messages may show it: without the name and the password of somebody."""
    return str(url.copy_with(userinfo=b"")) if url.userinfo else str(url)
