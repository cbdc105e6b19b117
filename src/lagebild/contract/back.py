"""Readings from plain objects: what is not as the contract says is an error that names its place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar, cast, get_args

from lagebild import types as t
from lagebild.contract.checks import At, choice, each, mapping, number, offsets, optional, told, typed, value_of
from lagebild.errors import DataFileError

Thing = TypeVar("Thing")

_ACT, _ACTOR_KIND, _ANCHOR_BASIS = map(get_args, (t.Act, t.ActorKind, t.AnchorBasis))
_BLOCK_KIND, _EVENT_STATUS, _FACTUALITY = map(get_args, (t.BlockKind, t.EventStatus, t.Factuality))
_FORM, _LANGUAGE, _PLACE_TYPE = map(get_args, (t.Form, t.Language, t.PlaceType))
_PUBLISHED_BASIS, _SOURCE_KIND = map(get_args, (t.PublishedBasis, t.SourceKind))
_TIME_ROLE, _TIMEX_TYPE = map(get_args, (t.TimeRole, t.TimexType))


def from_json(raw: Any) -> t.Reading:
    """The reading that an object of the contract holds; raises DataFileError naming what is wrong."""
    raw = mapping(raw, "reading")
    article = article_from_json(value_of(raw, "article", "reading"))
    claims = each(value_of(raw, "claims", "reading"), "claims", lambda c, _: claim_from_json(c, article.text))
    return t.Reading(article, claims, raw.get("reader", "rules"), raw.get("version", ""))


def article_from_json(raw: Any) -> t.Article:
    """The article that an object of the contract holds; raises DataFileError naming what is wrong."""
    raw = mapping(raw, "article")
    text = typed(raw, "text", str, "article")
    return t.Article(
        id=typed(raw, "id", str, "article"),
        url=optional(raw, "url", str, "article"),
        title=optional(raw, "title", str, "article"),
        byline=optional(raw, "byline", str, "article"),
        publisher=optional(raw, "publisher", str, "article"),
        published=optional(raw, "published", str, "article"),
        published_basis=choice(raw, "published_basis", _PUBLISHED_BASIS, "article"),
        language=choice(raw, "language", _LANGUAGE, "article"),
        text=text,
        blocks=each(value_of(raw, "blocks", "article"), "article.blocks", lambda b, at: _read_block(b, text, at)),
        notes=each(value_of(raw, "notes", "article"), "article.notes", lambda n, at: _read_note(n, text, at)),
    )


def claim_from_json(raw: Any, text: str) -> t.Claim:
    """The claim that an object holds, `text` being its article's; raises DataFileError naming what is wrong."""
    raw = mapping(raw, "claim")
    at = ("claim ", typed(raw, "id", str, "claim"))

    def several(key: str, read: Callable[[Any, str, At], Thing]) -> tuple[Thing, ...]:
        return each(value_of(raw, key, at), (at, ": ", key), lambda item, where: read(item, text, where))

    return t.Claim(
        id=raw["id"],
        sentence=_read_span(value_of(raw, "sentence", at), text, (at, ": sentence")),
        content=several("content", _read_span),
        cue=several("cue", _read_span),
        source=_read_source(value_of(raw, "source", at), text, (at, ": source")),
        chain=several("chain", _read_source),
        form=choice(raw, "form", _FORM, at),
        act=choice(raw, "act", _ACT, at),
        factuality=choice(raw, "factuality", _FACTUALITY, at),
        author_factuality=choice(raw, "author_factuality", _FACTUALITY, at),
        figures=several("figures", _read_figure),
        times=several("times", _read_time),
        places=several("places", _read_mention),
        actors=several("actors", _read_mention),
        events=several("events", _read_event),
        why=several("why", lambda item, _, where: _read_why(item, where)),
    )


