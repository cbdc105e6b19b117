"""The page that asks for the password, and its form."""

from __future__ import annotations

import time

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from lagebild.views.web.answering import Endpoint, error, form_of, known, login_page, visitor_of
from lagebild.views.web.site import RefusedError, Site
from lagebild.views.web.visit import is_own_address


def login_at(site: Site) -> Endpoint:
    """Lets in whoever has the password; after many wrong ones nobody for a while."""

    async def answer(request: Request) -> Response:
        if site.rules.password is None:
            return RedirectResponse("/", status_code=303)
        if request.method != "POST":
            return _show(site, request, request.query_params.get("back", ""))
        try:
            given = await form_of(site, request)
        except RefusedError as refused:
            return error(site, request, refused)
        return _tried(site, request, given.get("password", ""), given.get("back", ""))

    return answer


def _tried(site: Site, request: Request, password: str, back: str) -> Response:
    now = time.monotonic()
    if wait := site.tries.wait(now):
        response = _show(site, request, back, status=429, code="wait")
        response.headers["Retry-After"] = str(wait)
        return response
    if not site.rules.is_password(password):
        site.tries.failed(now)
        return _show(site, request, back, status=403, code="wrong")
    return known(site, RedirectResponse(_own(back), status_code=303), site.rules.new_visitor(is_in=True))


def _show(site: Site, request: Request, back: str, *, status: int = 200, code: str = "") -> Response:
    visitor, _ = visitor_of(site, request)
    return login_page(site, request, visitor, back=_own(back), code=code, status=status)


def _own(address: str) -> str:
    return address if is_own_address(address) else "/"
