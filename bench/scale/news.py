"""News made up by a seed: as many articles as asked for, ten claims each, in which stories come again.

The shapes are those of real readings (`docs/quality.md`): a third of the claims has a figure, most name two actors and
a place, one in five belongs to a story that several outlets tell in their own words, one article in eight is a copy.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib import resources

from lagebild.contract import identifier
from lagebild.extract.names.gazetteer import gazetteer
from lagebild.types import (
    Act,
    Actor,
    Anchor,
    Article,
    Block,
    Claim,
    Event,
    Figure,
    Form,
    Mention,
    Reading,
    Source,
    Span,
    Time,
    Why,
)

CLAIMS = 10
OUTLETS, DAYS = 400, 1100
FIRST = date(2022, 2, 24)
_WHY = (
    Why("rule.said"),
    Why(model="full", version="2", score=0.9, parts=(("worth", 2.5), ("tags", 0.4), ("bias", -1.0))),
)

_TOLD = (  # how one story is told by several
    "{n} people were killed in a strike on {place}",
    "a strike on {place} killed {n} people",
    "the death toll of the strike on {place} stood at {n}",
    "{n} people died when a missile hit {place}",
)
_ALONE = (
    "{who} would send {n} armoured vehicles to {whom} by the end of {month}",
    "{who} and {whom} had met near {place} to discuss {topic}",
    "the talks with {whom} about {topic} ended without a result in {place}",
    "{who} had stopped {n} lorries on the road to {place}",
    "no soldier of {who} was in {place}",
    "{topic} remained the demand of {who} toward {whom}",
    "the power station near {place} had been out of order for {n} days",
    "{who} accused {whom} of breaking the agreement on {topic}",
)
_TOPICS = (
    "grain", "prisoners", "the ceasefire", "the border crossing", "sanctions", "elections", "the dam", "fuel",
    "the port", "landmines", "observers", "the airport", "medicine", "the pipeline", "drones", "refugees",
    "the railway", "fishing",
    "the embassy", "customs",
)  # fmt: skip
_MONTHS = ("March", "June", "September", "December")
_ROLES = ("governor", "spokesman", "mayor", "doctor", "officer", "ministry", "agency", "witness")
_FILLER = (
    "Officials gave no further details on {day}, and reporters could not reach the place before dusk.",
    "Shops in the quarter behind station {n} opened late, and buses went round by the northern road.",
    "It was the {n}th day of the dispute, which began with a quarrel over storage and tolls.",
)


@dataclass(frozen=True, slots=True)
class Story:
    """Something that several outlets tell: where, how many, when."""

    place: Actor
    number: int
    day: date


def made(count: int, seed: int = 1) -> Iterator[Reading]:
    """Readings of `count` articles in the order of their days; the same for the same seed, whatever comes after."""
    dice = random.Random(seed)
    stories: list[Story] = []
    last: Reading | None = None
    for number in range(count):
        day = FIRST + timedelta(days=number * DAYS // max(count, 1))
        if not stories or dice.random() < 0.35:
            stories.append(Story(dice.choice(places()), dice.randint(2, 90), day))
        recent = [story for story in stories[-12:] if (day - story.day).days <= 4] or stories[-1:]
        if last is not None and dice.random() < 0.125:
            yield _copied(last, number, dice)
            continue
        last = _reading(number, day, recent, dice)
        yield last


def _reading(number: int, day: date, stories: Sequence[Story], dice: random.Random) -> Reading:
    sentences = [_sentence(day, stories, dice) for _ in range(CLAIMS)]
    parts = [f"Report {number} from the front of {dice.choice(places()).name}"]
    for sentence in sentences:
        filler = dice.choice(_FILLER).format(day=day.strftime("%A"), n=dice.randint(2, 900))
        parts.append(f"{sentence.words} {filler}")
    text = "\n\n".join(parts)
    return _read(text, number, day, sentences, dice.randrange(OUTLETS))


def _copied(last: Reading, number: int, dice: random.Random) -> Reading:
    """The article before, in another outlet, without its last paragraph."""
    article = last.article
    outlet = dice.randrange(OUTLETS)
    text = article.text[: article.blocks[-2].end]
    url = f"https://outlet{outlet}.example/{number}"
    blocks = tuple(block for block in article.blocks if block.end <= len(text))
    new = Article(
        identifier([url, text])[:16], url, article.title, None, f"Outlet {outlet}", article.published, "page", "en",
        text, blocks,
    )  # fmt: skip
    claims = tuple(
        Claim(
            identifier([new.id, place])[:32], c.sentence, c.content, c.cue, c.source, c.chain, c.form, c.act,
            c.factuality, c.author_factuality, c.figures, c.times, c.places, c.actors, c.events, c.why,
        )
        for place, c in enumerate(last.claims)
        if c.sentence.end <= len(text)
    )  # fmt: skip
    return Reading(new, claims, last.reader, last.version)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with what was read from it: places in it are found by their words."""

    words: str
    source: str
    speaker: Actor | None
    content: str
    act: Act
    actors: tuple[Actor, ...]
    place: Actor | None
    number: int | None
    event: str
    day: date


