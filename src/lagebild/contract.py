"""The JSON contract of `docs/json.md`: readings become plain objects and come back, and nothing is lost on the way.

Keys are added, never renamed. Coming back is strict: a missing key, an unknown value of a closed list, and a span
whose words do not stand where it says are errors that name the place. Unknown keys are passed over, so that older
programs read newer files.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any, TypeVar, cast, get_args

from lagebild import types as t
from lagebild.errors import DataFileError

Json = dict[str, Any]
Thing = TypeVar("Thing")

#: Above this, not every whole number has its own float (IEEE 754 binary64).
_EXACT = 2.0**53


def dumps(reading: t.Reading, *, ascii_only: bool = False) -> str:
    """A reading as one line of JSON, without a line end."""
    return json.dumps(to_json(reading), ensure_ascii=ascii_only, allow_nan=False)


def loads(line: str) -> t.Reading:
    """The reading that a line of JSON holds; raises DataFileError where it holds none."""
    try:
        raw = json.loads(line)
    except ValueError as error:
        raise DataFileError(f"this is no JSON: {error}") from error
    return from_json(raw)


def identifier(content: Any) -> str:
    """The first 32 hexadecimal digits of the SHA-256 over canonical JSON (sorted keys, no spaces, ASCII)."""
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(canonical.encode("ascii")).hexdigest()[:32]


# --- out ------------------------------------------------------------------------------------------------------


def to_json(reading: t.Reading) -> Json:
    """A reading as the object of the contract."""
    return {
        "article": article_to_json(reading.article),
        "claims": [claim_to_json(claim) for claim in reading.claims],
        "reader": reading.reader,
        "version": reading.version,
    }


def article_to_json(article: t.Article) -> Json:
    """An article as the object of the contract."""
    return {
        "id": article.id,
        "url": article.url,
        "title": article.title,
        "byline": article.byline,
        "publisher": article.publisher,
        "published": article.published,
        "published_basis": article.published_basis,
        "language": article.language,
        "text": article.text,
        "blocks": [{"kind": b.kind, "start": b.start, "end": b.end} for b in article.blocks],
        "notes": [{"code": n.code, "message": n.message, "start": n.start, "end": n.end} for n in article.notes],
    }


def claim_to_json(claim: t.Claim) -> Json:
    """A claim as the object of the contract."""
    return {
        "id": claim.id,
        "sentence": _span(claim.sentence),
        "content": [_span(span) for span in claim.content],
        "cue": [_span(span) for span in claim.cue],
        "source": _source(claim.source),
        "chain": [_source(source) for source in claim.chain],
        "form": claim.form,
        "act": claim.act,
        "factuality": claim.factuality,
        "author_factuality": claim.author_factuality,
        "figures": [_figure(figure) for figure in claim.figures],
        "times": [_time(time) for time in claim.times],
        "places": [_mention(mention) for mention in claim.places],
        "actors": [_mention(mention) for mention in claim.actors],
        "events": [_event(event) for event in claim.events],
        "why": [why_to_json(why) for why in claim.why],
    }


def _span(span: t.Span | None) -> Json:
    if span is None:
        return {"start": None, "end": None, "text": None}
    return {"start": span.start, "end": span.end, "text": span.text}


def _actor(actor: t.Actor | None) -> Json | None:
    if actor is None:
        return None
    where = {"place": _where(actor.place)} if actor.place else {}
    return {
        "name": actor.name,
        "kind": actor.kind,
        "country": actor.country,
        "wikidata": actor.wikidata,
        "plover": actor.plover,
        **where,
    }


def _where(place: t.Place) -> Json:
    point = {"latitude": place.latitude, "longitude": place.longitude}
    return {"type": place.type, **point, "within": list(place.within), "population": place.population}


def _source(source: t.Source) -> Json:
    return {"kind": source.kind, **_span(source.span), "actor": _actor(source.actor)}


def _mention(mention: t.Mention) -> Json:
    why = {"why": why_to_json(mention.why)} if mention.why else {}
    others = {"candidates": [_actor(actor) for actor in mention.candidates]} if mention.candidates else {}
    return {**_span(mention.span), **(_actor(mention.actor) or {}), "role": mention.role, **why, **others}


def _number(value: float | None) -> float | int | None:
    """Whole numbers without a decimal point, as far as a float holds them exactly."""
    if value is not None and abs(value) < _EXACT and value == int(value):
        return int(value)
    return value


def _figure(figure: t.Figure) -> Json:
    return {
        **_span(figure.span),
        "min": _number(figure.min),
        "max": _number(figure.max),
        "approximate": figure.approximate,
        "vague": figure.vague,
        "unit": figure.unit,
        "of": figure.of,
        "whose": figure.whose,
        "stage": figure.stage,
        "as_of": figure.as_of,
        "since": {**_span(figure.since.span), "value": figure.since.value} if figure.since else None,
        "change": figure.change,
        "why": why_to_json(figure.why) if figure.why else None,
    }


def _time(time: t.Time) -> Json:
    anchor = _anchor(time.anchor) if time.anchor else None
    told = {"type": time.type, "value": time.value, "mod": time.mod, "role": time.role}
    return {**_span(time.span), **told, "anchor": anchor}


def _anchor(anchor: t.Anchor) -> Json:
    return {"basis": anchor.basis, "value": anchor.value, **_span(anchor.span)}


def _event(event: t.Event) -> Json:
    return {
        **_span(event.span),
        "type": event.type,
        "mode": event.mode,
        "actor": _actor(event.actor),
        "recipient": _actor(event.recipient),
        "third": _actor(event.third),
        "time": event.time,
        "place": event.place,
        "status": event.status,
        "why": why_to_json(event.why) if event.why else None,
    }


def why_to_json(why: t.Why) -> Json:
    """A reason as the object of the contract."""
    speaker = {"rule": why.rule} if why.model is None else {"model": why.model}
    if why.model is not None and why.rule is not None:
        speaker["rule"] = why.rule
    parts = {"parts": dict(why.parts)} if why.parts else {}
    return {**speaker, "version": why.version, "score": why.score, **parts}


# --- and back -------------------------------------------------------------------------------------------------


def from_json(raw: Any) -> t.Reading:
    """The reading that an object of the contract holds; raises DataFileError naming what is wrong."""
    raw = _mapping(raw, "reading")
    article = article_from_json(_key(raw, "article", "reading"))
    claims = _each(_key(raw, "claims", "reading"), "claims", lambda c, _: claim_from_json(c, article.text))
    return t.Reading(article, claims, raw.get("reader", "rules"), raw.get("version", ""))


def article_from_json(raw: Any) -> t.Article:
    """The article that an object of the contract holds; raises DataFileError naming what is wrong."""
    raw = _mapping(raw, "article")
    text = _typed(raw, "text", str, "article")
    return t.Article(
        id=_typed(raw, "id", str, "article"),
        url=_optional(raw, "url", str, "article"),
        title=_optional(raw, "title", str, "article"),
        byline=_optional(raw, "byline", str, "article"),
        publisher=_optional(raw, "publisher", str, "article"),
        published=_optional(raw, "published", str, "article"),
        published_basis=_choice(raw, "published_basis", t.PublishedBasis, "article"),
        language=_choice(raw, "language", t.Language, "article"),
        text=text,
        blocks=_each(_key(raw, "blocks", "article"), "article.blocks", lambda b, at: _read_block(b, text, at)),
        notes=_each(_key(raw, "notes", "article"), "article.notes", lambda n, at: _read_note(n, text, at)),
    )


def claim_from_json(raw: Any, text: str) -> t.Claim:
    """The claim that an object holds, `text` being its article's; raises DataFileError naming what is wrong."""
    raw = _mapping(raw, "claim")
    at = f"claim {_typed(raw, 'id', str, 'claim')}"

    def several(key: str, read: Callable[[Any, str, str], Thing]) -> tuple[Thing, ...]:
        return _each(_key(raw, key, at), f"{at}: {key}", lambda item, where: read(item, text, where))

    return t.Claim(
        id=raw["id"],
        sentence=_read_span(_key(raw, "sentence", at), text, f"{at}: sentence"),
        content=several("content", _read_span),
        cue=several("cue", _read_span),
        source=_read_source(_key(raw, "source", at), text, f"{at}: source"),
        chain=several("chain", _read_source),
        form=_choice(raw, "form", t.Form, at),
        act=_choice(raw, "act", t.Act, at),
        factuality=_choice(raw, "factuality", t.Factuality, at),
        author_factuality=_choice(raw, "author_factuality", t.Factuality, at),
        figures=several("figures", _read_figure),
        times=several("times", _read_time),
        places=several("places", _read_mention),
        actors=several("actors", _read_mention),
        events=several("events", _read_event),
        why=several("why", lambda item, _, where: _read_why(item, where)),
    )


