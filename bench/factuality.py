"""Factuality per event against the English UW set, and the reading of German modals against EPOS.

UW (Lee et al. 2015) rates events from -3 to 3; the metrics are Pearson's r and the mean absolute error per event,
and here also the share of events whose sign (yes, open, no) is read right. The content of an event is its clause up
to its word: triggers behind it do not govern it. Where a clause is a complement, the words before it are its cue.
The scale below was set on the train part.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.score import Score, digest
from lagebild.encoder import look
from lagebild.extract.factuality import assess
from lagebild.extract.factuality.rules import rule_book
from lagebild.extract.factuality.sentence import Parsed, Sentences
from lagebild.text import analyse
from lagebild.types import (
    Article,
    Attribution,
    Block,
    Document,
    Form,
    Language,
    SourceMention,
    Span,
    Stance,
)

SCALE = {"CT+": 3.0, "PR+": 2.0, "PS+": 1.0, "CTu": 0.0, "Uu": 0.0, "CT-": -3.0, "PR-": -2.0, "PS-": -1.0}
# Plans, predictions and demands say of their event that it is to come, not that it is.
ACTS = {"plan": 1.0, "predict": 2.2, "demand": 0.5, "condition": 1.0}
ADJUNCT = 4  # words in which a preposition is looked for before an event
NO_ADJUNCT = frozenset({"to", "of", "about"})  # these hang on nouns and verbs
OPEN = 0.75  # ratings nearer to zero than this count as open


@dataclass(frozen=True, slots=True)
class Rated:
    """An event with the gold rating and ours, both from -3 to 3."""

    gold: float
    ours: float
    stance: Stance
    text: str


def run(corpora: Path) -> list[Score]:
    """Pearson's r and sign accuracy on the dev part of UW and of UDS-IH2, in percent, and accuracy on German modals."""
    scores = []
    for name in ("fact_en_uw", "fact_en_udsih2"):
        path = corpora / name / "dev.jsonl"
        if path.exists():
            rated = list(rated_events(path))
            gold, ours = [r.gold for r in rated], [r.ours for r in rated]
            suite, mark = f"factuality en ({name} dev)", digest(path)
            always = 100 * sum(sign(g) == 1 for g in gold) / len(gold)
            scores.append(Score(suite, "Pearson r x 100", 100 * pearson(gold, ours), len(rated), {}, mark))
            right = 100 * sum(sign(r.gold) == sign(r.ours) for r in rated) / len(rated)
            scores.append(Score(suite, "sign accuracy", right, len(rated), {"always positive": always}, mark))
            error = sum(abs(r.gold - r.ours) for r in rated) / len(rated)
            scores.append(Score(suite, "3 - MAE", 3 - error, len(rated), {}, mark, "mean absolute error taken from 3"))
            scores.extend(_with_weights(suite, rated, path, mark))
    return scores + _modals(corpora / "modal_de_epos" / "train.jsonl")


def _with_weights(suite: str, rated: Sequence[Rated], path: Path, mark: str) -> list[Score]:
    """Pearson's r of the encoder by itself, and of its mean with the rules."""
    seen = seen_ratings(path)
    if not seen:
        return []
    gold = [r.gold for r in rated]
    both = [(r.ours + value) / 2 for r, value in zip(rated, seen, strict=True)]
    suite = f"{suite}, full weights"
    return [
        Score(suite, "Pearson r x 100, encoder alone", 100 * pearson(gold, seen), len(seen), {}, mark),
        Score(suite, "Pearson r x 100, mean of both", 100 * pearson(gold, both), len(seen), {}, mark),
    ]


def seen_ratings(path: Path) -> list[float]:
    """The encoder's rating of each event of a set; none where the full weights are not there."""
    from lagebild.encoder.session import available

    if "full" not in available():
        return []
    found: list[float] = []
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    for begin in range(0, len(rows), _TOGETHER):
        group = rows[begin : begin + _TOGETHER]
        documents = [analyse(_article(row["text"], "en")) for row in group]
        for row, document, sight in zip(group, documents, look(documents, "full"), strict=True):
            assert sight is not None
            for event in row["events"]:
                at = next((t.index for t in document.tokens if t.end > event["begin"]), 0)
                found.append(float(sight.seen.factuality[at]))
    return found


_TOGETHER = 64


