"""Types of events against three sets with other conventions: reported to be known, not to be tuned on.

- `event_plover_gsr`: sentences of the CAMEO manual with PLOVER 0.5 roots and both parties; the roots that have changed
  names or were joined since are mapped.
- `event_case2021_acled`: snippets with one of thirty subtypes of ACLED; only those that are deeds in PLOVER's sense
  count, by the type that they are there. No parties are given: names are read as on a page.
- `event_petrarch_unit`: unit tests of a rule coder, about made-up lands, with CAMEO codes; names are capitalised words.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bench.events import macro_f1
from bench.score import Score, digest
from lagebild.extract import events, names
from lagebild.extract.events.roots import root_of
from lagebild.extract.events.triggers import event_types
from lagebild.resolve import actors
from lagebild.text import analyse
from lagebild.types import Actor, Article, Block, Document, Event, Mention

_RENAMED: Mapping[str, str] = {
    "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "DEMAND": "REQUEST", "FIGHT": "ASSAULT", "CONCEDE": "YIELD",
    "RETREAT": "YIELD",
}  # fmt: skip
_OF_ACLED: Mapping[str, str] = {
    "VIOL_DEMONSTR": "PROTEST", "PEACE_PROTEST": "PROTEST", "PROTEST_WITH_INTER": "PROTEST", "MOB_VIOL": "PROTEST",
    "ARMED_CLASH": "ASSAULT", "GRENADE": "ASSAULT", "SUIC_BOMB": "ASSAULT", "CHEM_WEAP": "ASSAULT",
    "GOV_REGAINS_TERIT": "ASSAULT", "NON_STATE_ACTOR_OVERTAKES_TER": "ASSAULT", "AIR_STRIKE": "ASSAULT",
    "ART_MISS_ATTACK": "ASSAULT", "REM_EXPLOS": "ASSAULT", "ABDUCT_DISSAP": "ASSAULT", "ATTACK": "ASSAULT",
    "SEX_VIOL": "ASSAULT", "ARREST": "COERCE", "FORCE_AGAINST_PROTEST": "COERCE", "AGREEMENT": "SUPPORT",
    "DIPLO": "CONSULT", "NON_VIOL_TERRIT_TRANSFER": "YIELD",
}  # fmt: skip
_OF_CAMEO: Mapping[str, str] = {
    "03": "AGREE", "04": "CONSULT", "05": "SUPPORT", "06": "COOPERATE", "07": "AID", "08": "YIELD", "09": "ACCUSE",
    "10": "REQUEST", "11": "ACCUSE", "12": "REJECT", "13": "THREATEN", "14": "PROTEST", "15": "MOBILIZE",
    "16": "SANCTION", "17": "COERCE", "18": "ASSAULT", "19": "ASSAULT", "20": "ASSAULT",
}  # fmt: skip
_SHORTEST = 3  # letters of a party's name: that set cuts some names into single letters


def run(corpora: Path) -> list[Score]:
    """One pair of figures a set, for those that are there."""
    return [score for part in (_gsr, _acled, _petrarch) for score in part(corpora)]


def _gsr(corpora: Path) -> list[Score]:
    paths = [corpora / "event_plover_gsr" / f"{part}.jsonl" for part in ("train", "dev")]
    if not all(path.exists() for path in paths):
        return []
    pairs = []
    for record in (record for path in paths for record in _records(path)):
        parties = [(role, party) for role in ("source", "target") for party in record[role]]
        wanted = [
            (role, p["begin"], p["end"]) for role, p in parties if p.get("end", 0) - p.get("begin", 0) >= _SHORTEST
        ]
        document = _document(record["text"])
        mentions = [Mention(document.article.span(a, b), Actor(role, "organisation")) for role, a, b in wanted]
        mentions.sort(key=lambda m: m.span)
        found = events.read(document, tuple(mentions), ())
        pairs.append((_RENAMED.get(record["event"], record["event"]), _root(found)))
    return _scores("event_plover_gsr", pairs, digest(*paths), "47 sentences of the CAMEO manual; PLOVER 0.5 mapped")


def _acled(corpora: Path) -> list[Score]:
    path = corpora / "event_case2021_acled" / "dev.jsonl"
    if not path.exists():
        return []
    pairs = []
    for record in _records(path):
        if record["acled_subtype"] in _OF_ACLED:
            document = _document(record["text"])
            mentions = actors.resolve(document, names.read(document, None))
            found = events.read(document, tuple(m for m in mentions if not m.is_nobody), ())
            pairs.append((_OF_ACLED[record["acled_subtype"]], _most(found)))
    return _scores("event_case2021_acled", pairs, digest(path), "subtypes that are deeds in PLOVER's sense, mapped")


def _petrarch(corpora: Path) -> list[Score]:
    path = corpora / "event_petrarch_unit" / "test.jsonl"
    if not path.exists():
        return []
    pairs = []
    for record in _records(path):
        codes = [e["eventcode"][:2] for e in record["events"] if e.get("eventcode", "")[:2] in _OF_CAMEO]
        if codes:
            document = _document(record["text"])
            found = events.read(document, _capitalised(document), ())
            told = {root_of(e) for e in found if not event_types()[e.type].speech}
            wanted = [_OF_CAMEO[code] for code in codes]
            pairs.append((wanted[0], next((w for w in wanted if w in told), next(iter(sorted(told)), None))))
    return _scores("event_petrarch_unit", pairs, digest(path), "root of CAMEO; unit tests of another coder")


def _scores(name: str, pairs: Sequence[tuple[str, str | None]], of: str, note: str) -> list[Score]:
    right = 100 * sum(gold == found for gold, found in pairs) / len(pairs)
    return [
        Score(f"events {name}", "macro F1", macro_f1(pairs), len(pairs), {}, of, note),
        Score(f"events {name}", "right", right, len(pairs), {}, of, note),
    ]


def _records(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _document(text: str) -> Document:
    block = Block("paragraph", 0, len(text))
    return analyse(Article("bench", None, None, None, None, None, "unknown", "en", text, (block,)))


def _root(found: Sequence[Event]) -> str | None:
    """The type of the first event that knows most of its parties, in PLOVER's own terms."""
    deeds = [e for e in found if not event_types()[e.type].speech]
    best = max(deeds, key=lambda e: (e.actor is not None) + (e.recipient is not None), default=None)
    return root_of(best) if best else None


def _most(found: Sequence[Event]) -> str | None:
    """The type told most often in a snippet of several sentences, the first of equals."""
    told = Counter(root_of(e) for e in found if not event_types()[e.type].speech)
    return told.most_common(1)[0][0] if told else None


def _capitalised(document: Document) -> tuple[Mention, ...]:
    """Capitalised words as names, but the first of a sentence only where it is not a common one."""
    article = document.article
    first = {sentence.start for sentence in document.sentences}
    return tuple(
        Mention(article.span(m.start(), m.end()), Actor(m.group(), "state"))
        for m in re.finditer(r"[A-Z][a-z]+(?: [A-Z][a-z]+)*", article.text)
        if m.start() not in first or m.group().lower() not in {"the", "a", "an", "in", "on", "it", "he", "she", "they"}
    )