def _read_block(raw: Any, text: str, at: str) -> t.Block:
    raw = _mapping(raw, at)
    start, end = _offsets(raw, text, at)
    return t.Block(_choice(raw, "kind", t.BlockKind, at), start, end)


def _read_note(raw: Any, text: str, at: str) -> t.Note:
    raw = _mapping(raw, at)
    whole = _key(raw, "start", at) is None and _key(raw, "end", at) is None
    start, end = (None, None) if whole else _offsets(raw, text, at)
    return t.Note(_typed(raw, "code", str, at), _typed(raw, "message", str, at), start, end)


def _read_span(raw: Any, text: str, at: str) -> t.Span:
    raw = _mapping(raw, at)
    start, end = _offsets(raw, text, at)
    words = _typed(raw, "text", str, at)
    if text[start:end] != words:
        raise DataFileError(f"{at}: the words at {start}:{end} are {text[start:end]!r}, not {words!r}")
    return t.Span(start, end, words)


def _read_actor(raw: Any, at: str) -> t.Actor | None:
    if raw is None:
        return None
    raw = _mapping(raw, at)
    return t.Actor(
        name=_typed(raw, "name", str, at),
        kind=_choice(raw, "kind", t.ActorKind, at),
        country=_optional(raw, "country", str, at),
        wikidata=_optional(raw, "wikidata", str, at),
        plover=_optional(raw, "plover", str, at),
        place=_read_place(raw["place"], f"{at}.place") if raw.get("place") else None,
    )


