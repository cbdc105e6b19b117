"""The server of one ledger: which page answers which address."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import httpx
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lagebild.errors import LedgerError
from lagebild.fetch.public import PublicTransport
from lagebild.views.web import pages
from lagebild.views.web.adding import Adding
from lagebild.views.web.addresses import FORMS
from lagebild.views.web.answering import Endpoint, error, page_at, work_at
from lagebild.views.web.commenting import send_at
from lagebild.views.web.desk import THREADS, Desk
from lagebild.views.web.files import STATIC
from lagebild.views.web.guard import Guard
from lagebild.views.web.login import login_at
from lagebild.views.web.pages import add
from lagebild.views.web.security import Rules
from lagebild.views.web.site import RefusedError, Site
from lagebild.views.web.uploads import add_at
from lagebild.views.web.visit import Page

_LOG = logging.getLogger("lagebild.web")


def make_app(
    place: str, *, rules: Rules | None = None, ui: str = "en", name: str = "ledger", threads: int = THREADS,
    processes: int = 0, adding: bool = True, public: bool = False,
    transport: Callable[[], httpx.BaseTransport] = PublicTransport,
) -> Starlette:  # fmt: skip
    """An ASGI application; `name` is what its pages call the ledger. It lets go of the ledger when it ends.

    With `adding` visitors can add pages; `transport` stands for the network there. With `public` they can only read,
    and send comments: nothing that a desk does is there. `processes` so many draw pages, beside the threads.
    """
    adding = adding and not public
    site = Site(Desk(place, threads=threads, processes=processes), rules or Rules(), ui, name, adding, public)
    queue = Adding(lambda reading: site.desk.store(lambda ledger: ledger.add(reading)), transport)

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        starting = asyncio.create_task(_started(site.desk))
        yield
        starting.cancel()
        await run_in_threadpool(queue.close)
        await run_in_threadpool(site.desk.close)

    async def missing(request: Request, wrong: Exception) -> Response:
        code = wrong.status_code if isinstance(wrong, HTTPException) else 404
        return error(site, request, RefusedError(code, "method" if code == 405 else "address"))

    routes = [
        Route("/login", login_at(site), methods=["GET", "POST"]),
        Route("/static/{name}", _static_at(site)),
        *(
            Route(path, page_at(site, page, keeps=one not in pages.FOR_ONE))
            for one, page in _pages(public)
            for path in _paths(one)
        ),
    ]
    if public:
        routes.append(Route(pages.COMMENT, send_at(site), methods=["POST"]))
    else:
        routes += [Route(path, work_at(site, work), methods=["POST"]) for path, work in pages.WORKS]
    if adding:
        shown = page_at(site, add.progress(queue), keeps=False)
        routes += [
            *(Route(path, page_at(site, add.form(add.Given()), keeps=False)) for path in _paths("/add")),
            Route("/add", add_at(site, queue), methods=["POST"]),
            Route("/add/{key:path}", shown),
        ]
    app = Starlette(routes=routes, lifespan=lifespan, exception_handlers={404: missing, 405: missing})
    app.add_middleware(Guard, site=site)
    return app


async def _started(desk: Desk) -> None:
    """Starts the processes that draw; where they cannot start, the threads draw, and the terminal says so."""
    try:
        await desk.start()
    except LedgerError as error:
        _LOG.error("%s; pages are drawn without it", error)


def _pages(public: bool) -> tuple[tuple[str, Page], ...]:
    return pages.PUBLIC if public else pages.PAGES


def _paths(path: str) -> tuple[str, ...]:
    """The paths of a page with those of its forms; one that ends with a key has them in the key."""
    if path == "/":
        return (path, *_paths("/overview"))
    return (path,) if path.endswith("}") else (path, *(f"{path}.{form}" for form in FORMS))


def _static_at(site: Site) -> Endpoint:
    async def answer(request: Request) -> Response:
        found = STATIC.get(request.path_params["name"])
        if found is None:
            return error(site, request, RefusedError(404, "address"))
        content, kind = found
        return Response(content, media_type=kind, headers={"Cache-Control": "public, max-age=31536000, immutable"})

    return answer
