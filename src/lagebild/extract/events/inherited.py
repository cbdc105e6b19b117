"""Parties that a clause takes from elsewhere in its sentence: what governs it, its antecedent, whom a pronoun means."""

from __future__ import annotations

from lagebild.extract.events.clauses import Clause, Party
from lagebild.extract.events.scene import (
    Scene,
    is_content,
    is_infinitive,
    is_said,
)
from lagebild.extract.events.subjects import is_object, tells
from lagebild.types import Actor

_ANTECEDENT = 2  # tokens at most between a relative pronoun and what it stands for
_TURNED = frozenset({"REQUEST", "ACCUSE", "COERCE"})  # "asked A to leave": A leaves
PERSONS = frozenset({"person", "role"})


def governing(scene: Scene, clause: Clause, *, infinitive: bool) -> Party | None:
    """The subject of what governs a clause; after asking or blaming it is whom one asks or blames."""
    earlier = [c for c in scene.clauses if c.last <= clause.first]
    if not earlier:
        return None
    cases = ("bare", "object") if scene.book.free_order else ("bare",)
    start = (
        next((c for c in reversed(earlier) if any(p.case in cases for p in c.parties)), None) if infinitive else None
    )
    home = start or next((c for c in earlier if any(p.case == "bare" for p in c.parties)), None)
    if home is None:
        return None
    bare = [p for p in home.parties if p.case == "bare"]
    spoken = {t.lower for t in home.words(scene.document)}
    if infinitive and not scene.book.words["impersonal"].isdisjoint(spoken):  # "gelang es der Polizei, Ivan zu fassen"
        return next((p for p in home.parties if p.case == "object" or (p.case == "bare" and p.actor)), None)
    asked = infinitive and any(
        found.row.type in _TURNED and found.row.kind == "verb"
        for token in home.words(scene.document)
        for found in scene.book.of(token.lower)
    )
    rest = [p for p in home.parties if p.case != "bare" and p.actor] + bare[1:]
    return min(rest, key=lambda p: p.first) if asked and rest else next(iter(bare), None)


def of_the_infinitive(scene: Scene, clause: Clause) -> list[Party]:
    """The parties of the infinitive that a verb governs: "sagte zu, Moldau zu helfen"."""
    after = next((c for c in scene.clauses if c.first >= clause.last), None)
    if after is None or not is_infinitive(scene, after):
        return []
    near = [p for p in after.parties if p.actor and p.case in ("bare", "object")]
    return near or [p for p in after.parties if p.actor and p.case == "genitive"]


def earlier_subject(scene: Scene, clause: Clause, *, nearest: bool) -> Party | None:
    """The antecedent of a relative clause, or else the first (or nearest) bare party that governs the clause too.

    What is said has a subject of its own: nobody beyond a "that" or "because" is looked at.
    """
    earlier = [c for c in scene.clauses if c.last <= clause.first]
    if not earlier:
        return None
    opening = scene.document.tokens[max(clause.sentence.first, clause.first - 2) : clause.first]
    if any(t.text == ":" for t in opening):
        return None  # "Ivan: they are ready": what is said has a subject of its own
    if _is_relative(scene, clause, earlier[-1]):
        last = earlier[-1].parties[-1] if earlier[-1].parties else None
        if scene.book.free_order and last and (last.case == "genitive" or last.last < earlier[-1].last):
            return None  # "die Parteien Deutschlands, die": who or what is meant is not named
        if last and not scene.book.free_order and clause.first - last.last > _ANTECEDENT:
            return None  # "those in Mali, whoever they are, who"
        return last if scene.book.free_order or _verb_follows(scene, clause) else None
    if is_content(scene, clause) and not _participial(scene, clause):
        return None
    start = next((n for n in range(len(earlier) - 1, -1, -1) if is_content(scene, earlier[n])), 0)
    cases = ("bare", "genitive") if nearest else ("bare",)  # "Poland's plan, ... to send"
    bare = [
        p
        for c in earlier[start:]
        for p in c.parties
        if p.case in cases and not _is_apposition(c, p) and not is_object(scene, c, p)
    ]
    if scene.book.free_order and not bare:  # "der Präsident der Republik, Ivan, wurde verhaftet"
        aside = [p for c in earlier[start:] for p in c.parties if _is_apposition(c, p) and p.case == "bare"]
        bare = [p for p in aside if p.actor and p.actor.kind == "person"][:1]
    return bare[-1 if nearest and scene.book.free_order else 0] if bare else None


