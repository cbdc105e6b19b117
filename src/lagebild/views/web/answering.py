"""From a request to an answer: a page that shows something, or a form whose work changes the ledger."""

from __future__ import annotations

import logging
import time
from collections.abc import Awaitable, Callable, Hashable, Mapping
from http import HTTPStatus
from urllib.parse import parse_qsl, quote, unquote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from lagebild.errors import LagebildError, LedgerError, UsageError
from lagebild.ledger import Ledger
from lagebild.views.web import render
from lagebild.views.web.addresses import parted, written
from lagebild.views.web.drawing import Order
from lagebild.views.web.kept import Drawn
from lagebild.views.web.security import (
    COOKIE,
    LANGUAGE_COOKIE,
    READER_COOKIE,
    TOKEN_FIELD,
    Visitor,
    cookies_of,
    is_same_origin,
)
from lagebild.views.web.site import RefusedError, Site
from lagebild.views.web.visit import NotThereError, Page
from lagebild.views.web.words import languages_of, web_wording
from lagebild.views.wording import UI_LANGUAGES, Wording

Endpoint = Callable[[Request], Awaitable[Response]]

_LOG = logging.getLogger("lagebild.web")
_YEAR = 365 * 24 * 3600
_FIELDS = 200  # of a form
_LONGEST_NAME = 120


def page_at(site: Site, page: Page, *, keeps: bool = True) -> Endpoint:
    """Answers with a page, which is made and drawn where the ledger can only be read.

    With `keeps` it is drawn once for all visitors and each state of the ledger: for pages that show to everybody the
    same, but for the token in their forms. Those are drawn by processes of their own where there are some.
    """

    async def answer(request: Request) -> Response:
        visitor, is_new = visitor_of(site, request)
        started = time.perf_counter()

        async def ask() -> Response:
            if keeps:
                return await _kept(site, request, page, visitor)
            return await site.desk.read(_asked(_order(site, request, page, visitor, {})))

        response = await _answered(site, request, ask)
        response.headers["Server-Timing"] = f"page;dur={(time.perf_counter() - started) * 1000:.1f}"
        return known(site, response, visitor) if is_new else response

    return answer


def work_at(site: Site, work: Page) -> Endpoint:
    """Does what a form asks for, in the thread that can write; the form has to come from a page of the same visitor.

    The work gives the address to go on at, or a page that says what is wrong with what was given.
    """

    async def answer(request: Request) -> Response:
        try:
            given = await form_of(site, request)
        except RefusedError as refused:
            return error(site, request, refused)
        visitor, _ = visitor_of(site, request)
        ask = _asked(_order(site, request, work, visitor, given))
        return await _answered(site, request, lambda: site.desk.write(ask))

    return answer


def _order(site: Site, request: Request, page: Page, visitor: Visitor | None, given: dict[str, str]) -> Order:
    """What is asked of a page, for a visitor or for all."""
    return Order(
        page,
        words_of(site, request).ui,
        request.scope["path"],
        request.path_params.get("key", ""),
        dict(request.query_params),
        site.name,
        site.rules.token(visitor) if visitor else site.blank,
        reader_of(request) if visitor else "",
        given,
        site.adds,
        site.public,
    )


def _asked(order: Order) -> Callable[[Ledger], Response]:
    """What is done in a thread of the ledger: the page is made and drawn."""

    def ask(ledger: Ledger) -> Response:
        response, reader = order.made(ledger)
        return _named(response, reader)

    return ask


async def _kept(site: Site, request: Request, page: Page, visitor: Visitor) -> Response:
    """A page that may be drawn already; its form and language are part of what it is kept under."""
    order = _order(site, request, page, None, {})
    key = (order.path, order.ui, tuple(sorted(request.query_params.multi_items())))
    drawn = None
    if site.kept.knows(key):
        drawn = await site.desk.read(lambda ledger: site.kept.get(ledger.mark(), key))
    if drawn is None and (made := await site.desk.draw(order)) is not None:
        if isinstance(made.found, str):
            return RedirectResponse(made.found, status_code=303)
        drawn = made.found
        site.kept.put(made.mark, key, drawn)
    if drawn is None:
        found = await site.desk.read(_drawn_here(site, order, key))
        if isinstance(found, Response):
            return found
        drawn = found
    body = drawn.body.replace(site.blank.encode(), site.rules.token(visitor).encode())
    return Response(body, media_type=drawn.media_type)


def _drawn_here(site: Site, order: Order, key: Hashable) -> Callable[[Ledger], Drawn | Response]:
    """What is done in a thread of the ledger: the page is drawn and kept; an answer of another status is not."""

    def ask(ledger: Ledger) -> Drawn | Response:
        mark = ledger.mark()
        response = _asked(order)(ledger)
        if response.status_code != HTTPStatus.OK:
            return response
        drawn = Drawn(bytes(response.body), response.headers["content-type"])
        site.kept.put(mark, key, drawn)
        return drawn

    return ask