def _read_place(raw: Any, at: str) -> t.Place:
    raw = _mapping(raw, at)
    population = _optional({"population": None, **raw}, "population", int, at)
    if population is not None and population < 0:
        raise DataFileError(f"{at}: 'population' is {population}; a number of people is expected")
    return t.Place(
        type=_choice(raw, "type", t.PlaceType, at),
        latitude=_read_degrees(raw, "latitude", 90, at),
        longitude=_read_degrees(raw, "longitude", 180, at),
        within=_each(_key(raw, "within", at), f"{at}.within", _read_name),
        population=population,
    )


def _read_degrees(raw: Mapping[str, Any], key: str, most: int, at: str) -> float | None:
    value = _read_number(raw, key, at)
    if value is not None and not -most <= value <= most:
        raise DataFileError(f"{at}: {key!r} is {value:g}; degrees from -{most} to {most} are expected")
    return value


def _read_name(raw: Any, at: str) -> str:
    if not isinstance(raw, str):
        raise DataFileError(f"{at}: a name is expected, not {type(raw).__name__}")
    return raw


def _read_candidate(raw: Any, at: str) -> t.Actor:
    return cast(t.Actor, _read_actor(_mapping(raw, at), at))


def _read_source(raw: Any, text: str, at: str) -> t.Source:
    raw = _mapping(raw, at)
    span = None if _key(raw, "start", at) is None else _read_span(raw, text, at)
    actor = _read_actor(_key(raw, "actor", at), f"{at}.actor")
    return t.Source(_choice(raw, "kind", t.SourceKind, at), span, actor)


def _read_mention(raw: Any, text: str, at: str) -> t.Mention:
    actor = _read_actor(_mapping(raw, at), at)
    role = _choice({"role": "content", **raw}, "role", t.TimeRole, at)
    why = _read_why(raw["why"], at) if raw.get("why") else None
    candidates = _each(raw.get("candidates", []), f"{at}: candidates", _read_candidate)
    return t.Mention(_read_span(raw, text, at), cast(t.Actor, actor), role, why, candidates)


def _read_figure(raw: Any, text: str, at: str) -> t.Figure:
    span = _read_span(raw, text, at)
    change = raw.get("change")
    if change not in (None, "up", "down"):
        raise DataFileError(f"{at}: 'change' is {change!r}; choose one of: up, down, null")
    return t.Figure(
        span=span,
        min=_read_number(raw, "min", at),
        max=_read_number(raw, "max", at),
        approximate=_typed(raw, "approximate", bool, at),
        vague=_typed(raw, "vague", bool, at),
        unit=_optional(raw, "unit", str, at),
        of=_optional(raw, "of", str, at),
        whose=_optional(raw, "whose", str, at),
        stage=_optional(raw, "stage", str, at),
        as_of=_optional({"as_of": None, **raw}, "as_of", str, at),
        change=change,
        why=_read_why(raw["why"], at) if raw.get("why") else None,
        since=_read_since(raw["since"], text, f"{at}: since") if raw.get("since") else None,
    )


def _read_since(raw: Any, text: str, at: str) -> t.Since:
    return t.Since(_read_span(raw, text, at), _optional(_mapping(raw, at), "value", str, at))


