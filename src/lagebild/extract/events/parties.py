"""Who does it to whom: parties of a trigger by position, case and preposition."""

from __future__ import annotations

from collections.abc import Sequence

from lagebild.extract.events.agreement import finite, may_be_subject
from lagebild.extract.events.clauses import Clause, Party
from lagebild.extract.events.inherited import earlier_subject, governing, of_the_infinitive
from lagebild.extract.events.noun_parties import beside, only_told_of
from lagebild.extract.events.scene import (
    Match,
    Scene,
    infinitive_of,
    is_attribute,
    is_content,
    is_said,
    resumed,
)
from lagebild.extract.events.subjects import begins_anew, has_own_subject, is_absolute, is_object, tells, undergoing

_NEAR = 3  # tokens between a noun of doing and the genitive or name that belongs to it
_MODIFIERS = 4  # words between a name and the noun that it belongs to
_OWNED = 3  # tokens between a genitive and the name that it belongs to: "Mali's prime minister X"
_ANTECEDENT = 2  # tokens at most between a relative pronoun and what it stands for
_NEAR_JOIN = 2  # tokens between "und" and a subject of its own behind it
_QUOTES = frozenset('“”"»«')
_OF_THAT = frozenset({"REQUEST", "ACCUSE", "THREATEN"})  # "demanded that A leave", "warned that A would"
_SAYING = frozenset({"STATE", "DENY", "REQUEST", "ACCUSE", "THREATEN"})
WARNING = frozenset({"REQUEST", "THREATEN"})  # "an ultimatum to A to leave": A is to leave
WITH_INFINITIVE = frozenset({"AGREE", "REJECT", "THREATEN"})
PERSONS = frozenset({"person", "role"})


def of_verb(scene: Scene, clause: Clause, match: Match) -> tuple[Party | None, Party | None]:
    """Who and whom of a verb: in the active the first bare party does it, in the passive it suffers it."""
    row, head = match.trigger.row, match.head
    bare = [
        p for p in clause.parties if p.case == "bare" and (row.both or not p.second) and not p.first <= head < p.last
    ]
    infinitive = infinitive_of(scene, clause, match)
    objects = [p for p in clause.parties if p.case == "object"]
    attribute = _attribute(scene, clause, head) if row.kind == "verb" else None
    if attribute:
        return attribute
    to = [p for p in clause.parties if p.preposition in row.to and p.preposition and not of_a_deed(scene, clause, p)]
    to = [p for p in to if not _of_office(scene, p)]
    to.sort(key=lambda p: p.preposition not in scene.book.words["against"])  # "complained to A against B"
    if match.reduced:
        by = [p for p in clause.parties if p.actor and p.first > head and p.preposition in scene.book.words["origins"]]
        return (by[0] if by else None), (to[0] if to else None)
    if match.passive:
        return _of_passive(scene, clause, match, bare, to)
    ahead_of_it = bare and (scene.book.free_order or bare[0].last <= head)
    if scene.document.tokens[head].lower in scene.book.words["light_passive"] and ahead_of_it:
        by = [p for p in clause.parties if p.actor and p.preposition in scene.book.words["origins"]]
        return (by[0] if by else None), bare[0]  # "Mali received help from Niger"
    if scene.book.free_order and (infinitive or (_goes_on(scene, clause) and not _is_tag(clause, match))):
        subject = governing(scene, clause, infinitive=infinitive)
        others = objects + bare
    elif scene.book.free_order:
        home = resumed(scene, clause, head)
        ahead = [p for p in home.parties if p.case == "bare"] if home else []
        doers = [p for p in [*ahead, *bare] if p.actor is None or p.actor.kind != "place"] or [*ahead, *bare]
        fit = (p for p in doers if not p.of_thing and may_be_subject(scene, home or clause, match, p))
        subject = next(fit, None)
        fellows = [] if row.both else beside(scene, bare, subject)  # "A und B griffen C an"
        others = objects + [p for p in bare if p is not subject and p not in fellows]
    else:
        ahead = [p for p in bare if p.last <= head and not is_object(scene, clause, p, head)]
        ahead = [p for p in ahead if not tells(scene, p, head)] or ahead  # "Mali claims Niger attacked"
        if row.said:
            ahead = ahead[-1:]  # "feels Mali must yield"
        if infinitive:  # its subject is the nearest: "urged Belarus to leave", "Poland's plan to leave"
            able = [p for p in clause.parties if p.actor or is_said(scene, clause)]  # "said it intends to leave"
            ahead = [p for p in able if p.last <= head and _may_do(scene, clause, p)][-1:]
        subject = ahead[0] if ahead else None
        others = [p for p in bare + objects if p.first > head and not begins_anew(scene, clause, p)]
        if row.type in _OF_THAT:  # "warned it would turn the town into ruins"
            others = [p for p in others if p.actor] or others
    if subject is None:
        other = has_own_subject(scene, clause, match)
        earlier = None if other and not infinitive else earlier_subject(scene, clause, nearest=infinitive)
        subject = earlier or _owner(scene, clause, head)
    if row.said:
        return _speaker(scene, clause), subject
    if row.undergone:
        owners = (p for p in clause.parties if p.last <= head and p.case in ("genitive", "governed") and p.actor)
        subject = subject or next(owners, None)  # "the plea of Mali fell on deaf ears"
        return (to[0] if to else None), subject
    if scene.book.free_order and not (others or to) and row.type in WITH_INFINITIVE:
        others = of_the_infinitive(scene, clause)
    if row.both and not to:
        others = others or beside(scene, bare, subject)
        half = None if others else _before_bracket(scene, clause, subject)
        if half:
            return half, subject
        return subject, (others[0] if others else None)
    if row.indirect and not to and others:
        return subject, others[0]
    if (others or row.direct) and not (to or row.to):
        owned = [] if scene.book.free_order else [p for p in clause.parties if p.case == "genitive" and p.first > head]
        if owned and (not others or owned[0].last + _OWNED < others[0].first):
            return subject, owned[0]  # "rejected Mali's plan to leave Niger"
        return subject, (others[0] if others else None)
    loose = _loose(scene, clause, match, subject)
    own = (
        [p for p in loose if p.case == "genitive"] if row.indirect and not row.direct else []
    )  # "schlug die Einladung Polens aus"
    whom = to or own or ([] if row.to else loose) or _further(scene, clause, match, others)
    return subject, (whom[0] if whom else None)


