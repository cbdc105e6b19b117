"""The server: which page answers which address, and what stands around every answer."""

from __future__ import annotations

import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lagebild.errors import LagebildError, LedgerError, UsageError
from lagebild.ledger import Ledger
from lagebild.views.web import pages, render
from lagebild.views.web.addresses import FORMS, parted, with_query, written
from lagebild.views.web.desk import Desk
from lagebild.views.web.files import STATIC
from lagebild.views.web.security import (
    COOKIE,
    HEADERS,
    LANGUAGE_COOKIE,
    MOST_BYTES,
    TOKEN_FIELD,
    Rules,
    Tries,
    Visitor,
    cookies_of,
    is_same_origin,
)
from lagebild.views.web.visit import Answer, Moved, NotThereError, Page, Visit, is_own_address
from lagebild.views.web.words import web_wording
from lagebild.views.wording import UI_LANGUAGES, Wording

_LOG = logging.getLogger("lagebild.web")
_YEAR = 365 * 24 * 3600
#: What anybody may see, also where a password is asked for: how the page for it looks.
_OPEN = ("/static/", "/login")


class RefusedError(Exception):
    """A request that is answered with an error page: a status, and a label of [web_error] that says what to do."""

    def __init__(self, status: int, code: str) -> None:
        super().__init__(f"{status} {code}")
        self.status, self.code = status, code


@dataclass(frozen=True, slots=True)
class Site:
    """What all requests share: the ledger's threads, the rules, the language where a visitor has chosen none."""

    desk: Desk
    rules: Rules
    ui: str
    name: str
    tries: Tries


def make_app(place: str, *, rules: Rules | None = None, ui: str = "en", name: str = "", threads: int = 4) -> Starlette:
    """The server of one ledger, as an ASGI application; `name` is what its pages call the ledger."""
    site = Site(Desk(place, threads=threads), rules or Rules(), ui, name or "ledger", Tries())

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        yield
        await run_in_threadpool(site.desk.close)

    async def missing(request: Request, error: Exception) -> Response:
        code = error.status_code if isinstance(error, HTTPException) else 404
        return _error(site, request, RefusedError(code, "method" if code == 405 else "address"))

    routes = [
        Route("/login", _login(site), methods=["GET", "POST"]),
        Route("/static/{name}", _static(site)),
        *(Route(path, _page(site, page)) for one, page in pages.PAGES for path in _paths(one)),
    ]
    app = Starlette(routes=routes, lifespan=lifespan, exception_handlers={404: missing, 405: missing})
    app.add_middleware(_Guard, site=site)
    return app


def _paths(path: str) -> tuple[str, ...]:
    """The paths of a page with those of its forms; one that ends with a key has them in the key."""
    if path == "/":
        return (path, *_paths("/overview"))
    return (path,) if path.endswith("}") else (path, *(f"{path}.{form}" for form in FORMS))


# --- pages ----------------------------------------------------------------------------------------------------


def _page(site: Site, page: Page) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        try:
            return await _answered(site, request, page)
        except RefusedError as refused:
            return _error(site, request, refused)

    return answer


async def _answered(site: Site, request: Request, page: Page) -> Response:
    words = words_of(site, request)
    path, form = parted(request.scope["path"])
    key, _ = parted(request.path_params.get("key", ""))
    asked = dict(request.query_params)

    def ask(ledger: Ledger) -> Answer | Moved:
        return page(Visit(ledger, words, written(path), key, form, asked))

    started = time.perf_counter()
    try:
        found = await site.desk.read(ask)
    except NotThereError as missing:
        return _error(site, request, RefusedError(404, missing.kind))
    except UsageError as error:
        return _error(site, request, RefusedError(400, "usage"), said=str(error))
    except LedgerError as error:
        _LOG.error("%s: %s", written(request.scope["path"]), error)
        return _error(site, request, RefusedError(503, "ledger"))
    except LagebildError as error:
        _LOG.error("%s: %s", written(request.scope["path"]), error)
        return _error(site, request, RefusedError(500, "program"))
    except Exception as error:  # noqa: BLE001 - whatever a page stumbles over, its visitor gets a page
        _LOG.error("%s: %s: %s (%s)", written(request.scope["path"]), type(error).__name__, error, _where(error))
        return _error(site, request, RefusedError(500, "program"))
    if isinstance(found, Moved):
        return RedirectResponse(found.address, status_code=303)
    shown = render.Around(site.name, written(request.scope["path"]), written(path), asked, found.nav)
    response = render.response(found, form, words, shown)
    response.headers["Server-Timing"] = f"page;dur={(time.perf_counter() - started) * 1000:.1f}"
    return _remembered(request, response)


def words_of(site: Site, request: Request) -> Wording:
    """The labels of the language that a visitor asks for, asked for before, or that the server was started with."""
    chosen = (request.query_params.get("ui"), cookies_of(request.headers.get("cookie", "")).get(LANGUAGE_COOKIE))
    return web_wording(next((ui for ui in chosen if ui in UI_LANGUAGES), site.ui))


def _remembered(request: Request, response: Response) -> Response:
    """With a cookie where the visitor chose a language."""
    ui = request.query_params.get("ui")
    if ui in UI_LANGUAGES:
        response.set_cookie(LANGUAGE_COOKIE, ui, max_age=_YEAR, httponly=True, samesite="lax")
    return response