def _read_time(raw: Any, text: str, at: str) -> t.Time:
    span = _read_span(raw, text, at)
    return t.Time(
        span=span,
        type=_choice(raw, "type", t.TimexType, at),
        value=_optional(raw, "value", str, at),
        mod=_optional(raw, "mod", str, at),
        role=_choice({"role": "content", **raw}, "role", t.TimeRole, at),
        anchor=_read_anchor(raw["anchor"], text, f"{at}: anchor") if raw.get("anchor") else None,
    )


def _read_anchor(raw: Any, text: str, at: str) -> t.Anchor:
    raw = _mapping(raw, at)
    span = None if _key(raw, "start", at) is None else _read_span(raw, text, at)
    return t.Anchor(_choice(raw, "basis", t.AnchorBasis, at), _optional(raw, "value", str, at), span)


def _read_event(raw: Any, text: str, at: str) -> t.Event:
    span = _read_span(raw, text, at)
    return t.Event(
        span=span,
        type=_typed(raw, "type", str, at),
        mode=_optional(raw, "mode", str, at),
        actor=_read_actor(_key(raw, "actor", at), f"{at}.actor"),
        recipient=_read_actor(_key(raw, "recipient", at), f"{at}.recipient"),
        time=_optional(raw, "time", str, at),
        place=_optional(raw, "place", str, at),
        status=_choice(raw, "status", t.EventStatus, at),
        why=_read_why(raw["why"], at) if raw.get("why") else None,
        third=_read_actor(raw.get("third"), f"{at}.third"),  # readings before it was told have none
    )


def _read_why(raw: Any, at: str) -> t.Why:
    raw = _mapping(raw, at)
    score = _read_given(raw, "score", at)
    parts = _mapping(raw.get("parts", {}), f"{at}: parts")
    added = tuple((name, _read_given(parts, name, f"{at}: parts")) for name in parts)
    return t.Why(raw.get("rule"), raw.get("model"), _typed(raw, "version", str, at), score, added)


def _read_given(parts: Mapping[str, Any], name: str, at: str) -> float:
    value = _read_number(parts, name, at)
    if value is None:
        raise DataFileError(f"{at}: {name!r} is null; give a number")
    return value


# --- checks ---------------------------------------------------------------------------------------------------


def _mapping(raw: Any, at: str) -> Mapping[str, Any]:
    if not isinstance(raw, dict):
        raise DataFileError(f"{at}: an object is expected, not {type(raw).__name__}")
    return raw


def _key(raw: Mapping[str, Any], key: str, at: str) -> Any:
    try:
        return raw[key]
    except KeyError:
        raise DataFileError(f"{at}: key {key!r} is missing") from None


def _typed(raw: Mapping[str, Any], key: str, kind: type[Thing], at: str) -> Thing:
    value = _key(raw, key, at)
    if type(value) is not kind:
        raise DataFileError(f"{at}: {key!r} is {value!r}; {kind.__name__} is expected")
    return value


def _optional(raw: Mapping[str, Any], key: str, kind: type[Thing], at: str) -> Thing | None:
    return None if _key(raw, key, at) is None else _typed(raw, key, kind, at)


def _read_number(raw: Mapping[str, Any], key: str, at: str) -> float | None:
    value = _key(raw, key, at)
    if value is None or (isinstance(value, int | float) and not isinstance(value, bool)):
        return None if value is None else float(value)
    raise DataFileError(f"{at}: {key!r} is {value!r}; a number or null is expected")


def _choice(raw: Mapping[str, Any], key: str, choices: Any, at: str) -> Any:
    value = _key(raw, key, at)
    if value not in (valid := _choices(choices)):
        raise DataFileError(f"{at}: {key!r} is {value!r}; choose one of: {', '.join(valid)}")
    return value


_choices = cache(get_args)  # asked for thousands of times where a page opens many claims


def _offsets(raw: Mapping[str, Any], text: str, at: str) -> tuple[int, int]:
    start, end = _typed(raw, "start", int, at), _typed(raw, "end", int, at)
    if not 0 <= start < end <= len(text):
        raise DataFileError(f"{at}: no words at {start}:{end} in a text of {len(text)} code points")
    return start, end


def _each(raw: Any, at: str, read: Callable[[Any, str], Thing]) -> tuple[Thing, ...]:
    if not isinstance(raw, list):
        raise DataFileError(f"{at}: a list is expected, not {type(raw).__name__}")
    return tuple(read(item, f"{at}[{place}]") for place, item in enumerate(cast(Iterable[Any], raw)))
