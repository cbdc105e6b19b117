"""Readings made by hand and by Hypothesis, for the tests of everything that comes after reading."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

from hypothesis import strategies as st

from lagebild import types as t
from lagebild.contract import identifier

SERVICE = t.Actor("South Korean intelligence service", "organisation", "KOR", None, "KOR GOV SPY")
MINISTER = t.Actor("Minister of the Interior", "role", "ZZZ")
NORTHLAND = t.Actor("Northland", "state", "NLD", "Q99999001", "NLD")
HARBOUR = t.Actor("Great Harbour", "place", "NLD", "Q99999002")

#: The reason of a trained reader, with parts that make its score.
TRAINED = t.Why(
    model="full",
    version="2",
    score=0.75,
    parts=(("worth", 2.5), ("tags", -0.04), ("rule", 0.8), ("length", -1.61), ("cue", 0.05), ("bias", -0.6)),
)

TEXT = """Northland sends help

According to the intelligence service, up to 1,200 soldiers left Great Harbour in June.

The minister denied this: "Not one soldier has left our country." He smiled."""


def span(text: str, words: str) -> t.Span:
    """The first place of some words."""
    start = text.index(words)
    return t.Span.of(text, start, start + len(words))


def article(
    text: str = TEXT, *, published: str | None = "2024-10-20", publisher: str | None = "The Gazette"
) -> t.Article:
    """An article with one block a paragraph; its title is the first."""
    blocks, start = [], 0
    for number, part in enumerate(text.split("\n\n")):
        blocks.append(t.Block("heading" if number == 0 else "paragraph", start, start + len(part)))
        start += len(part) + 2
    return t.Article(
        id=identifier([text, publisher]),
        url=f"https://gazette.example/{identifier([publisher, published])[:8]}",
        title=text.split("\n\n")[0],
        byline="A. Writer",
        publisher=publisher,
        published=published,
        published_basis="page" if published else "unknown",
        language="en",
        text=text,
        blocks=tuple(blocks),
        notes=(t.Note("unnamed-source", "a source without a name", 0, 9), t.Note("undated", "no date")),
    )


def first_claim(text: str = TEXT) -> t.Claim:
    """The claim of the intelligence service, with one of everything."""
    return t.Claim(
        id="c-service",
        sentence=span(text, "According to the intelligence service, up to 1,200 soldiers left Great Harbour in June."),
        content=(span(text, "up to 1,200 soldiers left Great Harbour in June"),),
        cue=(span(text, "According to"),),
        source=t.Source("named", span(text, "the intelligence service"), SERVICE),
        chain=(t.Source("unnamed", None), t.Source("described", span(text, "The minister"), MINISTER)),
        form="reported",
        act="state",
        factuality="CT+",
        author_factuality="Uu",
        figures=(
            t.Figure(
                span(text, "up to 1,200 soldiers"),
                None,
                1200.0,
                of="soldiers",
                whose="Northland",
                stage="sent",
                as_of="2024-10",
                change="up",
                why=t.Why("figure.up-to"),
                since=t.Since(span(text, "June"), "2024-06"),
            ),
        ),
        times=(t.Time(span(text, "June"), "DATE", "2024-06", anchor=t.Anchor("publication", "2024-10-20")),),
        places=(t.Mention(span(text, "Great Harbour"), HARBOUR, "saying"),),
        actors=(t.Mention(span(text, "the intelligence service"), SERVICE),),
        events=(
            t.Event(
                span(text, "left"),
                "MOBILIZE",
                "troops",
                NORTHLAND,
                None,
                "2024-06",
                "Great Harbour",
                "happened",
                t.Why("event.leave"),
            ),
        ),
        why=(t.Why("cue.according-to"), TRAINED),
    )


def second_claim(text: str = TEXT) -> t.Claim:
    """The minister's denial."""
    return t.Claim(
        id="c-minister",
        sentence=span(text, 'The minister denied this: "Not one soldier has left our country."'),
        content=(span(text, "Not one soldier has left our country."),),
        cue=(span(text, "denied"),),
        source=t.Source("named", span(text, "The minister"), MINISTER),
        chain=(),
        form="direct",
        act="deny",
        factuality="CT-",
        author_factuality="Uu",
        figures=(t.Figure(span(text, "Not one"), 0.0, 0.0, of="soldier"),),
        why=(t.Why("cue.deny"),),
    )


def third_claim(text: str = TEXT) -> t.Claim:
    """The author's own words."""
    return t.Claim(
        id="c-author",
        sentence=span(text, "He smiled."),
        content=(span(text, "He smiled"),),
        cue=(),
        source=t.Source("author", None),
        chain=(),
        form="author",
        act="state",
        factuality="CT+",
        author_factuality="CT+",
    )


def reading(
    *, published: str | None = "2024-10-20", publisher: str | None = "The Gazette", version: str = "1"
) -> t.Reading:
    """A reading of the article with its three claims."""
    page = article(published=published, publisher=publisher)
    return t.Reading(page, (first_claim(), second_claim(), third_claim()), "rules", version)


