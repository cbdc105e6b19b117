"""All data types that travel between stages: frozen, slotted, with tuples inside; this module imports nothing of ours.

Offsets are half-open code points into `Article.text`: `article.text[span.start:span.end] == span.text` always holds.
Terms are the field's: source, cue and content as in PARC 3.0 and PolNeAR; factuality as in FactBank; times as
in TIMEX3; events as in PLOVER.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

Language = Literal["de", "en", "ru", "uk"]
Origin = Literal["file", "http", "stdin", "web-archive", "text"]
MediaType = Literal["html", "text", "markdown", "json"]
PublishedBasis = Literal["page", "address", "option", "unknown"]
BlockKind = Literal["heading", "paragraph", "quotation", "list-item", "caption"]
SourceKind = Literal["named", "described", "unnamed", "author"]
Form = Literal["direct", "indirect", "reported", "free_indirect", "author"]
Act = Literal[
    "state",
    "report",
    "deny",
    "confirm",
    "predict",
    "plan",
    "demand",
    "promise",
    "threaten",
    "accuse",
    "ask",
    "judge",
    "condition",
]
Factuality = Literal["CT+", "PR+", "PS+", "CT-", "PR-", "PS-", "CTu", "Uu"]
TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
TimeRole = Literal["content", "saying"]
AnchorBasis = Literal["none", "publication", "text", "unknown"]
ActorKind = Literal[
    "person", "state", "government", "military", "organisation", "group", "outlet", "role", "place", "other"
]
PlaceType = Literal["country", "region", "town", "area", "water", "site"]
Weights = Literal["full", "free", "none"]
EventStatus = Literal["happened", "ongoing", "planned", "hypothetical", "negated", "denied"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Words of an article: half-open code-point offsets into `Article.text`, and the words themselves."""

    start: int
    end: int
    text: str

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Span:
        """The span of `text` from `start` to `end`; raises ValueError where it is empty or lies outside."""
        if not 0 <= start < end <= len(text):
            raise ValueError(f"no words at {start}:{end} in a text of {len(text)} code points")
        return cls(start, end, text[start:end])

    def contains(self, other: Span) -> bool:
        """Whether all of `other` lies inside."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether they share at least one code point."""
        return self.start < other.end and other.start < self.end


# --- fetch: an address becomes a page -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Page:
    """What came in at the door, unchanged, with where it came from.

    `requested` is the address as given (a path, an http address, or "-"), `address` the one that finally answered.
    """

    content: bytes
    media_type: MediaType
    requested: str
    address: str | None = None
    charset: str | None = None
    origin: Origin = "file"
    fetched: datetime | None = None


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What the user says of a page and the page itself may not, and with which weights to read it."""

    published: str | None = None  # ISO date as given by the user, checked
    url: str | None = None
    language: Language | None = None
    weights: Weights | None = None  # None: those of the setting


# --- article: a page becomes an article -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of `Article.text` with one kind; blocks are ordered, do not overlap, and blank lines part them."""

    kind: BlockKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Note:
    """Something about the page that its reader should know; the codes are listed in `article/notes.toml`.

    `start` and `end` point at the words concerned, or are None where the note concerns the whole page.
    """

    code: str
    message: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """The article of a page, normalised once and never again; its title is the first heading block of the text."""

    id: str
    url: str | None
    title: str | None
    byline: str | None
    publisher: str | None
    published: str | None  # ISO 8601 day, or less where less is known
    published_basis: PublishedBasis
    language: Language
    text: str
    blocks: tuple[Block, ...]
    notes: tuple[Note, ...] = ()

    def span(self, start: int, end: int) -> Span:
        """The words from `start` to `end`."""
        return Span.of(self.text, start, end)

    @property
    def day(self) -> date | None:
        """The day of publication, or None where it is not known to the day."""
        try:
            return date.fromisoformat((self.published or "")[:10])
        except ValueError:
            return None