def _of_passive(
    scene: Scene, clause: Clause, match: Match, bare: Sequence[Party], to: Sequence[Party]
) -> tuple[Party | None, Party | None]:
    """Who and whom of a passive: the subject suffers it; who does it stands behind a preposition."""
    row, head, words = match.trigger.row, match.head, scene.book.words
    agents = [
        p
        for p in clause.parties
        if p.preposition in words["agents"]
        and not _of_office(scene, p)
        and not _of_a_place(scene, p)
        and (p.preposition not in row.to or (scene.book.free_order and (p.last == head or row.type == "REQUEST")))
        and (scene.book.free_order or p.first > head)
    ] or _organs_of(scene, clause)
    to = [p for p in to if p not in agents]
    if not agents and row.type == "ASSAULT" and not scene.book.free_order:
        agents = _attackers(scene, clause, head)
    subjects = list(bare) if scene.book.free_order else undergoing(scene, clause, match, bare)
    subjects = [p for p in subjects if may_be_subject(scene, clause, match, p)]
    home = resumed(scene, clause, head)
    if home and not agents:
        agents = [p for p in home.parties if p.preposition in words["agents"]] or _organs_of(scene, home)
    if home and not subjects:  # "wurden 17 Malier, die ..., enthauptet"
        subjects = [p for p in home.parties if p.case == "bare"]
    if row.passive and not match.auxiliary:  # "Ivan, accused of fraud, left": whoever stands right before
        close = [p for c in scene.clauses for p in c.parties if 0 <= head - p.last <= 1 and p.case == "bare"]
        return None, (close[-1] if close else None)
    begun = home or clause  # "A, which had attacked B, was condemned by C", "Ivan, ein Malier, wurde getötet"
    inherits = not is_absolute(scene, clause, match) and not has_own_subject(scene, clause, match)
    if not subjects and (inherits if not scene.book.free_order else _opens_with_verb(scene, begun)):
        before = earlier_subject(scene, begun, nearest=False)
        subjects = [before] if before else []
    suffers = to or ([] if row.to and not (row.indirect or row.both) else subjects[:1])
    if not suffers and row.type == "ASSAULT" and not scene.book.free_order:  # "killed in an attack on Mali"
        suffers = [p for p in clause.parties if p.actor and p.first > head and p.preposition in words["attacked"]]
    return (agents[0] if agents else None), (suffers[0] if suffers else None)


