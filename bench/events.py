"""Events against the relation set of Zero-Shot-PLOVER (Hu et al. 2022): macro F1 over 15 root types, without training.

A row names source and target; both are given to the reader as mentions. That set calls an announced cooperative deed
AGREE, a refused one REJECT and an announced conflictual one THREATEN, which Lagebild keeps as the deed with its status;
YIELD holds CONCEDE and RETREAT.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bench.score import Score, digest
from lagebild.extract import events
from lagebild.extract.events.learnt import Learnt
from lagebild.extract.events.roots import root_of
from lagebild.extract.events.triggers import event_types
from lagebild.text import analyse
from lagebild.types import Actor, ActorKind, Article, Block, Event, Mention

#: ZSP with RoBERTa-large-MNLI (355M parameters, zero-shot) on the official test part, as shipped; ours: train.
ZERO_SHOT = 78.1


def run(corpora: Path) -> list[Score]:
    """Macro F1 over the root types, and how often a type that was told is right."""
    path = corpora / "event_plover_relations" / "train.jsonl"
    if not path.exists():
        return []
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    pairs = [(record["plover_root"], root(record)) for record in records]
    told = [(gold, found) for gold, found in pairs if found is not None]
    precision = 100 * sum(gold == found for gold, found in told) / len(told) if told else 0.0
    note = "no training; the peer was measured on the test part"
    return [
        Score(
            "events event_plover_relations",
            "macro F1",
            macro_f1(pairs),
            len(records),
            {"ZSP level 1": ZERO_SHOT},
            digest(path),
            note,
        ),
        Score(
            "events event_plover_relations",
            "precision",
            precision,
            len(told),
            {},
            digest(path),
            "of rows with an event",
        ),
    ]


def macro_f1(pairs: Sequence[tuple[str, str | None]]) -> float:
    """The mean of the F1 of each gold type, in percent; rows without a reading count as missed."""
    gold, found = Counter(g for g, _ in pairs), Counter(f for _, f in pairs)
    hits = Counter(g for g, f in pairs if g == f)
    return 100 * sum(2 * hits[k] / (gold[k] + found[k]) for k in gold) / len(gold) if gold else 0.0


def root(record: Mapping[str, Any], known: Learnt | None = None) -> str | None:
    """The root type that the reader tells of a row, preferring the event between source and target."""
    text = record["text"]
    article = Article("bench", None, None, None, None, None, "unknown", "en", text, (Block("paragraph", 0, len(text)),))
    kind: ActorKind = "person" if re.search(r"\b[Hh]e\b|\b[Ss]he\b", text) else "organisation"  # the set tells no kinds
    mentions = sorted(
        (
            Mention(article.span(*span), Actor(role, kind))
            for role in ("source", "target")
            for span in spans(record[role])[:1]
        ),
        key=lambda m: m.span,
    )
    told = events.read(analyse(article), tuple(mentions), (), known)
    found = sorted(told, key=lambda e: (event_types()[e.type].speech, -_fit(e)))
    return root_of(found[0]) if found else None


def _fit(event: Event) -> int:
    return (event.actor is not None and event.actor.name == "source") + (
        event.recipient is not None and event.recipient.name == "target"
    )


def spans(field: Any) -> Sequence[tuple[int, int]]:
    """The spans of a party: pairs of code points, the end exclusive."""
    return [tuple(pair) for pair in (json.loads(field) if isinstance(field, str) else field)]
