"""Takes what the forms of /add send: files, a text or an address, checked, and hands it to the queue."""

from __future__ import annotations

import re
from collections.abc import Mapping

from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from lagebild.api import options_of
from lagebild.errors import UsageError
from lagebild.types import ReadOptions
from lagebild.views.web.adding import Adding, FullError, Source
from lagebild.views.web.answering import Endpoint, error, page_at, token_is_wrong
from lagebild.views.web.pages import add
from lagebild.views.web.site import RefusedError, Site

#: Files of one form, bytes of a pasted text.
MOST_FILES, MOST_TEXT = 40, 1024 * 1024
ENDINGS = (".html", ".htm", ".txt", ".md", ".json", ".jsonl", ".warc", ".warc.gz")

_FIELDS, _LONGEST = 20, 2000


def add_at(site: Site, adding: Adding) -> Endpoint:
    """Puts what a form sends into the queue and leads to where its progress is shown; or says what is wrong."""

    async def answer(request: Request) -> Response:
        try:
            fields, files = await _sent(site, request)
        except RefusedError as refused:
            return error(site, request, refused)
        errors, said = dict[str, str](), ""
        sources, options = _sources(fields, files, errors), ReadOptions()
        if not errors:
            try:
                options = _options(fields)
            except UsageError as wrong:
                errors[_field_of(wrong)], said = "cannot", str(wrong)
        if not errors:
            try:
                job = adding.add(sources, options)
            except FullError:
                return error(site, request, RefusedError(503, "adding"))
            return RedirectResponse(f"/add/{job.id}", status_code=303)
        page = add.form(add.Given(fields.get("way", ""), fields, errors, said))
        return await page_at(site, page)(request)

    return answer


async def _sent(site: Site, request: Request) -> tuple[dict[str, str], list[tuple[str, bytes]]]:
    """Fields and files of a form; raises RefusedError where it is none, or of no page of the visitor."""
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        raise RefusedError(415, "form")
    try:
        async with request.form(max_files=MOST_FILES, max_fields=_FIELDS, max_part_size=MOST_TEXT * 4) as form:
            fields = {name: value for name, value in form.items() if isinstance(value, str)}
            if token_is_wrong(site, request, fields):
                raise RefusedError(403, "token")
            return fields, await _files(form)
    except HTTPException:
        raise RefusedError(400, "parts") from None


async def _files(form: FormData) -> list[tuple[str, bytes]]:
    found = []
    for value in form.getlist("files"):
        if isinstance(value, UploadFile) and value.filename:
            found.append((_name(value.filename), await value.read()))
    return found


def _name(given: str) -> str:
    """The name of a file without its folders and without signs that steer."""
    last = re.split(r"[/\\]", given)[-1]
    return "".join(sign for sign in last if sign.isprintable()).strip()[-120:] or "?"


def _sources(fields: Mapping[str, str], files: list[tuple[str, bytes]], errors: dict[str, str]) -> tuple[Source, ...]:
    """What is to be read; what is wrong goes to `errors` by field, as a label of [add_error]."""
    way = fields.get("way", "")
    if way == "files":
        if not files:
            errors["files"] = "no_files"
        elif not all(name.lower().endswith(ENDINGS) for name, _ in files):
            errors["files"] = "ending"
        return tuple(Source(name, content) for name, content in files)
    if way == "text":
        text = fields.get("text", "").replace("\r\n", "\n").strip()
        if not text or len(text.encode("utf-8", "replace")) > MOST_TEXT:
            errors["text"] = "long_text" if text else "no_text"
        return (Source(text.splitlines()[0][:80] if text else "", text.encode("utf-8", "replace"), is_text=True),)
    address = fields.get("address", "").strip()
    if not re.match(r"https?://[^\s/]+", address, re.IGNORECASE) or len(address) > _LONGEST:
        errors["address"] = "address"
    return (Source(address),)


def _options(fields: Mapping[str, str]) -> ReadOptions:
    given = {name: fields.get(name, "").strip() or None for name in ("published", "url", "language")}
    return options_of(**given)


def _field_of(wrong: UsageError) -> str:
    """The field that a message of `options_of` is about: its first word."""
    first = str(wrong).partition(" ")[0]
    return first if first in ("published", "url", "language") else "published"
