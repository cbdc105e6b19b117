"""Comments of readers: the form by which the public writes one, and the list from which a desk decides about them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import get_args

from lagebild.ledger.comments import DOSSIER, WORDS, State, made_of, quantity_of
from lagebild.ledger.comments import figure as address_of_figure
from lagebild.ledger.comments import wrong as wrong_with
from lagebild.views.answer_tables import comments as comment_table
from lagebild.views.tables import Table
from lagebild.views.web import addresses
from lagebild.views.web.shown import FORM
from lagebild.views.web.subjects import page_of, subject
from lagebild.views.web.visit import ROWS, Answer, Moved, NotThereError, Page, Visit

#: So many may wait to be looked at; then no more are taken.
MOST_WAITING = 500


@dataclass(frozen=True, slots=True)
class Thing:
    """What a comment is about: its address, its title and the language of that (empty for labels), its page."""

    address: str
    title: str
    language: str
    page: str


@dataclass(frozen=True, slots=True)
class Given:
    """What a form sent, and what is wrong with it by field, or as a whole under the empty name: [comment_error]."""

    fields: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)

    def __call__(self, name: str) -> str:
        """What was given in a field."""
        return self.fields.get(name, "")


def comments(visit: Visit) -> Answer:
    """Comments with what was decided about them: those that wait, or those of another state."""
    state: State = next((one for one in get_args(State) if one == visit.text("state")), "pending")
    skip = min(visit.number("skip") or 0, 100_000)
    found = visit.ledger.comments(state=state, limit=ROWS + 1, skip=skip)
    shown, done = found[:ROWS], visit.text("done")
    return Answer(
        template="comments.html.j2",
        title=visit.words("web_nav", "comments"),
        filled={
            "found": shown, "state": state, "counts": visit.ledger.comment_counts(), "done": bool(done),
        },
        table=lambda: comment_table(shown),
        about={"state": state},
        next=visit.address(skip=skip + ROWS, done=None) if len(found) > ROWS else None,
        nav="comments",
    )  # fmt: skip


def write(visit: Visit) -> Answer:
    """The form of a comment on a thing, also as it is after one was sent."""
    return _page(visit, _thing(visit, visit.text("about")), Given(), is_sent=visit.text("sent") == "yes")


def send(*, too_often: bool) -> Page:
    """Stores what a form sent; or the form again, with what is wrong beside its field."""

    def answer(visit: Visit) -> Answer | Moved:
        fields = {name: value[: 2 * WORDS] for name, value in visit.given.items()}
        about = _thing(visit, fields.get("about", ""))
        made = made_of(
            about.address,
            name=fields.get("name", ""),
            words=fields.get("words", ""),
            language=fields.get("language", ""),
        )
        email = fields.get("email", "")
        errors = dict(wrong_with(made, email))
        if made.language not in FORM.languages:
            errors["language"] = "not"
        if fields.get(FORM.trap):
            errors[FORM.trap] = "not"
        if too_often:
            return _page(visit, about, Given(fields, {"": "often", **errors}), status=429)
        if errors:
            return _page(visit, about, Given(fields, errors), status=400)
        if visit.ledger.comment_counts()["pending"] >= MOST_WAITING:
            return _page(visit, about, Given(fields, {"": "full"}), status=503)
        visit.ledger.comment(made, email)
        return Moved(addresses.with_query("/comment", {"about": about.address, "sent": "yes"}))

    return answer


def _page(visit: Visit, about: Thing, given: Given, *, is_sent: bool = False, status: int = 200) -> Answer:
    return Answer(
        template="comment.html.j2",
        title=visit.words("comments", "write"),
        filled={"about": about, "given": given, "is_sent": is_sent},
        table=lambda: Table(("about", "page"), ((about.address, about.page),)),
        status=status,
    )


def _thing(visit: Visit, target: str) -> Thing:
    """What somebody wants to comment on; raises NotThereError."""
    if target == DOSSIER:
        return Thing(DOSSIER, visit.words("comments", "whole"), "", "/")
    if parts := quantity_of(target):
        quantity = addresses.quantity_of(parts)
        if not visit.ledger.browse.quantity(quantity, limit=1):
            raise NotThereError("figure", target)
        address = address_of_figure(*quantity)
        return Thing(address, " ".join(part for part in (quantity[0], quantity[2]) if part), "", page_of(address))
    kind, _, key = target.removeprefix("lage:").partition("/")
    if kind not in ("article", "proposition") or not target.startswith("lage:"):
        raise NotThereError("address", target)
    found = subject(visit.ledger, f"{kind}/{key}", visit.words)
    return Thing(found.address, found.title, found.language, found.page)
