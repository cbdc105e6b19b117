"""Where readers decide: one thing, what was decided about it, and a form for each kind of decision.

A form tells on how many decisions about its thing it was filled in. Where there are more by then, nothing is stored:
the page comes back with what was decided meanwhile, beside what the reader gave, and asks again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

from lagebild.compare.grading import reliability_rows
from lagebild.errors import CellError, MeanwhileError, UsageError
from lagebild.ledger import Judged
from lagebild.ledger.cells import cells, corrected
from lagebild.ledger.review import Kind
from lagebild.views.answer_tables import decided
from lagebild.views.web.addresses import with_query
from lagebild.views.web.subjects import Subject, subject
from lagebild.views.web.visit import Answer, Moved, Visit

#: Signs of a name, and of what is written into a form.
NAME, WORDS = 120, 4000
#: So many cells are offered; a claim with more is corrected by the command.
CELLS = 400
_OF_PAGE = re.compile(r"(?:/claim/|#[ck]-)([^/?#\s]+)")
_ACTOR_PAGE = re.compile(r"/actor/([^/?#\s]+)")


@dataclass(frozen=True, slots=True)
class Given:
    """What a form sent, what is wrong with it by field (a label of [work_error]), and on which state it was filled in.

    `said` is what the program says of the value, in English; `meanwhile` where somebody else was quicker.
    """

    fields: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    said: str = ""
    meanwhile: bool = False

    def __call__(self, name: str) -> str:
        """What was given in a field."""
        return self.fields.get(name, "")


def work(visit: Visit) -> Answer:
    """A thing, what was decided about it, and the form of one kind of decision."""
    return _page(visit, subject(visit.ledger, visit.key, visit.words), Given(_asked(visit)))


def decide(visit: Visit) -> Answer | Moved:
    """Takes down what a form decides; or the page again, with what is wrong beside its field."""
    one = subject(visit.ledger, visit.key, visit.words)
    fields = {name: value.strip()[:WORDS] for name, value in visit.given.items()}
    kind = _kind(one, fields.get("kind", ""))
    if kind is None:
        return _page(visit, one, Given(fields, {"": "kind"}))
    who, reason = one_line(fields.get("who", ""))[:NAME], fields.get("reason", "")
    asked, errors, said = _decided(visit, one, kind, fields)
    errors |= {name: name for name, value in (("who", who), ("reason", reason)) if not value and name not in errors}
    if kind == "note":
        errors.pop("reason", None)
        reason = asked.get("content") or ""
    if errors:
        return _page(visit, one, Given(fields, errors, said))
    seen = fields.get("seen", "")
    on = int(seen) if seen.isascii() and seen.isdecimal() else -1
    try:
        made = visit.ledger.decide(kind, one.address, who=who, reason=reason, seen=on, **asked)
    except MeanwhileError:
        return _page(visit, one, Given(fields, {}, meanwhile=True))
    except UsageError as error:
        return _page(visit, one, Given(fields, {"": "refused"}, str(error)))
    return Moved(with_query(_after(one), {"done": made.id}), reader=who)


def one_line(words: str) -> str:
    """Words without what a name cannot hold: line ends, and signs that steer."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in words).split())


def _after(one: Subject) -> str:
    if one.comment is not None:
        return "/comments"
    return "/history" if one.judged is not None else one.work


def _asked(visit: Visit) -> dict[str, str]:
    return {name: visit.text(name) for name in ("kind", "cell", "value", "other", "mark") if visit.text(name)}


def _kind(one: Subject, given: str) -> Kind | None:
    return next((kind for kind in one.kinds if kind == given), None)


def _decided(
    visit: Visit, one: Subject, kind: Kind, fields: Mapping[str, str]
) -> tuple[dict[str, str | None], dict[str, str], str]:
    """What the ledger is asked to take down, what is wrong by field, and what the program says of it."""
    if kind == "note":
        words = fields.get("content", "")
        return {"content": words}, {} if words else {"content": "content"}, ""
    if kind == "correct":
        return _correction(one, fields)
    if kind in ("join", "same-actor"):
        return _other(visit, one, fields.get("other", ""))
    if kind == "reliability":
        mark = fields.get("mark", "")
        return {"content": mark}, {} if mark in reliability_rows() else {"mark": "mark"}, ""
    return {}, {}, ""


def _correction(one: Subject, fields: Mapping[str, str]) -> tuple[dict[str, str | None], dict[str, str], str]:
    assert one.entry is not None
    cell, value = fields.get("cell", ""), fields.get("value", "")
    try:
        corrected(one.entry, cell, value)
    except CellError as error:
        field = "cell" if error.code == "cell" else "value"
        return {}, {field: error.code}, str(error) if error.code == "cannot" else ""
    return {"cell": cell, "content": value}, {}, ""


def _other(visit: Visit, one: Subject, given: str) -> tuple[dict[str, str | None], dict[str, str], str]:
    """The second thing: by an id or its beginning, an address, or that of a page."""
    shape = _OF_PAGE if one.kind == "claim" else _ACTOR_PAGE
    found = shape.search(given)
    name = (f"lage:{one.kind}/{unquote(found[1])}" if found else given) if given else ""
    if name and one.kind == "actor" and ":" in name and not name.startswith("lage:"):
        name = f"lage:actor/{name}"
    try:
        address = visit.ledger.address_of(name, (one.kind,)) if name else ""
    except UsageError as error:
        return {}, {"other": "other"}, str(error)
    if not address or address == one.address:
        return {}, {"other": "same" if address else "other_none"}, ""
    return {"other": address}, {}, ""


def _page(visit: Visit, one: Subject, given: Given) -> Answer:
    found, done = _about(visit, one), visit.text("done")
    chosen = _kind(one, given("kind")) or next(iter(one.kinds), None)
    # What was wrong keeps the state on which it was filled in; who was asked again has seen the newest.
    seen = given("seen") if given.errors else visit.ledger.state([one.address])
    return Answer(
        template="work.html.j2",
        title=one.title,
        filled={
            "one": one,
            "found": found,
            "kind": chosen,
            "given": given,
            "seen": seen,
            "who": given("who") or visit.reader,
            "done": next((judged for judged in found if judged.decision.id == done), None),
            "cells": cells(one.entry.claim)[:CELLS] if one.entry and chosen == "correct" else (),
            "marks": reliability_rows() if chosen == "reliability" else {},
            # Here alone: the desk decides, and may want to answer.
            "email": visit.ledger.email_of(one.key) if one.comment and visit.form == "html" else None,
        },
        table=lambda: decided(found),
        about={one.kind: one.key, "title": one.title},
        nav="comments" if one.comment else "history",
        status=409 if given.meanwhile else 400 if given.errors else 200,
    )


def _about(visit: Visit, one: Subject) -> list[Judged]:
    """What was decided about a thing, the latest first; of a decision itself, it."""
    if one.judged is not None:
        return [one.judged]
    return visit.ledger.decisions_about([one.address]).get(one.address, [])[::-1]