def _read_block(raw: Any, text: str, at: At) -> t.Block:
    if type(raw) is dict:  # the short way, as for spans
        kind, start, end = raw.get("kind"), raw.get("start"), raw.get("end")
        if kind in _BLOCK_KIND and type(start) is int and type(end) is int and 0 <= start < end <= len(text):
            return t.Block(cast(t.BlockKind, kind), start, end)
    raw = mapping(raw, at)
    start, end = offsets(raw, text, at)
    return t.Block(choice(raw, "kind", _BLOCK_KIND, at), start, end)


def _read_note(raw: Any, text: str, at: At) -> t.Note:
    raw = mapping(raw, at)
    whole = value_of(raw, "start", at) is None and value_of(raw, "end", at) is None
    start, end = (None, None) if whole else offsets(raw, text, at)
    return t.Note(typed(raw, "code", str, at), typed(raw, "message", str, at), start, end)


def _read_span(raw: Any, text: str, at: At) -> t.Span:
    if type(raw) is dict:  # the short way: most of what is read are spans
        start, end, words = raw.get("start"), raw.get("end"), raw.get("text")
        if (
            type(start) is int
            and type(end) is int
            and type(words) is str
            and 0 <= start < end <= len(text)
            and text[start:end] == words
        ):
            return t.Span(start, end, words)
    raw = mapping(raw, at)
    start, end = offsets(raw, text, at)
    words = typed(raw, "text", str, at)
    raise DataFileError(f"{told(at)}: the words at {start}:{end} are {text[start:end]!r}, not {words!r}")


def _read_actor(raw: Any, at: At) -> t.Actor | None:
    if raw is None:
        return None
    raw = mapping(raw, at)
    if not raw.get("place") and (known := _plain_actor(raw)) is not None:
        return known
    return t.Actor(
        name=typed(raw, "name", str, at),
        kind=choice(raw, "kind", _ACTOR_KIND, at),
        country=optional(raw, "country", str, at),
        wikidata=optional(raw, "wikidata", str, at),
        plover=optional(raw, "plover", str, at),
        place=_read_place(raw["place"], (at, ".place")) if raw.get("place") else None,
    )


def _plain_actor(raw: Mapping[str, Any]) -> t.Actor | None:
    """An actor that is as the contract says, the short way; None for one that is not, and has to be looked at."""
    try:
        name, kind, parts = raw["name"], raw["kind"], (raw["country"], raw["wikidata"], raw["plover"])
    except KeyError:
        return None
    if (
        type(name) is not str
        or kind not in _ACTOR_KIND
        or any(type(one) is not str for one in parts if one is not None)
    ):
        return None
    return t.Actor(name, kind, *parts)


def _read_place(raw: Any, at: At) -> t.Place:
    raw = mapping(raw, at)
    population = optional(raw, "population", int, at) if "population" in raw else None
    if population is not None and population < 0:
        raise DataFileError(f"{told(at)}: 'population' is {population}; a number of people is expected")
    return t.Place(
        type=choice(raw, "type", _PLACE_TYPE, at),
        latitude=_read_degrees(raw, "latitude", 90, at),
        longitude=_read_degrees(raw, "longitude", 180, at),
        within=each(value_of(raw, "within", at), (at, ".within"), _read_name),
        population=population,
    )


def _read_degrees(raw: Mapping[str, Any], key: str, most: int, at: At) -> float | None:
    value = number(raw, key, at)
    if value is not None and not -most <= value <= most:
        raise DataFileError(f"{told(at)}: {key!r} is {value:g}; degrees from -{most} to {most} are expected")
    return value


def _read_name(raw: Any, at: At) -> str:
    if not isinstance(raw, str):
        raise DataFileError(f"{told(at)}: a name is expected, not {type(raw).__name__}")
    return raw


def _read_candidate(raw: Any, at: At) -> t.Actor:
    return cast(t.Actor, _read_actor(mapping(raw, at), at))


def _read_source(raw: Any, text: str, at: At) -> t.Source:
    raw = mapping(raw, at)
    span = None if value_of(raw, "start", at) is None else _read_span(raw, text, at)
    actor = _read_actor(value_of(raw, "actor", at), (at, ".actor"))
    return t.Source(choice(raw, "kind", _SOURCE_KIND, at), span, actor)


