"""What keeps the pages safe: who may ask, from where, how much, and what a browser may do with the answer.

A page of this server holds words that strangers wrote. Nothing in it may run: the policy knows no inline script and no
inline style. A page that another site opens in the same browser must neither read (host names are checked, so that no
name can be turned to the loopback address) nor write (every form carries a token of its visitor).
"""

from __future__ import annotations

import hmac
import ipaddress
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from http.cookies import CookieError, SimpleCookie

#: Sent with every answer.
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self';"
        " form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Not "no-referrer": forms would then be sent without the origin that is checked.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}

#: Bytes of a form, of one that uploads pages, and of one with a comment.
MOST_BYTES, MOST_UPLOADED, MOST_COMMENT = 256 * 1024, 33 * 1024 * 1024, 64 * 1024

COOKIE, LANGUAGE_COOKIE, READER_COOKIE = "lagebild", "lagebild-ui", "lagebild-reader"
TOKEN_FIELD = "token"
#: So many wrong passwords are answered before all logging in waits for the minute to end.
TRIES, WINDOW = 10, 60.0

_ID = 32  # hexadecimal digits
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")


@dataclass(frozen=True, slots=True)
class Rules:
    """What a server allows: the names that it answers to, and a password, or None where everybody who can ask may.

    `secret` signs cookies and tokens; it is made anew at each start, which ends all visits.
    """

    hosts: frozenset[str] = frozenset(LOOPBACK)
    password: str | None = None
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32))

    def knows(self, host: str) -> bool:
        """Whether a Host header names this server; ports do not matter."""
        return _name(host) in self.hosts

    def is_password(self, given: str) -> bool:
        """Whether somebody gave the password; takes as long for a wrong one."""
        wanted = (self.password or "").encode()
        return self.password is not None and hmac.compare_digest(
            sha256(given.encode("utf-8", "replace")).digest(), sha256(wanted).digest()
        )

    def is_bearer(self, header: str) -> bool:
        """Whether an Authorization header carries the password, as programs send it."""
        kind, _, given = header.partition(" ")
        return kind.lower() == "bearer" and self.is_password(given.strip())

    def visitor(self, cookies: str) -> Visitor | None:
        """The visitor that a Cookie header names, or None where it is not signed by this server."""
        parts = cookies_of(cookies).get(COOKIE, "").split(".")
        if len(parts) != 3 or not hmac.compare_digest(self._sign(f"{parts[0]}.{parts[1]}"), parts[2]):
            return None
        return Visitor(parts[0], parts[1] == "in")

    def new_visitor(self, *, is_in: bool) -> Visitor:
        """Somebody who came for the first time, or who just gave the password."""
        return Visitor(secrets.token_hex(_ID // 2), is_in)

    def cookie(self, visitor: Visitor) -> str:
        """The value of the cookie by which a visitor is known again."""
        named = f"{visitor.id}.{'in' if visitor.is_in else 'out'}"
        return f"{named}.{self._sign(named)}"

    def token(self, visitor: Visitor) -> str:
        """What every form of a visitor has to carry."""
        return self._sign(f"token:{visitor.id}")

    def is_token(self, visitor: Visitor | None, given: str) -> bool:
        """Whether a form came from a page of the same visitor."""
        return visitor is not None and hmac.compare_digest(self.token(visitor).encode(), given.encode("utf-8"))

    def _sign(self, words: str) -> str:
        return hmac.new(self.secret, words.encode("utf-8", "replace"), sha256).hexdigest()


@dataclass(frozen=True, slots=True)
class Visitor:
    """A browser that is known again; `is_in` where it gave the password."""

    id: str
    is_in: bool


class Tries:
    """Counts wrong passwords, of all visitors together: whoever guesses changes his address."""

    def __init__(self) -> None:
        self._times: list[float] = []

    def wait(self, now: float) -> int:
        """So many seconds nobody can log in; 0 where it can be tried."""
        self._times = [time for time in self._times if now - time < WINDOW]
        return 0 if len(self._times) < TRIES else int(WINDOW - (now - self._times[0])) + 1

    def failed(self, now: float) -> None:
        """Notes a wrong password."""
        self._times.append(now)


def cookies_of(header: str) -> dict[str, str]:
    """The cookies of a header; a header that is none holds none."""
    try:
        return {name: morsel.value for name, morsel in SimpleCookie(header).items()}
    except CookieError:
        return {}


def is_same_origin(origin: str | None, site: str | None, host: str) -> bool:
    """Whether a form was sent from a page of this server, as far as the browser tells in its headers."""
    if site is not None and site not in ("same-origin", "none"):
        return False
    return origin is None or origin.partition("://")[2].lower() == host.lower()


def is_loopback(host: str) -> bool:
    """Whether a server at this host can be asked from this machine only."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def _name(host: str) -> str:
    """The host of a Host header, without its port."""
    if host.startswith("["):
        return host.partition("]")[0].lower() + "]"
    return host.rpartition(":")[0].lower() if ":" in host else host.lower()