def _error(site: Site, request: Request, refused: RefusedError, *, said: str = "") -> Response:
    words = words_of(site, request)
    path, form = parted(request.scope["path"])
    shown = render.Around(site.name, written(request.scope["path"]), written(path), dict(request.query_params), "")
    return _remembered(request, render.error(refused.status, refused.code, said, form, words, shown))


def _where(error: BaseException) -> str:
    """The place in the code that an error comes from: for the log, where a traceback would be too much."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "?"


# --- forms ----------------------------------------------------------------------------------------------------


async def form_of(site: Site, request: Request) -> dict[str, str]:
    """What a form sent, each field once; raises RefusedError where it did not come from a page of the same visitor."""
    headers = request.headers
    visitor = site.rules.visitor(headers.get("cookie", ""))
    same = is_same_origin(headers.get("origin"), headers.get("sec-fetch-site"), headers.get("host", ""))
    if not headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        raise RefusedError(415, "form")
    body = (await request.body()).decode("utf-8", "replace")
    try:
        given = dict(parse_qsl(body, keep_blank_values=True, max_num_fields=200))
    except ValueError:
        raise RefusedError(400, "form") from None
    if not same or not site.rules.is_token(visitor, given.get(TOKEN_FIELD, "")):
        raise RefusedError(403, "token")
    return given


def _login(site: Site) -> Callable[[Request], Awaitable[Response]]:
    """The page that asks for the password, and its form."""

    async def show(request: Request, *, status: int = 200, code: str = "", wait: int = 0) -> Response:
        visitor = site.rules.visitor(request.headers.get("cookie", "")) or site.rules.new_visitor(is_in=False)
        shown = render.Around(site.name, "/login", "/login", dict(request.query_params), "")
        back = _back(request.query_params.get("back", ""))
        token = site.rules.token(visitor)
        response = render.login(words_of(site, request), shown, token=token, back=back, code=code, status=status)
        if wait:
            response.headers["Retry-After"] = str(wait)
        return _known(site, _remembered(request, response), visitor)

    async def answer(request: Request) -> Response:
        if site.rules.password is None:
            return RedirectResponse("/", status_code=303)
        if request.method != "POST":
            return await show(request)
        try:
            given = await form_of(site, request)
        except RefusedError as refused:
            return _error(site, request, refused)
        now = time.monotonic()
        if wait := site.tries.wait(now):
            return await show(request, status=429, code="wait", wait=wait)
        if not site.rules.is_password(given.get("password", "")):
            site.tries.failed(now)
            return await show(request, status=403, code="wrong")
        response = RedirectResponse(_back(given.get("back", "")), status_code=303)
        return _known(site, response, site.rules.new_visitor(is_in=True))

    return answer


def _back(address: str) -> str:
    return address if is_own_address(address) else "/"


def _known(site: Site, response: Response, visitor: Visitor) -> Response:
    """With the cookie by which a visitor is known again, until the browser is closed."""
    response.set_cookie(COOKIE, site.rules.cookie(visitor), httponly=True, samesite="strict")
    return response


def _static(site: Site) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        found = STATIC.get(request.path_params["name"])
        if found is None:
            return _error(site, request, RefusedError(404, "address"))
        content, kind = found
        return Response(content, media_type=kind, headers={"Cache-Control": "public, max-age=31536000, immutable"})

    return answer


# --- around every request -------------------------------------------------------------------------------------


class _Guard:
    """Looks at every request before a page does, and sees that every answer carries the headers."""

    def __init__(self, app: ASGIApp, site: Site) -> None:
        self._app, self._site = app, site

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        refused = self._refused(request)
        if refused is None and self._asks_password(request):
            back = with_query(written(request.scope["path"]), dict(request.query_params))
            if request.method in ("GET", "HEAD") and parted(request.scope["path"])[1] == "html":
                await RedirectResponse(with_query("/login", {"back": back}), 303)(scope, receive, _with_headers(send))
                return
            refused = RefusedError(401, "password")
        if refused is not None:
            await _error(self._site, request, refused)(scope, receive, _with_headers(send))
            return
        limited = _Limited(receive, MOST_BYTES)
        try:
            await self._app(scope, limited, _with_headers(send))
        except _TooMuchError:
            await _error(self._site, request, RefusedError(413, "too_much"))(scope, receive, _with_headers(send))

    def _refused(self, request: Request) -> RefusedError | None:
        length = request.headers.get("content-length", "0")
        hosts: Sequence[str] = request.headers.getlist("host")
        if len(hosts) != 1 or not self._site.rules.knows(hosts[0]):
            return RefusedError(421, "host")
        if not length.isdecimal() or int(length) > MOST_BYTES:
            return RefusedError(413, "too_much")
        return None

    def _asks_password(self, request: Request) -> bool:
        rules = self._site.rules
        if rules.password is None or request.scope["path"].startswith(_OPEN):
            return False
        visitor = rules.visitor(request.headers.get("cookie", ""))
        return not (visitor and visitor.is_in) and not rules.is_bearer(request.headers.get("authorization", ""))


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


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            names = {name.lower() for name, _ in message["headers"]}
            own = dict(HEADERS) if b"cache-control" in names else {**HEADERS, "Cache-Control": "private, no-cache"}
            more = [(name.lower().encode(), value.encode()) for name, value in own.items()]
            message = {**message, "headers": [*message["headers"], *more]}
        await send(message)

    return sending