# --- text: an article becomes sentences -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number or punctuation mark."""

    start: int
    end: int
    text: str
    index: int  # place in `Document.tokens`

    @property
    def lower(self) -> str:
        """The token in lower case."""
        return self.text.lower()


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of one block; `first` and `last` (exclusive) delimit its tokens in `Document.tokens`."""

    start: int
    end: int
    text: str
    index: int  # place in `Document.sentences`
    block: int  # place in `Article.blocks`
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch in quotation marks, which may run over several sentences and paragraphs.

    `start` and `end` include the marks, `inner_start` and `inner_end` do not. `closed` is False where the closing mark
    is missing: then the end is the best guess (end of the clause, sentence or block). `depth` is 0 for the outermost.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    closed: bool
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Document:
    """An article with its sentences, tokens and marked quotations; only blocks read for claims have sentences."""

    article: Article
    sentences: tuple[Sentence, ...]
    tokens: tuple[Token, ...]
    quotations: tuple[Quotation, ...]

    def tokens_of(self, sentence: Sentence) -> tuple[Token, ...]:
        """The tokens of a sentence."""
        return self.tokens[sentence.first : sentence.last]

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that holds a code point, or None between sentences (binary search)."""
        low, high = 0, len(self.sentences)
        while low < high:
            middle = (low + high) // 2
            if self.sentences[middle].end <= offset:
                low = middle + 1
            else:
                high = middle
        if low < len(self.sentences) and self.sentences[low].start <= offset:
            return self.sentences[low]
        return None


# --- extract: sentences become findings -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Why:
    """One reason for a reading: the rule (or model) that spoke, its version, and how sure it is (0 to 1).

    `parts` are what a score was made of: the name of each feature and what it added (log odds).
    """

    rule: str | None = None
    model: str | None = None
    version: str = "1"
    score: float = 1.0
    parts: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a place lies: degrees north and east, and what it lies in, the nearest first ("Gebiet Donezk", "Ukraine").

    The point of a country or region is where its people live on average (`gazetteer/centres.tsv`), that of a town its
    own. `population` is that of a town.
    """

    type: PlaceType
    latitude: float | None = None
    longitude: float | None = None
    within: tuple[str, ...] = ()
    population: int | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who acts or speaks, in canonical form; unknown fields are None, never guessed.

    `country` is ISO 3166-1 alpha-3, `wikidata` a Q-number, `plover` a PLOVER actor code ("PRK MIL"). `place` tells
    where a place of the gazetteer lies.
    """

    name: str
    kind: ActorKind
    country: str | None = None
    wikidata: str | None = None
    plover: str | None = None
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class NameMention:
    """Words that may name an actor or place, with the candidates from the gazetteer, best first (may be empty).

    `why` is set where the encoder read it, and holds the weights and how sure they are.
    """

    span: Span
    candidates: tuple[Actor, ...]
    is_place: bool = False
    head: str = ""  # surname or head noun, for later resolution
    why: Why | None = None


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A time expression before it is anchored.

    `value` is a TIMEX3 value where the words alone give it, else None, and `relative` holds what `resolve/dates.py`
    needs to anchor it (a small mini-language documented there).
    """

    span: Span
    type: TimexType
    value: str | None
    mod: str | None = None
    relative: str | None = None
    why: Why | None = None


@dataclass(frozen=True, slots=True)
class SourceMention:
    """The words of a source as found; `span` is None for the author and where the words name nobody at all."""

    kind: SourceKind
    span: Span | None


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who said what, as one reader found it: source, cue and content, before names are resolved.

    `content` and `cue` may be discontinuous. `act` and `factuality` are what the cue itself says of its content (a verb
    of denial, a modal of hearsay), or None where the content decides. `chain` lists whom the source leans on, nearest
    first. `antecedent` points at the words that a pronoun or an absent source means, where the reader knows. `frame` is
    the reporting clause or phrase with source and cue ("…, sagte er am Montag").
    """

    sentence: Span
    content: tuple[Span, ...]
    cue: tuple[Span, ...]
    source: SourceMention
    chain: tuple[SourceMention, ...]
    form: Form
    act: Act | None = None
    factuality: Factuality | None = None
    antecedent: Span | None = None
    addressee: Span | None = None
    why: tuple[Why, ...] = ()
    frame: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Stance:
    """How firmly a content is put, for its source and for the author of the article."""

    act: Act
    factuality: Factuality
    author_factuality: Factuality
    why: tuple[Why, ...] = ()