def _of_a_place(scene: Scene, party: Party) -> bool:
    """Whether a capital that stands for its government only says which place is meant: "an der Schule von Kairo"."""
    tokens = scene.document.tokens
    if not scene.book.free_order or party.actor is None or party.actor.kind != "government" or party.first < 2:
        return False
    named = party.last - party.first == len(party.actor.name.split())
    return not named and tokens[party.first - 2].text[0].isupper()


def _organs_of(scene: Scene, clause: Clause) -> list[Party]:
    """Whose forces do something by a preposition: "von einer Sondereinheit Malis getötet"."""
    tokens, words = scene.document.tokens, scene.book.words
    for party in clause.parties:
        before = [t.lower for t in tokens[max(clause.first, party.first - _OWNED - 2) : party.first]]
        at = next((i for i, word in enumerate(before) if words["agents"].intersection((word,))), None)
        serving = at is not None and any(scene.book.is_organ(word.rsplit("-", 1)[-1]) for word in before[at:])
        if party.case == "genitive" and party.actor and scene.book.free_order and serving:
            return [party]
    return []


def _opens_with_verb(scene: Scene, clause: Clause) -> bool:
    """Whether a clause goes on with its finite verb behind an insertion: "Ivan, ein Malier, wurde getötet"."""
    words, opening = scene.book.words, scene.document.tokens[clause.first].lower
    return clause.first > clause.sentence.first and opening in words["singular_verbs"] | words["plural_verbs"]


def _attackers(scene: Scene, clause: Clause, head: int) -> list[Party]:
    """Whose attack people suffered in: "killed in a Malian airstrike", also behind an insertion."""
    found = [p for p in clause.parties if p.first > head and _attacks(scene, clause, p)]
    opening = scene.book.words["attacking"]
    for later in scene.clauses if not found else ():
        if later.first >= clause.last and scene.document.tokens[later.first].lower in opening:
            by = [p for p in later.parties if p.actor and p.preposition in scene.book.words["agents"]]
            found += [p for p in later.parties if _attacks(scene, later, p)] or by
    return found


def _attacks(scene: Scene, clause: Clause, party: Party) -> bool:
    """Whether an attack behind a name is told as his: "killed in a Malian drone strike"."""
    tokens, words = scene.document.tokens, scene.book.words
    if party.actor is None or party.case != "governed" or party.preposition not in words["attacking"]:
        return False
    for at in range(party.last, min(clause.last, party.last + _MODIFIERS)):
        word = tokens[at].lower
        if any(f.row.kind == "noun" and f.row.type == "ASSAULT" for f in scene.book.of(word)):
            return True
        if not word.isalpha() or word in words["prepositions"] or word in words["genitive_endings"]:
            return False
    return False


def _attribute(scene: Scene, clause: Clause, head: int) -> tuple[Party, Party | None] | None:
    """The parties of a participle that stands before its noun: "von Mali unterstützte Rebellen"."""
    words, tokens = scene.book.words, scene.document.tokens
    if not scene.book.capital_nouns or head + 1 >= clause.last or not tokens[head + 1].text[0].isupper():
        return None
    by = next((p for p in clause.parties if p.actor and p.last == head and p.preposition in words["agents"]), None)
    if by is None or not is_attribute(scene, head):
        return None
    return by, next((p for p in clause.parties if p.first == head + 1), None)


def _of_office(scene: Scene, party: Party) -> bool:
    """Whether a name only says whose envoy somebody is: "the ambassador to Mali"."""
    before = scene.document.tokens[party.first - 2 : party.first] if party.first > 1 else ()
    return bool(before) and before[0].lower in scene.book.words["offices"] and before[1].lower == party.preposition


def _owner(scene: Scene, clause: Clause, head: int) -> Party | None:
    """Whose forces or officials the subject is, where it is no name itself: "Mali's army", "officials of Mali"."""
    tokens, words = scene.document.tokens, scene.book.words
    for party in clause.parties:
        if party.actor is None or party.last > head:
            continue
        gap = 1 if tokens[party.last].lower in words["genitive_endings"] else 0
        after = {t.lower for t in tokens[party.last + gap : min(party.last + gap + 3, head)]}
        if party.case == "genitive" and any(scene.book.is_organ(word) for word in after):
            return party
        near = tokens[max(clause.first, party.first - 3) : party.first]
        before = {t.lower for t in near}
        serving = any(scene.book.is_organ(word) for word in before)
        if any(scene.book.verbs(t.lower) for t in near):
            continue  # "rockets fired from Mali" are not Mali's
        behind = party.case == "genitive" and scene.book.free_order  # "die Armee Malis"
        if (party.preposition in words["loose_origins"] or behind) and serving:
            return party
    return None


