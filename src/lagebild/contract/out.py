"""Readings as plain objects, in the order of the contract's keys."""

from __future__ import annotations

from typing import Any

from lagebild import types as t

Json = dict[str, Any]

#: Above this, not every whole number has its own float (IEEE 754 binary64).
_EXACT = 2.0**53


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
        "frame": event.frame,
        "why": why_to_json(event.why) if event.why else None,
    }


def why_to_json(why: t.Why) -> Json:
    """A reason as the object of the contract."""
    speaker = {"rule": why.rule} if why.model is None else {"model": why.model}
    if why.model is not None and why.rule is not None:
        speaker["rule"] = why.rule
    parts = {"parts": dict(why.parts)} if why.parts else {}
    return {**speaker, "version": why.version, "score": why.score, **parts}