@dataclass(frozen=True, slots=True)
class Since:
    """Since when a figure holds or has been counted: the words, without the one that says "since".

    `value` is their TIMEX3 value where they are a time that could be resolved, a duration (PT24H) counting back from
    the day of the figure; else None ("since the invasion").
    """

    span: Span
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with what it counts; exact numbers have min == max, one-sided bounds have None on the open side.

    `unit` is None for plain counts, else a unit of `ontology/units.toml` ("percent", "EUR", "kilometre"). `of` is what
    is counted, in the words of the text ("Soldaten"), `whose` whose they are ("nordkoreanischen"), `stage` a stage of
    `ontology/stages.toml` (sent, planned, killed, ...), `as_of` the day it holds for, `since` since when it does.
    """

    span: Span
    min: float | None
    max: float | None
    approximate: bool = False
    vague: bool = False
    unit: str | None = None
    of: str | None = None
    whose: str | None = None
    stage: str | None = None
    as_of: str | None = None
    change: Literal["up", "down"] | None = None
    why: Why | None = None
    since: Since | None = None


@dataclass(frozen=True, slots=True)
class Anchor:
    """What the value of a time was counted from (the `anchorTimeID` of TIMEX3).

    `basis` is "none" where the words give the value by themselves, "publication" for the day of publication, "text" for
    another time expression of the page, whose words are `span`, and "unknown" where a day is needed and none is known.
    `value` is the TIMEX3 value that it was counted from.
    """

    basis: AnchorBasis
    value: str | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Time:
    """A time in TIMEX3; `value` is None where it stays unresolved. `role` tells what happened then: deed or saying.

    `anchor` is None only in readings of versions that did not tell it.
    """

    span: Span
    type: TimexType
    value: str | None
    mod: str | None = None
    role: TimeRole = "content"
    anchor: Anchor | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """Words and the actor or place that they mean; `role` tells a place of the content from that of the saying.

    `why` is that of the name: set where the encoder read it. `candidates` are whom the words may mean where that stays
    open, best first; `actor` then says what is sure of them: the words themselves, the kind, a country that all share.
    """

    span: Span
    actor: Actor
    role: TimeRole = "content"
    why: Why | None = None
    candidates: tuple[Actor, ...] = ()

    @property
    def is_nobody(self) -> bool:
        """Whether it is open which of several persons is meant."""
        return bool(self.candidates) and self.actor.kind == "person"


@dataclass(frozen=True, slots=True)
class Event:
    """A deed as somebody claims it, in PLOVER's types and modes; `time` is a TIMEX3 value or two days joined
    by a slash, `place` a canonical name.

    `third` is whom the deed touches besides: arms given to one side of a war are no friendly deed to the other.
    `frame` says that it is told in the words that report the claim it stands in ("Sanders accused Clinton of ..."):
    by the author of the page then, and not by the claim's source.
    """

    span: Span
    type: str
    mode: str | None
    actor: Actor | None
    recipient: Actor | None
    time: str | None
    place: str | None
    status: EventStatus
    why: Why | None = None
    third: Actor | None = None
    frame: bool = False


# --- resolve: findings become claims --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Source:
    """A source with the actor that its words mean, where they mean one."""

    kind: SourceKind
    span: Span | None
    actor: Actor | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One attributed proposition; the fields are those of the JSON contract in `docs/json.md`."""

    id: str
    sentence: Span
    content: tuple[Span, ...]
    cue: tuple[Span, ...]
    source: Source
    chain: tuple[Source, ...]
    form: Form
    act: Act
    factuality: Factuality
    author_factuality: Factuality
    figures: tuple[Figure, ...] = ()
    times: tuple[Time, ...] = ()
    places: tuple[Mention, ...] = ()
    actors: tuple[Mention, ...] = ()
    events: tuple[Event, ...] = ()
    why: tuple[Why, ...] = ()

    @property
    def content_events(self) -> tuple[Event, ...]:
        """The events that the content tells, on the word of the source; without those of the reporting frame."""
        return tuple(event for event in self.events if not event.frame)


@dataclass(frozen=True, slots=True)
class Findings:
    """What the extractors found in one document, unresolved."""

    names: tuple[NameMention, ...] = ()
    times: tuple[TimeMention, ...] = ()
    figures: tuple[Figure, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    stances: tuple[Stance, ...] = ()  # one for each attribution, in the same order


@dataclass(frozen=True, slots=True)
class Reading:
    """One article as read: the object that `lagebild.read` returns and that a line of JSON holds."""

    article: Article
    claims: tuple[Claim, ...]
    reader: str = "rules"
    version: str = field(default="")

    def _repr_html_(self) -> str:
        """What a notebook shows: the text with its spans marked; the view is imported when it is asked for."""
        from lagebild.settings import ui
        from lagebild.views.notebook import spans_html

        return str(spans_html(self, ui=ui()))


@dataclass(frozen=True, slots=True)
class Entry:
    """One claim with the article that it stands in: what every query of the ledger returns."""

    article: Article
    claim: Claim