def _may_do(scene: Scene, clause: Clause, party: Party) -> bool:
    """Whether a party before an infinitive can be its subject: also behind a preposition, where it is asked or warned
    ("called on Mali to yield", "an ultimatum to Mali to yield").
    """
    words, tokens = scene.book.words, scene.document.tokens
    if party.case != "governed":
        return True
    if party.last >= clause.last or tokens[party.last].lower not in words["infinitive_marks"]:
        return False
    before = tokens[clause.first : party.first]
    return party.preposition in words["asking"] or any(
        found.row.type in WARNING and found.row.kind == "noun" for t in before for found in scene.book.of(t.lower)
    )


def _further(scene: Scene, clause: Clause, match: Match, others: Sequence[Party]) -> list[Party]:
    """Whom a deed is done to where neither object nor preposition of the clause tells: whose doing "that" tells of
    ("demanded that Belarus leave"), who is behind an infinitive of purpose ("gave a million to help Mali"), who is
    behind an insertion ("returned the statue, a gift, to Mali").
    """
    row, words, tokens = match.trigger.row, scene.book.words, scene.document.tokens
    later = [c for c in scene.clauses if c.first >= clause.last]
    if row.type in _OF_THAT and later and is_said(scene, later[0]):
        named = [p for p in later[0].parties if p.actor]
        subjects = [p for p in named if p.case == "bare"]
        return subjects if scene.book.free_order else subjects or named
    if not row.to:
        return []
    marks = words["infinitive_marks"]
    helped = [
        p for p in others if not marks.isdisjoint(t.lower for t in tokens[max(match.head, p.first - 3) : p.first - 1])
    ]
    if helped:
        return helped
    ways = words["reaching"].intersection(row.to)
    for c in later:
        for party in c.parties:
            if party.case == "bare":
                return []
            if party.actor and party.preposition in ways:
                return [party]
    return []


def _before_bracket(scene: Scene, clause: Clause, subject: Party | None) -> Party | None:
    """The first half of a subject of two where its short name parts them: "the Army of Mali (AM) and Niger agreed"."""
    tokens, joins = scene.document.tokens, scene.book.words["joins"]
    short = next((c for c in scene.clauses if c.last == clause.first - 1), None)
    if subject is None or short is None or scene.book.free_order or tokens[short.last].text != ")":
        return None
    if tokens[clause.first].lower not in joins or subject.first - clause.first > _ANTECEDENT:
        return None
    before = (p for c in scene.clauses for p in c.parties if p.last == short.first - 1 and p.case == "bare")
    return next((p for p in before if p.actor), None)


def _speaker(scene: Scene, clause: Clause) -> Party | None:
    """Who says what stands in a clause: the first bare party before it."""
    if not is_said(scene, clause):
        return None
    return next((p for c in scene.clauses if c.last <= clause.first for p in c.parties if p.case == "bare"), None)


def _loose(scene: Scene, clause: Clause, match: Match, subject: Party | None) -> list[Party]:
    """Whose matter the object is, where it names nobody itself: "condemned Russia's attack", "the decision of Iran"."""
    loose = scene.book.words["loose"]
    if not loose:
        return []
    anywhere = scene.book.free_order  # "hat den Angriff Russlands verurteilt"
    after = [p for p in clause.parties if (p.first > match.head or anywhere) and not of_a_deed(scene, clause, p)]
    after = [p for p in after if p.last >= clause.last or not anywhere or not is_attribute(scene, p.last)]
    if anywhere:  # "fordert ein Ende der Rekrutierung von Kindern"
        after = [p for p in after if not only_told_of(scene, p) and not _is_aside(scene, clause, p)]
        after = [p for p in after if not _is_of_another(scene, clause, match, p)]
    verb = finite(scene, clause, match) if anywhere else None
    second = verb is not None and any(t.text.isalnum() for t in scene.document.tokens[verb.index + 1 : clause.last])
    if verb and second and (subject is None or subject.first < verb.index):
        after = [p for p in after if p.first > verb.index]  # "Einheiten der Polizei lösten": they belong to the subject
    found = [p for p in after if p is not subject and (p.case == "genitive" or p.preposition in loose)]
    return [p for p in found if not (match.trigger.row.type == "ACCUSE" and _suffers(scene, match.head, p))]


