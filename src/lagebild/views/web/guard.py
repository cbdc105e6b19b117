"""Looks at every request before a page does, and sees that every answer carries the headers."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lagebild.views.web.addresses import parted, with_query, written
from lagebild.views.web.answering import error
from lagebild.views.web.security import HEADERS, MOST_BYTES, MOST_COMMENT, MOST_UPLOADED
from lagebild.views.web.site import RefusedError, Site

#: What anybody may see, also where a password is asked for: how the page for it looks.
_OPEN = ("/static/", "/login")
#: What an answer depends on beside its address.
VARY = "Cookie, Accept-Language"


class Guard:
    """Refuses names that are not the server's, bodies that are too long, and visitors without the password."""

    def __init__(self, app: ASGIApp, site: Site) -> None:
        self._app, self._site = app, site

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes on what may pass."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request, sending = Request(scope), _with_headers(send, _cached(scope["path"]))
        refused = self._refused(request)
        if refused is None and self._asks_password(request):
            if request.method in ("GET", "HEAD") and parted(scope["path"])[1] == "html":
                back = with_query(written(scope["path"]), dict(request.query_params))
                await RedirectResponse(with_query("/login", {"back": back}), 303)(scope, receive, sending)
                return
            refused = RefusedError(401, "password")
        if refused is None:
            try:
                await self._app(scope, _Limited(receive, _most(scope["path"])), sending)
            except _TooMuchError:
                refused = RefusedError(413, "too_much")
        if refused is not None:
            await error(self._site, request, refused)(scope, receive, sending)

    def _refused(self, request: Request) -> RefusedError | None:
        length = request.headers.get("content-length", "0")
        hosts = request.headers.getlist("host")
        if len(hosts) != 1 or not self._site.rules.knows(hosts[0]):
            return RefusedError(421, "host")
        if not length.isdecimal() or int(length) > _most(request.scope["path"]):
            return RefusedError(413, "too_much")
        return None

    def _asks_password(self, request: Request) -> bool:
        rules = self._site.rules
        if rules.password is None or request.scope["path"].startswith(_OPEN):
            return False
        visitor = rules.visitor(request.headers.get("cookie", ""))
        return not (visitor and visitor.is_in) and not rules.is_bearer(request.headers.get("authorization", ""))


def _most(path: str) -> int:
    """Bytes that a body sent to a path may have."""
    return {"/add": MOST_UPLOADED, "/comment": MOST_COMMENT}.get(path, MOST_BYTES)


class _TooMuchError(Exception):
    """A body that is longer than it may be."""


class _Limited:
    """Lets only so many bytes of a body through."""

    def __init__(self, receive: Receive, most: int) -> None:
        self._receive, self._left = receive, most

    async def __call__(self) -> Message:
        message = await self._receive()
        self._left -= len(message.get("body", b""))
        if self._left < 0:
            raise _TooMuchError
        return message


def _cached(path: str) -> str:
    """What a browser may keep: nothing of a page that can hold an e-mail."""
    return "no-store" if path.startswith("/work/comment") else "private, no-cache"


def _with_headers(send: Send, cached: str) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            names = {name.lower() for name, _ in message["headers"]}
            kept = {} if b"cache-control" in names else {"Cache-Control": cached, "Vary": VARY}
            own = {**HEADERS, **kept}
            more = [(name.lower().encode(), value.encode()) for name, value in own.items()]
            message = {**message, "headers": [*message["headers"], *more]}
        await send(message)

    return sending