def varied(number: int) -> t.Reading:
    """One of many readings that differ in text, publisher and claims' identifiers."""
    base = reading(publisher=f"Paper {number}")
    text = f"{base.article.text}\n\nEdition {number}."
    block = t.Block("paragraph", len(base.article.text) + 2, len(text))
    page = replace(
        base.article,
        id=identifier([text, number]),
        url=f"https://gazette.example/editions/{number}",
        text=text,
        blocks=(*base.article.blocks, block),
    )
    claims = tuple(replace(c, id=f"{c.id}-{number}") for c in base.claims)
    return replace(base, article=page, claims=claims)


# --- by Hypothesis --------------------------------------------------------------------------------------------

_sign = st.characters(codec="utf-8")
_words = st.text(_sign, max_size=12)
_maybe_words = st.none() | _words
_numbers = st.none() | st.floats(allow_nan=False, allow_infinity=False)
_scores = st.floats(0, 1)


def _one_of(choices: object) -> st.SearchStrategy[str]:
    return st.sampled_from(get_args(choices))


def spans(text: str) -> st.SearchStrategy[t.Span]:
    """Any span of a text."""
    ends = st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text)))
    return ends.map(lambda e: (min(e[0], e[1] - 1), max(e[1], e[0] + 1))).map(lambda e: t.Span.of(text, *e))


_parts = st.sampled_from([(), (("worth", 2.5), ("ä b", -0.25)), (("bias", 0.0),)])
_whys = st.builds(
    t.Why, st.none() | st.just("some.rule"), st.none() | st.just("a model"), _words, _scores,
    _parts,
).filter(lambda why: why.rule is not None or why.model is not None)  # fmt: skip
_places = st.sampled_from(
    [None, t.Place("town", 48.28, -0.5, ("Ä", "B"), 61_000), t.Place("region", -90.0, 180.0, ("B",)), t.Place("water")]
)
_actors = st.builds(t.Actor, _words, _one_of(t.ActorKind), _maybe_words, _maybe_words, _maybe_words, _places)


def claims(text: str) -> st.SearchStrategy[t.Claim]:
    """Any claim of a text."""
    places = spans(text)
    sources = st.builds(t.Source, _one_of(t.SourceKind), st.none() | places, st.none() | _actors)
    read = st.sampled_from([None, t.Why(model="full", score=0.5)])
    open_ones = st.sampled_from([(), (SERVICE, HARBOUR)])
    mentions = st.builds(t.Mention, places, _actors, _one_of(t.TimeRole), read, open_ones)

    def few(strategy: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
        return st.lists(strategy, max_size=2).map(tuple)

    # few of them: a reading may not take more chance than Hypothesis gives
    sinces = st.none() | st.builds(t.Since, places, st.sampled_from([None, "2024-06"]))
    figures = st.builds(
        t.Figure, places, _numbers, _numbers, st.booleans(), st.booleans(), *[_maybe_words] * 5,
        st.sampled_from([None, "up", "down"]), st.none() | _whys, sinces,
    )  # fmt: skip
    free = st.sampled_from([None, t.Anchor("none"), t.Anchor("publication", "2024-10-20"), t.Anchor("unknown")])
    anchors = free | st.builds(t.Anchor, st.just("text"), st.just("2024"), places)
    times = st.builds(t.Time, places, _one_of(t.TimexType), _maybe_words, _maybe_words, _one_of(t.TimeRole), anchors)
    events = st.builds(
        t.Event, places, _words, _maybe_words, st.none() | _actors, st.none() | _actors, _maybe_words,
        _maybe_words, _one_of(t.EventStatus), st.none() | _whys, st.sampled_from([None, SERVICE, HARBOUR]),
        st.booleans(),
    )  # fmt: skip
    return st.builds(
        t.Claim, st.uuids().map(str), places, few(places), few(places), sources, few(sources), _one_of(t.Form),
        _one_of(t.Act), _one_of(t.Factuality), _one_of(t.Factuality), few(figures), few(times), few(mentions),
        few(mentions), few(events), few(_whys),
    )  # fmt: skip


@st.composite
def readings(draw: st.DrawFn) -> t.Reading:
    """Any reading that the types allow."""
    text = draw(st.text(_sign, min_size=1, max_size=60))
    blocks = st.builds(lambda kind, s: t.Block(kind, s.start, s.end), _one_of(t.BlockKind), spans(text))
    notes = st.builds(lambda words, s: t.Note("code", words, s.start, s.end), _words, spans(text))
    days = st.sampled_from([None, "2024", "2024-10", "2024-10-20"])
    articles = st.builds(
        t.Article, st.uuids().map(str), _maybe_words, _maybe_words, _maybe_words, _maybe_words, days,
        _one_of(t.PublishedBasis), _one_of(t.Language), st.just(text), st.tuples(blocks),
        st.sampled_from([(), (t.Note("undated", "no date"),)]) | st.tuples(notes),
    )  # fmt: skip
    found = draw(st.lists(claims(text), max_size=3, unique_by=lambda c: c.id))
    return t.Reading(draw(articles), tuple(found), draw(_words), draw(_words))
