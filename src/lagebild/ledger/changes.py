"""What changed in a ledger since a day: pages that came in, were read again, or have another text now.

A page that changed keeps both readings; the difference is told claim by claim, by what both say.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from lagebild.errors import UsageError
from lagebild.ledger import conditions
from lagebild.ledger.filters import ALL, Filters, is_day
from lagebild.ledger.packed import article_of, reading_of
from lagebild.ledger.store import Store
from lagebild.types import Article, Claim

ChangeKind = Literal["added", "read again", "changed"]


@dataclass(frozen=True, slots=True)
class Change:
    """One page that came in or came again: when (UTC), the article as it is in force, and what it said before.

    `gone` and `new` are claims that only the older and only the newer reading holds; `words` are stretches of text that
    were taken out and put in. All three are empty for a page that came in for the first time.
    """

    kind: ChangeKind
    added: str
    article: Article
    claims: int
    before: Article | None = None
    gone: tuple[Claim, ...] = ()
    new: tuple[Claim, ...] = ()
    words: tuple[tuple[str, str], ...] = ()


def changes(store: Store, since: str, filters: Filters = ALL, *, limit: int = 50) -> list[Change]:
    """What came in since a day or a moment (ISO 8601, UTC), the latest first; raises UsageError for what is none."""
    if not is_day(since[:10]):
        raise UsageError(f"since {since!r} is no day; give YYYY-MM-DD, YYYY-MM or YYYY")
    where, values = conditions.of_page(store, filters)
    question = (
        "SELECT u.reading, u.page, r.added FROM readings r JOIN current u ON u.reading = r.seq"
        f" WHERE r.added >= :added AND {where} ORDER BY r.added DESC, r.seq DESC LIMIT :most"
    )
    rows = store.ask(question, {**values, "added": since, "most": limit})
    return [_change(store, int(reading), page, added) for reading, page, added in rows]


def _change(store: Store, reading: int, page: str, added: str) -> Change:
    question = (
        "SELECT a.body, r.body FROM articles a JOIN readings r ON r.article = a.seq WHERE a.page = :page"
        " AND r.seq <= :reading ORDER BY r.seq DESC LIMIT 2"
    )
    rows = store.ask(question, {"page": page, "reading": reading})
    found = [reading_of(packed, article_of(body)) for body, packed in rows]
    now = found[0]
    if len(found) == 1:
        return Change("added", added, now.article, len(now.claims))
    before = found[1]
    kind: ChangeKind = "read again" if before.article.text == now.article.text else "changed"
    gone, new = _apart(before.claims, now.claims)
    words = _words(before.article.text, now.article.text) if kind == "changed" else ()
    return Change(kind, added, now.article, len(now.claims), before.article, gone, new, words)


def _apart(before: Sequence[Claim], now: Sequence[Claim]) -> tuple[tuple[Claim, ...], tuple[Claim, ...]]:
    """The claims that only one of two readings holds, by what they say, on whose word, how firmly."""
    old, new = ({_said(claim): claim for claim in claims} for claims in (before, now))
    gone, came = (one.keys() - other.keys() for one, other in ((old, new), (new, old)))
    return _in_order(old[key] for key in gone), _in_order(new[key] for key in came)


def _in_order(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    return tuple(sorted(claims, key=lambda claim: claim.sentence.start))


def _said(claim: Claim) -> tuple[object, ...]:
    source = claim.source.actor.name if claim.source.actor else claim.source.span.text if claim.source.span else ""
    content = " ".join(" ".join(part.text.split()) for part in claim.content)
    return content, source, claim.act, claim.factuality, tuple((f.min, f.max, f.stage) for f in claim.figures)


def _words(before: str, now: str) -> tuple[tuple[str, str], ...]:
    """The stretches of text that were taken out and put in, word by word."""
    old, new = before.split(), now.split()
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return tuple((" ".join(old[a:b]), " ".join(new[c:d])) for tag, a, b, c, d in blocks if tag != "equal")
