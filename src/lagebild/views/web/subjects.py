"""What a decision is about, as the pages of work show it: a claim, an article, a proposition, somebody, a comment."""

from __future__ import annotations

from dataclasses import dataclass

from lagebild.compare.grading import SourceGrade
from lagebild.compare.identity import name_in
from lagebild.errors import UsageError
from lagebild.ledger import Judged, Ledger, Moderated
from lagebild.ledger.comments import DOSSIER, quantity_of
from lagebild.ledger.review import Kind
from lagebild.types import Entry
from lagebild.views.answer_tables import grade_of
from lagebild.views.tables import words_of
from lagebild.views.web import addresses
from lagebild.views.web.visit import NotThereError
from lagebild.views.wording import Wording

_SCHEME = "lage:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A thing of the ledger with what can be decided about it; `language` is that of its title, empty for labels.

    `entry` is set for a claim, `judged` for a decision, `grade` for a source, `comment` for one.
    """

    kind: str
    key: str
    title: str
    kinds: tuple[Kind, ...]
    language: str = ""
    entry: Entry | None = None
    judged: Judged | None = None
    grade: SourceGrade | None = None
    comment: Moderated | None = None

    @property
    def address(self) -> str:
        """What the ledger calls it."""
        return f"{_SCHEME}{self.kind}/{self.key}"

    @property
    def page(self) -> str:
        """The address of its own page."""
        return page_of(self.address)

    @property
    def work(self) -> str:
        """The address of the page where it is decided about."""
        return work_at(self.address)


def page_of(address: str) -> str:
    """The page of a thing by its address; decisions and comments have that where somebody decides about them."""
    if address == DOSSIER:
        return "/"
    kind, _, key = address.removeprefix(_SCHEME).partition("/")
    if kind == "figure":
        return addresses.with_query("/figure", quantity_of(address))
    return work_at(address) if kind in ("decision", "comment") else addresses.thing(kind, key)


def work_at(address: str, kind: str = "") -> str:
    """The page where something is decided about a thing."""
    thing, _, key = address.removeprefix(_SCHEME).partition("/")
    return addresses.with_query(addresses.thing(f"work/{thing}", key), {"kind": kind})


def subject(ledger: Ledger, path: str, words: Wording) -> Subject:
    """The thing that a path means (claim/3f9a, source/actor:UKR); raises NotThereError."""
    kind, _, key = path.partition("/")
    find = {
        "claim": _claim, "article": _article, "proposition": _proposition, "actor": _actor, "source": _source,
        "comment": _comment, "decision": _decision,
    }.get(kind)  # fmt: skip
    if find is None or not key:
        raise NotThereError("address", path)
    try:
        return find(ledger, key, words)
    except UsageError as error:
        raise NotThereError(kind, key) from error


def _claim(ledger: Ledger, key: str, _: Wording) -> Subject:
    entry = ledger.find(key)
    opened = ledger.browse.article(entry.article.id)
    known = opened.said.get(entry.claim.id) if opened else None
    kinds: tuple[Kind, ...] = ("note", "checked", "correct", "join")
    return Subject(
        kind="claim", key=entry.claim.id, title=words_of(entry), language=entry.article.language, entry=entry,
        kinds=(*kinds, "split") if known and known.proposition else kinds,
    )  # fmt: skip


def _article(ledger: Ledger, key: str, words: Wording) -> Subject:
    opened = ledger.browse.article(key)
    if opened is None:
        raise NotThereError("article", key)
    found = opened.reading.article
    return Subject(
        kind="article", key=found.id, title=words.title(found), language=found.language, kinds=("note", "checked")
    )


def _proposition(ledger: Ledger, key: str, _: Wording) -> Subject:
    found, _members = ledger.proposition(key, limit=1)
    founder = found.founder
    return Subject(
        kind="proposition", key=found.id, title=words_of(founder), language=founder.article.language,
        kinds=("note", "checked"),
    )  # fmt: skip


def _actor(ledger: Ledger, key: str, words: Wording) -> Subject:
    found = ledger.browse.actor(key)
    if found is None:
        raise NotThereError("actor", key)
    return Subject(kind="actor", key=found.key, title=name_in(found.actor, words.ui), kinds=("note", "same-actor"))


def _source(ledger: Ledger, key: str, words: Wording) -> Subject:
    found = ledger.browse.voice(key)
    if found is None:
        raise NotThereError("source", key)
    return Subject(
        kind="source", key=found.key, title=words.voice(found.voice), kinds=("reliability",), grade=grade_of(found)
    )


def _comment(ledger: Ledger, key: str, words: Wording) -> Subject:
    found = ledger.moderated(ledger.address_of(key, ("comment",)).removeprefix(f"{_SCHEME}comment/"))
    if found is None:
        raise NotThereError("comment", key)
    left: dict[str, tuple[Kind, ...]] = {"approved": ("reject",), "rejected": ("approve",)}
    return Subject(
        kind="comment", key=found.comment.id, title=words("comments", "by", name=found.comment.name),
        kinds=left.get(found.state, ("approve", "reject")), comment=found,
    )  # fmt: skip


def _decision(ledger: Ledger, key: str, words: Wording) -> Subject:
    judged = ledger.decision(f"{_SCHEME}decision/{key}")
    made = judged.decision
    undone = judged.undone_by is not None or made.kind == "undo"
    title = f"{words('decision', made.kind)}: {made.target.removeprefix(_SCHEME)}"
    return Subject(kind="decision", key=made.id, title=title, kinds=() if undone else ("undo",), judged=judged)