def _read_mention(raw: Any, text: str, at: At) -> t.Mention:
    actor = _read_actor(mapping(raw, at), at)
    role: t.TimeRole = choice(raw, "role", _TIME_ROLE, at) if "role" in raw else "content"
    why = _read_why(raw["why"], at) if raw.get("why") else None
    candidates = each(raw["candidates"], (at, ": candidates"), _read_candidate) if "candidates" in raw else ()
    return t.Mention(_read_span(raw, text, at), cast(t.Actor, actor), role, why, candidates)


def _read_figure(raw: Any, text: str, at: At) -> t.Figure:
    span = _read_span(raw, text, at)
    change = raw.get("change")
    if change not in (None, "up", "down"):
        raise DataFileError(f"{told(at)}: 'change' is {change!r}; choose one of: up, down, null")
    return t.Figure(
        span=span,
        min=number(raw, "min", at),
        max=number(raw, "max", at),
        approximate=typed(raw, "approximate", bool, at),
        vague=typed(raw, "vague", bool, at),
        unit=optional(raw, "unit", str, at),
        of=optional(raw, "of", str, at),
        whose=optional(raw, "whose", str, at),
        stage=optional(raw, "stage", str, at),
        as_of=optional(raw, "as_of", str, at) if "as_of" in raw else None,
        change=change,
        why=_read_why(raw["why"], at) if raw.get("why") else None,
        since=_read_since(raw["since"], text, (at, ": since")) if raw.get("since") else None,
    )


def _read_since(raw: Any, text: str, at: At) -> t.Since:
    return t.Since(_read_span(raw, text, at), optional(mapping(raw, at), "value", str, at))


def _read_time(raw: Any, text: str, at: At) -> t.Time:
    span = _read_span(raw, text, at)
    return t.Time(
        span=span,
        type=choice(raw, "type", _TIMEX_TYPE, at),
        value=optional(raw, "value", str, at),
        mod=optional(raw, "mod", str, at),
        role=choice(raw, "role", _TIME_ROLE, at) if "role" in raw else "content",
        anchor=_read_anchor(raw["anchor"], text, (at, ": anchor")) if raw.get("anchor") else None,
    )


def _read_anchor(raw: Any, text: str, at: At) -> t.Anchor:
    raw = mapping(raw, at)
    span = None if value_of(raw, "start", at) is None else _read_span(raw, text, at)
    return t.Anchor(choice(raw, "basis", _ANCHOR_BASIS, at), optional(raw, "value", str, at), span)


def _read_event(raw: Any, text: str, at: At) -> t.Event:
    span = _read_span(raw, text, at)
    return t.Event(
        span=span,
        type=typed(raw, "type", str, at),
        mode=optional(raw, "mode", str, at),
        actor=_read_actor(value_of(raw, "actor", at), (at, ".actor")),
        recipient=_read_actor(value_of(raw, "recipient", at), (at, ".recipient")),
        time=optional(raw, "time", str, at),
        place=optional(raw, "place", str, at),
        status=choice(raw, "status", _EVENT_STATUS, at),
        why=_read_why(raw["why"], at) if raw.get("why") else None,
        third=_read_actor(raw.get("third"), (at, ".third")),  # readings before it was told have none
        frame=typed(raw, "frame", bool, at) if "frame" in raw else False,  # nor this
    )


def _read_why(raw: Any, at: At) -> t.Why:
    raw = mapping(raw, at)
    score = _read_given(raw, "score", at)
    parts = mapping(raw.get("parts", {}), (at, ": parts"))
    added = tuple((name, _read_given(parts, name, (at, ": parts"))) for name in parts)
    return t.Why(raw.get("rule"), raw.get("model"), typed(raw, "version", str, at), score, added)


def _read_given(parts: Mapping[str, Any], name: str, at: At) -> float:
    value = number(parts, name, at)
    if value is None:
        raise DataFileError(f"{told(at)}: {name!r} is null; give a number")
    return value