def _suffers(scene: Scene, head: int, party: Party) -> bool:
    """Whether a name behind a deed only says where or to whom it was done: "condemned the bombing in Mali"."""
    if scene.book.free_order or party.case == "genitive" or party.preposition in scene.book.words["origins"]:
        return False
    between = scene.document.tokens[head + 1 : party.first]
    return any(f.row.kind == "noun" and f.row.type == "ASSAULT" for t in between for f in scene.book.of(t.lower))


def _is_aside(scene: Scene, clause: Clause, party: Party) -> bool:
    """Whether a genitive only tells whose report or town is meant: "nach Angaben Malis", "in den Straßen Malis"."""
    if party.case != "genitive":
        return False
    words, tokens = scene.book.words, scene.document.tokens
    at = next(
        (i for i in range(max(clause.first, party.first - _NEAR), party.first) if tokens[i].lower in words["asides"]),
        None,
    )
    led = [] if at is None else [t.lower for t in tokens[max(clause.first, at - _NEAR) : at]]
    return not words["prepositions"].isdisjoint(led)


def _is_of_another(scene: Scene, clause: Clause, match: Match, party: Party) -> bool:
    """Whether a governed name only tells where somebody comes from ("Ivan von der Universität Minsk"), or whose act
    it was that a refused complaint is against ("lehnte die Klage gegen den Beschluss Malis ab").
    """
    words, tokens = scene.book.words, scene.document.tokens
    near = tokens[max(clause.first, party.first - _NEAR - 1) : party.first]
    led = next((t.index for t in reversed(near) if t.lower in words["prepositions"]), None)
    against = next((t.index for t in near if t.lower in words["against"]), None)
    complaint = against is not None and tokens[against - 1].lower in words["complaints"]
    if match.trigger.row.type == "REJECT" and complaint and party.case == "genitive":
        return True
    from_there = party.preposition in words["loose_origins"]
    return from_there and any(p.last == led and p.actor and p.actor.kind in PERSONS for p in clause.parties)


def _goes_on(scene: Scene, clause: Clause) -> bool:
    """Whether a clause goes on with the subject of the one before: "..., gratulierte aber B".

    Not so where the sentence opens with a dependent clause: "Während A vermittelte, beschoss B ...".
    """
    if clause.first == clause.sentence.first:
        return False
    opening = [t.lower for t in scene.document.tokens[clause.first : clause.first + 2]]
    joined = opening[0] in scene.book.words["joins"]
    verb = opening[-1] if joined else opening[0]
    first = scene.clauses[0]
    quoted = scene.document.tokens[max(clause.sentence.first, clause.first - 2) : clause.first]
    if not joined and any(t.text in _QUOTES for t in quoted):
        return False  # "... sind da“, sagte Ivan"
    known = scene.book.verbs(verb) and not scene.book.nouns(verb)
    if joined and not known:  # "gesetzt haben und so zehn Malier getötet haben"
        known = not any(p.first <= clause.first + _NEAR_JOIN for p in clause.parties if p.case == "bare")
    return known and not is_content(scene, first) and any(p.case == "bare" for p in first.parties)


def _is_tag(clause: Clause, match: Match) -> bool:
    """Whether a clause says at the end who has said what stands before: "..., kritisierte der Minister"."""
    known = [p for p in clause.parties if p.case == "bare"]
    last = clause.last >= clause.sentence.last - 1
    return last and len(known) == 1 and match.head == clause.first and match.trigger.row.type in _SAYING


def of_a_deed(scene: Scene, clause: Clause, party: Party) -> bool:
    """Whether a governed name only says whose deed it is: "killed in a Malian airstrike".

    Where nouns have a capital such a name is an adjective without one: "bei russischen Angriffen".
    """
    if scene.book.capital_nouns and scene.document.tokens[party.first].text[0].isupper():
        return False
    after = scene.document.tokens[party.last].lower if party.last < clause.last else ""
    return party.case == "governed" and scene.book.nouns(after)