def sign(value: float) -> int:
    """1 for what is so, -1 for what is not, 0 for what is open."""
    return 0 if abs(value) < OPEN else (1 if value > 0 else -1)


def pearson(a: Sequence[float], b: Sequence[float]) -> float:
    """Pearson's correlation coefficient; 0 where one side never varies."""
    mean_a, mean_b = sum(a) / len(a), sum(b) / len(b)
    covariance = sum((x - mean_a) * (y - mean_b) for x, y in zip(a, b, strict=True))
    spread = math.sqrt(sum((x - mean_a) ** 2 for x in a) * sum((y - mean_b) ** 2 for y in b))
    return covariance / spread if spread else 0.0


def rated_events(path: Path) -> Iterator[Rated]:
    """The events of a set in the UW format with our rating."""
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        document = analyse(_article(record["text"], "en"))
        sentences = Sentences(document, rule_book("en"))
        for event in record["events"]:
            attribution = _attribution(document, sentences, event["begin"], event["end"])
            stance = assess(document, (attribution,))[0]
            yield Rated(event["factuality"], rating(stance), stance, event["text"] + " | " + record["text"])


def rating(stance: Stance) -> float:
    """A stance on the scale from -3 to 3."""
    value = SCALE[stance.factuality]
    return math.copysign(min(abs(value), ACTS.get(stance.act, 3.0)), value)


def _article(text: str, language: Language) -> Article:
    blocks = (Block("paragraph", 0, len(text)),)
    return Article("bench", None, None, None, None, None, "unknown", language, text, blocks)


def _attribution(document: Document, sentences: Sentences, begin: int, end: int) -> Attribution:
    text = document.article.text
    word = Span(begin, end, text[begin:end])
    numbers = sentences.touching(word)
    if not numbers:
        return Attribution(word, (word,), (), SourceMention("author", None), (), "author")
    parsed = sentences.parsed(numbers[0])
    sentence = document.sentences[numbers[0]]
    whole = Span(sentence.start, sentence.end, sentence.text)
    event = next((i for i, t in enumerate(parsed.tokens) if t.end > begin), 0)
    clause = parsed.clause_of[event]
    own = _governed([i for i in (clause.tokens if clause else [event]) if i <= event], parsed)
    content = tuple(_span(text, parsed, i) for i in own)
    before = range(max(0, own[0] - 4), own[0])
    if clause and clause.kind in ("complement", "whether") and before:
        cue = tuple(_span(text, parsed, i) for i in before if parsed.is_word(i))
        return Attribution(whole, content, cue, SourceMention("named", None), (), "indirect")
    form: Form = "author"
    return Attribution(whole, content, (), SourceMention("author", None), (), form)


def _governed(own: list[int], parsed: Parsed) -> list[int]:
    """An event in an adjunct ("since the announcement") is read by itself: what governs the verb does not reach it."""
    grammar = rule_book("en").grammar
    near = own[-1 - ADJUNCT : -1]
    starts = [
        n for n, i in enumerate(near) if parsed.words[i] in grammar.prepositions and parsed.words[i] not in NO_ADJUNCT
    ]
    return near[starts[-1] :] + own[-1:] if starts else own


def _span(text: str, parsed: Parsed, number: int) -> Span:
    token = parsed.tokens[number]
    return Span(token.start, token.end, text[token.start : token.end])


# --- German modals --------------------------------------------------------------------------------------------


def _modals(path: Path) -> list[Score]:
    """Whether a modal is read as epistemic (it lowers certainty) or not, for the modals that can be both."""
    if not path.exists():
        return []
    right, size, majority = 0, 0, Counter[bool]()
    for line in path.read_text(encoding="utf-8").splitlines()[::10]:
        record = json.loads(line)
        document = analyse(_article(record["text"], "de"))
        whole = Span(0, len(record["text"]), record["text"])
        author = Attribution(whole, (whole,), (), SourceMention("author", None), (), "author")
        stance = assess(document, (author,))[0]
        epistemic = stance.factuality[:2] in ("PR", "PS")
        right += epistemic == (record["sense"] == "ep")
        majority[record["sense"] == "ep"] += 1
        size += 1
    always = 100 * max(majority.values()) / size
    note = "every tenth of the projected (noisy) train part; never used for tuning"
    suite = "factuality de (modal_de_epos)"
    return [Score(suite, "epistemic or not", 100 * right / size, size, {"majority": always}, digest(path), note)]
