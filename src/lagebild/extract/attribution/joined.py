"""Joins what the rules read with what the encoder sees: one list of reports, each with a calibrated score.

Contents come from the rules and from the encoder's tags. Each is asked about once; a logistic model over a few plain
features (`FEATURES`), fitted on texts that the encoder was not trained on, estimates how well a content meets what a
careful annotator would mark (its expected word F1). The best contents that do not stand in each other's way are kept.
Roles and form are those of the rule where encoder and rule agree or the encoder is unsure, else the encoder's.

All numbers stand in `decoder.json` beside the weights, and `explain` shows every feature with its weight.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from lagebild.encoder.contents import AROUND, BEGIN, CONTINUE, OUTSIDE, Words, contents_of, stretches
from lagebild.extract.attribution.reports import ROLES, Joined, Report
from lagebild.types import Form, Why

if TYPE_CHECKING:  # the session brings onnxruntime, which the rules alone do not need
    from lagebild.encoder.session import Answer, Encoder, Seen

FEATURES = (
    "worth",  # logit of the head of roles: how good a content this is
    "tags",  # log odds that its words are content, on its better layer: mean
    "edges",  # log odds that it begins and ends where the tags do
    "rule",  # 1 where a rule found it
    "prior",  # logit of the rule's mean word F1 on the training texts
    "strict",  # 1 where it is what the tags say at their best
    "agreement",  # best word F1 with a content of the other origin
    "speaker",  # highest probability of a source
    "cue",  # highest probability of a cue
    "marked",  # 1 where it is direct speech by its marks
    "length",  # natural logarithm of its words
)
#: The forms of the set that the encoder learnt -> ours.
FORMS: Mapping[str, Form] = {
    "Direct": "direct",
    "Indirect": "indirect",
    "FreeIndirect": "free_indirect",
    "IndirectFreeIndirect": "free_indirect",
    "Reported": "reported",
}
_LOOSER = 1.2  # by how much the second reading of the tags favours content


@dataclass(frozen=True, slots=True)
class Candidate:
    """A content with what is known of it. `report` is the rule's, `nearest` the rule's report that overlaps most."""

    content: Words
    report: Report | None
    nearest: Report | None
    strict: bool
    answer: Answer
    features: tuple[float, ...]


def f1(one: set[int], other: set[int]) -> float:
    """The F1 of two sets of words."""
    return _f1(len(one & other), len(one) + len(other))


def _f1(shared: int, words: int) -> float:
    return 2 * shared / words if words else 0.0


class _Overlaps:
    """Contents by their words: those that share some are found without asking all of a page for each."""

    def __init__(self, contents: Iterable[Words] = ()) -> None:
        self.contents: list[Words] = []
        self._by_word: dict[int, list[int]] = defaultdict(list)
        for content in contents:
            self.add(content)

    def add(self, content: Words) -> None:
        """One more content."""
        for word in content:
            self._by_word[word].append(len(self.contents))
        self.contents.append(content)

    def shared(self, content: Words) -> list[tuple[int, Words]]:
        """The contents that share words with this one, in the order in which they came, with how many they share."""
        counts = Counter(number for word in content for number in self._by_word.get(word, ()))
        return [(counts[number], self.contents[number]) for number in sorted(counts)]

    def best(self, content: Words) -> tuple[Words, float]:
        """The content that is most alike, with its word F1; no words and 0 where none shares any."""
        found = [(other, _f1(count, len(content) + len(other))) for count, other in self.shared(content)]
        return max(found, key=lambda pair: pair[1], default=((), 0.0))


def candidates(encoder: Encoder, seen: Seen, reports: Sequence[Report], priors: Mapping[str, float]) -> list[Candidate]:
    """Every content worth asking about, with its features."""
    strict = dict.fromkeys(tagged(seen, 0.0))
    ruled: dict[Words, Report] = {}
    for one in reports:
        if one.content:
            ruled.setdefault(one.content, one)
    known = _Overlaps([*ruled, *strict])
    loose = (content for content in tagged(seen, _LOOSER) if known.best(content)[1] < _NOTHING_NEW)
    contents = _heard([*ruled, *strict, *across(strict, seen.borders), *loose], len(seen.contents))
    if not contents:
        return []
    answers = encoder.ask(seen, contents)
    by_rules, by_tags = _Overlaps(ruled), _Overlaps(strict)
    found = []
    for content, answer in zip(contents, answers, strict=True):
        report = ruled.get(content)
        closest, agreement = by_rules.best(content)
        nearest = report or (ruled[closest] if agreement >= _RELATED else None)
        if report is not None:
            agreement = by_tags.best(content)[1]
        elif nearest is None:
            agreement = 0.0
        features = _features(seen, content, answer, report, nearest, content in strict, agreement, priors)
        found.append(Candidate(content, report, nearest, content in strict, answer, features))
    return found


_RELATED = 0.3
_NOTHING_NEW = 0.9  # word F1 with a content that is asked about already


def _heard(contents: Iterable[Words], count: int) -> list[Words]:
    """Each content once, in order, without those in a word that enough of them hold already.

    Only noise nests so deep ("sagte er, dass …" without an end), and asking about all of it costs the square of it.
    """
    depth = np.zeros(count, np.int64)
    found = []
    for content in dict.fromkeys(contents):
        places = np.array(content)
        if depth[places].max() < _DEEPEST:
            depth[places] += 1
            found.append(content)
    return found


_DEEPEST = 12  # two layers of tags read twice, and rules that nest: no word of a real page is in more


def tagged(seen: Seen, looser: float) -> list[Words]:
    """The contents that the tags say, of every layer, each once; `looser` is taken from the score of "outside"."""
    found: dict[Words, None] = {}
    for layer in range(seen.contents.shape[1]):
        scores = seen.contents[:, layer].copy()
        scores[:, OUTSIDE] -= looser
        for content in contents_of([int(tag) for tag in scores.argmax(-1)]):
            found.update(dict.fromkeys(_in_sight(content)))
    return list(found)


def across(contents: Iterable[Words], borders: Sequence[int]) -> Iterator[Words]:
    """Contents that meet at the border of two windows, as one: the encoder begins a new one in each window."""
    listed = list(contents)
    ending = {content[-1] + 1: content for content in listed}
    for border in borders:
        for content in listed:
            if content[0] == border and border in ending:
                yield (*ending[border], *content)


def _in_sight(content: Words) -> Iterator[Words]:
    """A content cut where it goes on so far behind that the head of roles could not see where it came from.

    A tag goes on with the content opened last, and that may stand pages before.
    """
    begin = 0
    for at in range(1, len(content)):
        if content[at] - content[at - 1] > AROUND:
            yield content[begin:at]
            begin = at
    yield content[begin:]


def _features(
    seen: Seen,
    content: Words,
    answer: Answer,
    report: Report | None,
    nearest: Report | None,
    strict: bool,
    agreement: float,
    priors: Mapping[str, float],
) -> tuple[float, ...]:
    words = list(content)
    outside = seen.contents[words, :, OUTSIDE]
    inside = np.log1p(-np.exp(np.minimum(outside, -1e-6)))
    odds = np.clip(inside - outside, -8, 8).mean(0)
    prior = priors.get(report.rule or "", priors.get("*", 0.0)) if report else 0.0
    return (
        answer.worth,
        float(odds.max()),
        _edges(seen, content, int(odds.argmax())),
        float(report is not None),
        prior,
        float(strict),
        agreement,
        float(answer.roles[0].max()),
        float(answer.roles[1].max()),
        float(bool(nearest and nearest.marked)),
        math.log(len(content)),
    )


def _edges(seen: Seen, content: Words, layer: int) -> float:
    """The log odds, bounded, that the content begins and ends where it does, on one layer."""
    tags = seen.contents[:, layer]
    begin = tags[content[0], BEGIN]
    after = content[-1] + 1
    end = np.logaddexp(tags[after, OUTSIDE], tags[after, BEGIN]) if after < len(tags) else 0.0
    gaps = [tags[a, CONTINUE] for a, _ in stretches(content)[1:]]
    return float(np.clip(np.mean([begin, end, *gaps]), -8, 0))


def score(features: Sequence[float], weights: Mapping[str, float]) -> float:
    """The expected word F1 of a content, from 0 to 1."""
    total = weights["bias"] + sum(weights[name] * value for name, value in zip(FEATURES, features, strict=True))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def join(encoder: Encoder, seen: Seen, reports: Sequence[Report]) -> list[Joined]:
    """The reports of a document, in order of their contents."""
    numbers = encoder.decoder[seen.convention]
    found = candidates(encoder, seen, reports, numbers["rules"])
    return select(encoder, found, numbers)


def select(encoder: Encoder, found: Sequence[Candidate], numbers: Mapping[str, Any]) -> list[Joined]:
    """The best candidates that do not stand in each other's way, with roles and form.

    `numbers` is the part of `decoder.json` for the convention of the document.
    """
    weights = numbers["weights"]
    scored = [(score(candidate.features, weights), candidate) for candidate in found]
    scored.sort(key=lambda pair: (not _certain(pair[1]), -pair[0]))
    kept: list[tuple[float, Candidate]] = []
    standing = _Overlaps()
    for value, candidate in scored:
        if value < numbers["threshold"]:
            if _certain(candidate):
                continue
            break
        content = candidate.content
        if all(_fits(shared, len(content), len(other), value, numbers) for shared, other in standing.shared(content)):
            kept.append((value, candidate))
            standing.add(content)
    owners = _owners([candidate for _, candidate in kept])
    kept.sort(key=lambda item: (item[1].content[0], item[1].content[-1]))
    made = [_joined(encoder, candidate, value, numbers, id(candidate) in owners) for value, candidate in kept]
    return _closed(made, [candidate.report is None for _, candidate in kept])


def _closed(found: Sequence[Joined], tagged: Sequence[bool]) -> list[Joined]:
    """The reports, small gaps of contents that tags tell filled with what is in no other content and has no role there.

    Tags leave single words out of what they are not sure of ("“seriously weakening” [the] power"): nobody reports so.
    """
    holding = {word for one in found for word in one.report.content}
    made = list(found)
    for number, one in enumerate(found):
        report = one.report
        if tagged[number] and not _is_nested(report.content, found):
            taken = {word for words in report.roles.values() for word in words} | holding
            content = _filled(report.content, taken)
            holding.update(content)
            made[number] = replace(one, report=replace(report, content=content))
    return made


def _is_nested(content: Words, found: Sequence[Joined]) -> bool:
    """Whether another content holds this one: a word that is in no content would be one that the other lacks."""
    return any(set(content) < set(one.report.content) for one in found)


def _filled(content: Words, taken: Collection[int]) -> Words:
    """A content with its gaps of a few words that are not taken."""
    words = list(content[:1])
    for word in content[1:]:
        gap = range(words[-1] + 1, word)
        if len(gap) <= _GAP and not any(at in taken for at in gap):
            words.extend(gap)
        words.append(word)
    return tuple(words)


_GAP = 6


def _certain(candidate: Candidate) -> bool:
    """Whether a rule found it that leaves no question: such contents are chosen first."""
    return candidate.report is not None and candidate.report.certain


def _fits(shared: int, size: int, other: int, value: float, numbers: Mapping[str, Any]) -> bool:
    """Whether a content may stand beside one that was kept: apart from it, or nested where it is sure enough."""
    if shared <= numbers["shared"] * min(size, other):
        return True
    contained = shared == min(size, other)
    return contained and value >= numbers["nested"] and _f1(shared, size + other) < numbers["alike"]


def _owners(kept: Sequence[Candidate]) -> set[int]:
    """Which candidates (best first) stand for the rule's report beside them: its own content, else the best near it.

    A rule's report stands for one content only, and all that it knows besides its words goes with it.
    """
    found = {id(candidate.report): id(candidate) for candidate in kept if candidate.report}
    for candidate in kept:
        if candidate.nearest:
            found.setdefault(id(candidate.nearest), id(candidate))
    return set(found.values())


def _joined(encoder: Encoder, candidate: Candidate, value: float, numbers: Mapping[str, Any], owner: bool) -> Joined:
    rule = candidate.report or candidate.nearest
    roles: dict[str, Words] = {}
    by_encoder = []
    for number, role in enumerate(ROLES):
        given = rule.roles.get(role, ()) if rule else ()
        guessed, sure = role_words(candidate, number, numbers["roles"][role]["least"], numbers["beside"])
        if not guessed and not _sees(candidate.answer, given):
            sure = 1.0  # what stands out of sight cannot be denied
        if _certain(candidate):
            guessed = ()  # its roles, or that it has none, are certain too
        deciding = _NOTHING_DENIED if _certain(candidate) else numbers["roles"][role]
        chosen, own = choose(given, guessed, sure, deciding)
        if own:
            by_encoder.append(role)
        if chosen:
            roles[role] = chosen
    if "frame" in by_encoder and "frame" in roles:
        roles["frame"] = _framing(roles)
    forms = dict(zip(encoder.about["forms"], map(float, candidate.answer.forms), strict=True))
    form = best_form(forms, rule, candidate, numbers)
    weights = numbers["weights"]
    parts = [(n, round(weights[n] * v, 2)) for n, v in zip(FEATURES, candidate.features, strict=True)]
    why = Why(
        model=encoder.name,
        version=encoder.version,
        score=round(value, 3),
        parts=(*parts, ("bias", round(weights["bias"], 2))),
    )
    report = Report(
        candidate.content,
        roles,
        form,
        rule.rule if rule and owner else None,
        rule.base if rule and owner else None,
        candidate.report.marked if candidate.report else False,
    )
    media = dict(zip(encoder.about["media"], map(float, candidate.answer.media), strict=True))
    return Joined(report, why, tuple(by_encoder), forms, media)


_NOTHING_DENIED = {"deny": 0.0}


def _framing(roles: Mapping[str, Words]) -> Words:
    """The stretches of a frame that hold a word of source or cue, or all where none does: others are not its own."""
    own = {*roles.get("speaker", ()), *roles.get("cue", ())}
    kept = [(a, b) for a, b in stretches(_bridged(roles["frame"])) if own & set(range(a, b))]
    return tuple(at for a, b in kept for at in range(a, b)) or roles["frame"]


def _sees(answer: Answer, words: Words) -> bool:
    """Whether the head of roles was shown any of some words."""
    return any(0 <= at - answer.first < answer.roles.shape[1] for at in words)


def role_words(candidate: Candidate, number: int, least: float, beside: float) -> tuple[Words, float]:
    """The words of a role by the encoder, and how sure it is of the best of them.

    Words count from the probability `least` on, and from the share `beside` of the best one's. Sources and addressees
    are the stretch around the likeliest word, within its sentence; cues may stand apart in it, frames anywhere.
    """
    answer, role = candidate.answer, ROLES[number]
    chances = answer.roles[number]
    best = int(chances.argmax())
    sure = float(chances[best])
    if sure < least:
        return (), sure
    chosen = [int(at) for at in np.flatnonzero(chances >= max(least, beside * sure))]
    if role in ("speaker", "addressee", "origin"):
        chosen = [at for a, b in stretches(_bridged(chosen)) if a <= best < b for at in range(a, b)]
    if role != "frame":
        begin = max((at for at in answer.sentences if at <= best), default=0)
        end = min((at for at in answer.sentences if at > best), default=len(chances))
        chosen = [at for at in chosen if begin <= at < end]
    return tuple(at + answer.first for at in chosen), sure


def _bridged(places: Sequence[int]) -> list[int]:
    """Sorted places with gaps of one filled."""
    found: list[int] = []
    for place in places:
        if found and place - found[-1] == 2:
            found.append(place - 1)
        found.append(place)
    return found


def choose(given: Words, guessed: Words, sure: float, numbers: Mapping[str, float]) -> tuple[Words, bool]:
    """The words of a role, and whether they are the encoder's."""
    if not given:
        return guessed, bool(guessed)
    if not guessed:
        return (given, False) if sure >= numbers["deny"] else ((), True)
    if set(given) & set(guessed):
        return (guessed, True) if sure >= numbers["refine"] else (given, False)
    return (guessed, True) if sure >= numbers["overrule"] else (given, False)


def best_form(
    forms: Mapping[str, float], rule: Report | None, candidate: Candidate, numbers: Mapping[str, Any]
) -> Form:
    """The likeliest form, the rule's own counted with the weight that it earned on the texts left out."""
    if rule is not None and rule.marked and candidate.report is not None:
        return rule.form
    chances: dict[Form, float] = {}
    for name, chance in forms.items():
        chances[FORMS[name]] = chances.get(FORMS[name], 0.0) + chance
    if rule is not None and rule.form in chances:
        chances[rule.form] += numbers["form_of_rule"]
    return max(chances, key=lambda form: chances[form])
