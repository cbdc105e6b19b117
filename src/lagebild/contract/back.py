"""Readings from plain objects: what is not as the contract says is an error that names its place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar, cast

from lagebild import types as t
from lagebild.contract.checks import choice, each, mapping, number, offsets, optional, typed, value_of
from lagebild.errors import DataFileError

Thing = TypeVar("Thing")


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
        published_basis=choice(raw, "published_basis", t.PublishedBasis, "article"),
        language=choice(raw, "language", t.Language, "article"),
        text=text,
        blocks=each(value_of(raw, "blocks", "article"), "article.blocks", lambda b, at: _read_block(b, text, at)),
        notes=each(value_of(raw, "notes", "article"), "article.notes", lambda n, at: _read_note(n, text, at)),
    )


def claim_from_json(raw: Any, text: str) -> t.Claim:
    """The claim that an object holds, `text` being its article's; raises DataFileError naming what is wrong."""
    raw = mapping(raw, "claim")
    at = f"claim {typed(raw, 'id', str, 'claim')}"

    def several(key: str, read: Callable[[Any, str, str], Thing]) -> tuple[Thing, ...]:
        return each(value_of(raw, key, at), f"{at}: {key}", lambda item, where: read(item, text, where))

    return t.Claim(
        id=raw["id"],
        sentence=_read_span(value_of(raw, "sentence", at), text, f"{at}: sentence"),
        content=several("content", _read_span),
        cue=several("cue", _read_span),
        source=_read_source(value_of(raw, "source", at), text, f"{at}: source"),
        chain=several("chain", _read_source),
        form=choice(raw, "form", t.Form, at),
        act=choice(raw, "act", t.Act, at),
        factuality=choice(raw, "factuality", t.Factuality, at),
        author_factuality=choice(raw, "author_factuality", t.Factuality, at),
        figures=several("figures", _read_figure),
        times=several("times", _read_time),
        places=several("places", _read_mention),
        actors=several("actors", _read_mention),
        events=several("events", _read_event),
        why=several("why", lambda item, _, where: _read_why(item, where)),
    )


def _read_block(raw: Any, text: str, at: str) -> t.Block:
    raw = mapping(raw, at)
    start, end = offsets(raw, text, at)
    return t.Block(choice(raw, "kind", t.BlockKind, at), start, end)


def _read_note(raw: Any, text: str, at: str) -> t.Note:
    raw = mapping(raw, at)
    whole = value_of(raw, "start", at) is None and value_of(raw, "end", at) is None
    start, end = (None, None) if whole else offsets(raw, text, at)
    return t.Note(typed(raw, "code", str, at), typed(raw, "message", str, at), start, end)


def _read_span(raw: Any, text: str, at: str) -> t.Span:
    raw = mapping(raw, at)
    start, end = offsets(raw, text, at)
    words = typed(raw, "text", str, at)
    if text[start:end] != words:
        raise DataFileError(f"{at}: the words at {start}:{end} are {text[start:end]!r}, not {words!r}")
    return t.Span(start, end, words)


def _read_actor(raw: Any, at: str) -> t.Actor | None:
    if raw is None:
        return None
    raw = mapping(raw, at)
    return t.Actor(
        name=typed(raw, "name", str, at),
        kind=choice(raw, "kind", t.ActorKind, at),
        country=optional(raw, "country", str, at),
        wikidata=optional(raw, "wikidata", str, at),
        plover=optional(raw, "plover", str, at),
        place=_read_place(raw["place"], f"{at}.place") if raw.get("place") else None,
    )


def _read_place(raw: Any, at: str) -> t.Place:
    raw = mapping(raw, at)
    population = optional({"population": None, **raw}, "population", int, at)
    if population is not None and population < 0:
        raise DataFileError(f"{at}: 'population' is {population}; a number of people is expected")
    return t.Place(
        type=choice(raw, "type", t.PlaceType, at),
        latitude=_read_degrees(raw, "latitude", 90, at),
        longitude=_read_degrees(raw, "longitude", 180, at),
        within=each(value_of(raw, "within", at), f"{at}.within", _read_name),
        population=population,
    )


