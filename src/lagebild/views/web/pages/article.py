"""One article: its text with its spans, who says what in it, what stands against it; and the way to one claim."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from lagebild import contract
from lagebild.errors import UsageError
from lagebild.ledger.browse import Opened
from lagebild.picture.conflicts import conflicts
from lagebild.types import Claim, Entry, Note
from lagebild.views.marks import MarkedText, marked
from lagebild.views.spans import text_html
from lagebild.views.tables import claims as claim_table
from lagebild.views.web import addresses
from lagebild.views.web.visit import Answer, Moved, NotThereError, Visit, comments_about
from lagebild.views.wording import Wording

_LINKS = 20


@dataclass(frozen=True, slots=True)
class Sheet:
    """An article as its page shows it: claims in the order of the text, each with its number from 1."""

    opened: Opened
    entries: tuple[Entry, ...]
    marked: MarkedText
    words: Wording

    def text(self) -> Markup:
        """The text with its spans; each claim's number leads to its row, and can be led to."""

        def number(claim: int) -> Markup:
            label = self.words("text", "to_claim", number=claim)
            form = '<a class="n" id="c-{}" href="#k-{}" data-n="{}" aria-label="{}"></a>'
            identifier = self.entries[claim - 1].claim.id
            return Markup(form).format(identifier, identifier, claim, label)

        return text_html(self.marked, anchor=lambda start: f"s{start}", number=number, with_claims=True, heading=2)

    def note_href(self, note: Note) -> str | None:
        """The anchor of the sentence that a note concerns, or None where no claim was read from it."""
        if note.start is None:
            return None
        found = (s for block in self.marked.blocks for s in block.stretches if s.anchor is not None)
        for stretch in found:
            anchor = stretch.anchor or 0
            if anchor <= note.start < anchor + sum(len(piece.text) for piece in stretch.pieces):
                return f"#s{anchor}"
        return None


def article(visit: Visit) -> Answer | Moved:
    """An article by its id, or the beginning of it."""
    opened = visit.ledger.browse.article(visit.key)
    if opened is None:
        raise NotThereError("article", visit.key)
    found = opened.reading.article
    if found.id != visit.key:
        return Moved(addresses.thing("article", found.id))
    entries = tuple(Entry(found, claim) for claim in sorted(opened.reading.claims, key=_place))
    sheet = Sheet(opened, entries, marked(found, [entry.claim for entry in entries]), visit.words)
    seqs = [one.seq for one in opened.said.values()]
    links = conflicts(visit.ledger.browse.links_of(seqs, limit=_LINKS))
    targets = [f"lage:article/{found.id}", *(f"lage:claim/{entry.claim.id}" for entry in entries)]
    decided = {} if visit.public else visit.ledger.decisions_about(targets)
    return Answer(
        template="article.html.j2",
        title=visit.words.title(found),
        filled={
            "sheet": sheet,
            "a": found,
            "opened": opened,
            "links": links,
            "decided": decided,
            "comments": comments_about(visit, targets[0]),
        },
        table=lambda: claim_table(entries),
        about=_about(opened),
        nav="articles",
    )


def claim(visit: Visit) -> Moved:
    """The sentence of a claim in its article, or (in other forms) the article's table; the address stays the same."""
    try:
        entry = visit.ledger.find(visit.key)
    except UsageError as error:
        raise NotThereError("claim", visit.key) from error
    if visit.form != "html":
        return Moved(f"{addresses.thing('article', entry.article.id)}.{visit.form}")
    return Moved(addresses.claim(entry.article.id, entry.claim.id))


def _about(opened: Opened) -> Mapping[str, object]:
    about = contract.article_to_json(opened.reading.article)
    return {
        "article": about,
        "home": {"name": opened.home.name or None, "basis": opened.home_basis},
        "copy_of": opened.original,
        "added": opened.added,
        "reader": opened.reading.reader,
        "version": opened.reading.version,
    }


def _place(one: Claim) -> tuple[int, int]:
    return one.sentence.start, min((span.start for span in one.content), default=one.sentence.start)