def _participial(scene: Scene, clause: Clause) -> bool:
    """Whether a clause has a participle for its verb, and so the subject of the other one: "after threatening Mali"."""
    endings = tuple(scene.book.words["progressive_endings"])
    opening = [t.lower for t in scene.document.tokens[clause.first + 1 : min(clause.first + 3, clause.last)]]
    if len(opening) > 1 and opening[0].endswith(tuple(scene.book.words["adverb_endings"])):
        opening = opening[1:]
    return not is_said(scene, clause) and bool(opening) and opening[0].endswith(endings)


def _is_apposition(clause: Clause, party: Party) -> bool:
    """Whether a name fills a clause behind another: "in Kaya, Burkina Faso, ..."."""
    return clause.first > clause.sentence.first and (party.first, party.last) == (clause.first, clause.last)


def _is_relative(scene: Scene, clause: Clause, before: Clause) -> bool:
    """Whether the clause opens with a relative pronoun; "that" is one only right behind a name."""
    opening = scene.document.tokens[clause.first].lower
    if opening not in scene.book.words["relatives"]:
        return False
    return opening not in scene.book.words["complementizers"] or any(p.last == clause.first for p in before.parties)


def _inserted(scene: Scene, clause: Clause) -> bool:
    """Whether a clause tells something beside of somebody: ", which has fought rebels since 2012,"."""
    opening = scene.document.tokens[clause.first].lower
    return opening in scene.book.words["relatives"] and opening not in scene.book.words["complementizers"]


def _verb_follows(scene: Scene, clause: Clause) -> bool:
    """Whether the relative pronoun is the subject; in "which the two leaders signed" it is not."""
    after = scene.document.tokens[min(clause.first + 1, clause.last - 1)].lower
    return after not in scene.book.words["determiners"] and not any(p.first == clause.first + 1 for p in clause.parties)


def _of_something(scene: Scene, said: Clause) -> bool:
    """Whether what is said opens with a thing, which a later "it" may mean: "said the mosque fell when it was hit"."""
    tokens, words = scene.document.tokens, scene.book.words
    at = said.first + (tokens[said.first].lower in words["complementizers"])
    return tokens[at].lower in words["determiners"] and not any(p.case == "bare" and p.actor for p in said.parties)


def _subjects_of(scene: Scene, clause: Clause) -> list[Party]:
    """The bare parties of a clause without whom something is told: in "Nasser told Ivan that he" Nasser is meant."""
    bare = [p for p in clause.parties if p.case == "bare"]
    told = scene.book.words["told"]
    return [p for p in bare if p.first == clause.first or scene.document.tokens[p.first - 1].lower not in told]


def who(scene: Scene, clause: Clause, party: Party | None, *, but: Actor | None = None) -> Actor | None:
    """The actor of a party; a pronoun means the subject before "that", a personal one else the last person before.

    It means nobody who stands beside it in its clause, and not `but`, who is the other side of its deed.
    """
    if party is None or party.actor is not None:
        return party.actor if party else None
    named = {but, *(p.actor for p in clause.parties)}
    word = scene.document.tokens[party.first].lower
    home = next((c for c in scene.clauses if c.first <= party.first < c.last), clause)
    said = next((c for c in scene.clauses if c.first <= home.first and is_said(scene, c)), None)
    if (party.person or word in scene.book.words["back"]) and said is not None:  # also "said that, despite it, they"
        told = [c for c in scene.clauses if c.last <= said.first and not _inserted(scene, c)]
        earlier = [p for c in told for p in _subjects_of(scene, c) if p.actor]
        fits = [p.actor for p in earlier if p.actor and party.person == (p.actor.kind in PERSONS) and p.actor != but]
        if fits and not (word == "it" and home is not said and _of_something(scene, said)):
            return fits[-1]
    if word in scene.book.words["possessives"]:  # "Mali denied this, and its army attacked"
        owners = [p.actor for c in scene.clauses for p in c.parties if p.last <= party.first and p.case == "bare"]
        return next((a for a in reversed(owners) if a is not None and a.kind not in PERSONS), None)
    if not party.person:
        return None
    telling = [p.actor for p in clause.parties if p.last <= party.first and tells(scene, p, party.first)]
    if any(a is not None and a.kind in PERSONS for a in telling):  # "Ivan announced he would resign"
        return next(a for a in reversed(telling) if a is not None and a.kind in PERSONS)
    ahead = [p.actor for c in scene.clauses if c.last <= home.first for p in c.parties if p.case == "bare" and p.actor]
    same = next((a for a in ahead if a.kind in PERSONS and a not in named), None)
    if same is not None:  # "When Ivan was asked, he told"
        return same
    for mention in reversed(scene.before):
        if mention.actor.kind in PERSONS and mention.actor not in named:
            return mention.actor
    return None