def _sentence(day: date, stories: Sequence[Story], dice: random.Random) -> Sentence:
    who, whom = dice.sample(states(), 2)
    told = dice.random() < 0.2
    if told:
        story = dice.choice(stories)
        place, number, held = story.place, story.number, story.day
        content = dice.choice(_TOLD).format(n=number, place=place.name)
        act: Act = "deny" if dice.random() < 0.05 else "state"
    else:
        place, number, held = dice.choice(places()), dice.randint(2, 4000), day
        shape = dice.choice(_ALONE)
        content = shape.format(
            who=who.name,
            whom=whom.name,
            place=place.name,
            n=number,
            topic=dice.choice(_TOPICS),
            month=dice.choice(_MONTHS),
        )
        act = (
            "accuse"
            if "accused" in shape
            else "deny"
            if shape.startswith("no ")
            else "plan"
            if "would" in shape
            else "state"
        )
    named = dice.random() < 0.6
    role = dice.choice(_ROLES)
    source = dice.choice(speakers()) if named else None
    words = source.name if source else f"a {role} in {dice.choice(places()).name}"
    cue = "denied" if act == "deny" else "said"
    opening = words[:1].upper() + words[1:]
    return Sentence(
        f"{opening} {cue} that {content}.", opening, source, content, act,
        tuple(actor for actor in (who, whom) if actor.name in content), place if place.name in content else None,
        number if str(number) in content else None, "ASSAULT" if told else "CONSULT", held,
    )  # fmt: skip


def _read(text: str, number: int, day: date, sentences: Sequence[Sentence], outlet: int) -> Reading:
    url = f"https://outlet{outlet}.example/{number}"
    blocks, start = [], 0
    for place, part in enumerate(text.split("\n\n")):
        blocks.append(Block("paragraph" if place else "heading", start, start + len(part)))
        start += len(part) + 2
    article = Article(
        identifier([url, text])[:16], url, text.split("\n\n")[0], "A. Writer" if number % 3 else None,
        f"Outlet {outlet}", day.isoformat(), "page", "en", text, tuple(blocks),
    )  # fmt: skip
    claims = tuple(
        _claim(article, blocks[place + 1].start, sentence, place) for place, sentence in enumerate(sentences)
    )
    return Reading(article, claims, "rules+full-2", "1")


def _claim(article: Article, start: int, told: Sentence, place: int) -> Claim:
    text = article.text

    def span(words: str, after: int = start) -> Span:
        at = text.index(words, after)
        return Span.of(text, at, at + len(words))

    content = span(told.content)
    actors = tuple(Mention(span(actor.name, content.start), actor) for actor in told.actors)
    places = (Mention(span(told.place.name, content.start), told.place),) if told.place else ()
    figures: tuple[Figure, ...] = ()
    if told.number is not None:
        value, stage = float(told.number), "killed" if told.event == "ASSAULT" else None
        of = "people" if told.event == "ASSAULT" else "vehicles"
        figures = (Figure(span(str(told.number), content.start), value, value, of=of, stage=stage),)
    events = (
        Event(
            content, told.event, None, told.actors[0] if told.actors else None,
            told.actors[1] if len(told.actors) > 1 else None, told.day.isoformat(),
            told.place.name if told.place else None, "happened",
        ),
    )  # fmt: skip
    source = Source("named" if told.speaker else "described", span(told.source), told.speaker)
    form: Form = "indirect"
    return Claim(
        identifier([article.id, place])[:32], span(told.words), (content,),
        (span("denied" if told.act == "deny" else "said"),), source, (), form, told.act,
        "CT-" if told.act == "deny" else "CT+", "Uu", figures,
        (Time(content, "DATE", told.day.isoformat(), anchor=Anchor("publication", article.published)),), places, actors,
        events, _WHY,
    )  # fmt: skip


@cache
def states() -> tuple[Actor, ...]:
    """Every state of the gazetteer."""
    return tuple(gazetteer("en").actor(key) for key, kind in _entities() if kind == "state")


@cache
def places() -> tuple[Actor, ...]:
    """Two thousand towns of the gazetteer."""
    found = (gazetteer("en").actor(key) for key, kind in _entities() if kind == "place")
    towns = [actor for actor in found if actor.place and actor.place.type == "town" and actor.name.isascii()]
    return tuple(random.Random(0).sample(towns, 2000))


@cache
def speakers() -> tuple[Actor, ...]:
    """Persons, bodies and outlets of the gazetteer, and as many persons again that no list knows."""
    known = [
        gazetteer("en").actor(key) for key, kind in _entities() if kind in ("person", "organisation", "government")
    ]
    return (*known, *(Actor(f"{actor.name.split()[0]} Number{n}", "person") for n, actor in enumerate(known)))


def _entities() -> list[tuple[str, str]]:
    table = resources.files("lagebild.ontology").joinpath("gazetteer/entities.tsv").read_text(encoding="utf-8")
    return [(line.split("\t")[0], line.split("\t")[1]) for line in table.splitlines()]