def _read_degrees(raw: Mapping[str, Any], key: str, most: int, at: str) -> float | None:
    value = number(raw, key, at)
    if value is not None and not -most <= value <= most:
        raise DataFileError(f"{at}: {key!r} is {value:g}; degrees from -{most} to {most} are expected")
    return value


def _read_name(raw: Any, at: str) -> str:
    if not isinstance(raw, str):
        raise DataFileError(f"{at}: a name is expected, not {type(raw).__name__}")
    return raw


def _read_candidate(raw: Any, at: str) -> t.Actor:
    return cast(t.Actor, _read_actor(mapping(raw, at), at))


def _read_source(raw: Any, text: str, at: str) -> t.Source:
    raw = mapping(raw, at)
    span = None if value_of(raw, "start", at) is None else _read_span(raw, text, at)
    actor = _read_actor(value_of(raw, "actor", at), f"{at}.actor")
    return t.Source(choice(raw, "kind", t.SourceKind, at), span, actor)


def _read_mention(raw: Any, text: str, at: str) -> t.Mention:
    actor = _read_actor(mapping(raw, at), at)
    role = choice({"role": "content", **raw}, "role", t.TimeRole, at)
    why = _read_why(raw["why"], at) if raw.get("why") else None
    candidates = each(raw.get("candidates", []), f"{at}: candidates", _read_candidate)
    return t.Mention(_read_span(raw, text, at), cast(t.Actor, actor), role, why, candidates)


def _read_figure(raw: Any, text: str, at: str) -> t.Figure:
    span = _read_span(raw, text, at)
    change = raw.get("change")
    if change not in (None, "up", "down"):
        raise DataFileError(f"{at}: 'change' is {change!r}; choose one of: up, down, null")
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
        as_of=optional({"as_of": None, **raw}, "as_of", str, at),
        change=change,
        why=_read_why(raw["why"], at) if raw.get("why") else None,
        since=_read_since(raw["since"], text, f"{at}: since") if raw.get("since") else None,
    )


def _read_since(raw: Any, text: str, at: str) -> t.Since:
    return t.Since(_read_span(raw, text, at), optional(mapping(raw, at), "value", str, at))


def _read_time(raw: Any, text: str, at: str) -> t.Time:
    span = _read_span(raw, text, at)
    return t.Time(
        span=span,
        type=choice(raw, "type", t.TimexType, at),
        value=optional(raw, "value", str, at),
        mod=optional(raw, "mod", str, at),
        role=choice({"role": "content", **raw}, "role", t.TimeRole, at),
        anchor=_read_anchor(raw["anchor"], text, f"{at}: anchor") if raw.get("anchor") else None,
    )


def _read_anchor(raw: Any, text: str, at: str) -> t.Anchor:
    raw = mapping(raw, at)
    span = None if value_of(raw, "start", at) is None else _read_span(raw, text, at)
    return t.Anchor(choice(raw, "basis", t.AnchorBasis, at), optional(raw, "value", str, at), span)


def _read_event(raw: Any, text: str, at: str) -> t.Event:
    span = _read_span(raw, text, at)
    return t.Event(
        span=span,
        type=typed(raw, "type", str, at),
        mode=optional(raw, "mode", str, at),
        actor=_read_actor(value_of(raw, "actor", at), f"{at}.actor"),
        recipient=_read_actor(value_of(raw, "recipient", at), f"{at}.recipient"),
        time=optional(raw, "time", str, at),
        place=optional(raw, "place", str, at),
        status=choice(raw, "status", t.EventStatus, at),
        why=_read_why(raw["why"], at) if raw.get("why") else None,
        third=_read_actor(raw.get("third"), f"{at}.third"),  # readings before it was told have none
    )


def _read_why(raw: Any, at: str) -> t.Why:
    raw = mapping(raw, at)
    score = _read_given(raw, "score", at)
    parts = mapping(raw.get("parts", {}), f"{at}: parts")
    added = tuple((name, _read_given(parts, name, f"{at}: parts")) for name in parts)
    return t.Why(raw.get("rule"), raw.get("model"), typed(raw, "version", str, at), score, added)


def _read_given(parts: Mapping[str, Any], name: str, at: str) -> float:
    value = number(parts, name, at)
    if value is None:
        raise DataFileError(f"{at}: {name!r} is null; give a number")
    return value