async def _answered(site: Site, request: Request, ask: Callable[[], Awaitable[Response]]) -> Response:
    """The answer, or the page of what went wrong: whatever it is, a visitor gets a page, and the terminal one line."""
    path = written(request.scope["path"])
    try:
        response = await ask()
    except NotThereError as missing:
        return error(site, request, RefusedError(404, missing.kind))
    except UsageError as wrong:
        return error(site, request, RefusedError(400, "usage"), said=str(wrong))
    except LagebildError as wrong:
        _LOG.error("%s: %s", path, wrong)
        is_ledger = isinstance(wrong, LedgerError)
        return error(site, request, RefusedError(503, "ledger") if is_ledger else RefusedError(500, "program"))
    except Exception as wrong:  # noqa: BLE001 - a mistake of ours is no reason to show less than a page
        _LOG.error("%s: %s: %s (%s)", path, type(wrong).__name__, wrong, _where(wrong))
        return error(site, request, RefusedError(500, "program"))
    return _remembered(request, response)


def error(site: Site, request: Request, refused: RefusedError, *, said: str = "") -> Response:
    """The page that says what is wrong and what to do."""
    words, form = words_of(site, request), parted(request.scope["path"])[1]
    around = _around(site, request, "", "")
    return _remembered(request, render.error(refused.status, refused.code, said, form, words, around))


def login_page(site: Site, request: Request, visitor: Visitor, *, back: str, code: str, status: int) -> Response:
    """The page that asks for the password; `code` says what was wrong before."""
    around = _around(site, request, site.rules.token(visitor), "")
    response = render.login(words_of(site, request), around, back=back, code=code, status=status)
    return known(site, _remembered(request, response), visitor)


def _around(site: Site, request: Request, token: str, nav: str) -> render.Around:
    path = request.scope["path"]
    asked = dict(request.query_params)
    whole, bare = written(path), written(parted(path)[0])
    return render.Around(site.name, whole, bare, asked, nav, token, site.adds, site.public)


# --- who comes, and in which language -------------------------------------------------------------------------


def words_of(site: Site, request: Request) -> Wording:
    """The labels of the language that a visitor asks for, or chose before; else the browser's, else the server's."""
    chosen = (request.query_params.get("ui"), cookies_of(request.headers.get("cookie", "")).get(LANGUAGE_COOKIE))
    wanted = (*chosen, *languages_of(request.headers.get("accept-language", "")))
    return web_wording(next((ui for ui in wanted if ui in UI_LANGUAGES), site.ui))


def _remembered(request: Request, response: Response) -> Response:
    """With a cookie where the visitor chose a language."""
    ui = request.query_params.get("ui")
    if ui in UI_LANGUAGES:
        response.set_cookie(LANGUAGE_COOKIE, ui, max_age=_YEAR, httponly=True, samesite="lax")
    return response


def reader_of(request: Request) -> str:
    """The name by which a visitor decided before, or nothing."""
    given = unquote(cookies_of(request.headers.get("cookie", "")).get(READER_COOKIE, ""))
    return given[:_LONGEST_NAME] if given.isprintable() else ""


def _named(response: Response, reader: str) -> Response:
    """With the cookie that keeps a reader's name until the browser is closed; it proves nothing, it saves typing."""
    if reader:
        response.set_cookie(READER_COOKIE, quote(reader, safe=""), httponly=True, samesite="lax")
    return response


def visitor_of(site: Site, request: Request) -> tuple[Visitor, bool]:
    """Who comes, and whether for the first time."""
    visitor = site.rules.visitor(request.headers.get("cookie", ""))
    return (visitor, False) if visitor else (site.rules.new_visitor(is_in=False), True)


def known(site: Site, response: Response, visitor: Visitor) -> Response:
    """With the cookie by which a visitor is known again, until the browser is closed."""
    # Not "strict": whoever follows a link in a mail would come as somebody new, and lose the forms of other windows.
    response.set_cookie(COOKIE, site.rules.cookie(visitor), httponly=True, samesite="lax")
    return response


async def form_of(site: Site, request: Request) -> dict[str, str]:
    """What a form sent, each field once; raises RefusedError where it did not come from a page of the same visitor."""
    headers = request.headers
    if not headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        raise RefusedError(415, "form")
    body = (await request.body()).decode("utf-8", "replace")
    try:
        pairs = parse_qsl(body, keep_blank_values=True, max_num_fields=_FIELDS)
        given = {name: value.replace("\r\n", "\n") for name, value in pairs}  # browsers end lines in this way
    except ValueError:
        raise RefusedError(400, "form") from None
    if token_is_wrong(site, request, given):
        raise RefusedError(403, "token")
    return given


def token_is_wrong(site: Site, request: Request, given: Mapping[str, str]) -> bool:
    """Whether a form did not come from a page of the visitor who sends it."""
    headers = request.headers
    visitor = site.rules.visitor(headers.get("cookie", ""))
    same = is_same_origin(headers.get("origin"), headers.get("sec-fetch-site"), headers.get("host", ""))
    return not same or not site.rules.is_token(visitor, given.get(TOKEN_FIELD, ""))


def _where(wrong: BaseException) -> str:
    """The place in the code that an error comes from: for the log, where a traceback would be too much."""
    trace = wrong.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "?"
