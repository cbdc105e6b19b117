"""The commonest errors of German attribution by kind: python -m bench.attribution_errors [none|full|free ...]

Each gold quote is matched with a predicted one as the official measure does. A content or role counts as bounds where
it shares words with gold without being equal, as wrong where it shares none.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable

from bench.attribution_de import gold, readings
from bench.quotation_scorer import PARTS, Quote, match
from bench.score import CORPORA

MOST = 24
_FORM = {
    "Direct": "direct",
    "Indirect": "indirect",
    "Reported": "reported",
    "FreeIndirect": "free indirect",
    "IndirectFreeIndirect": "free indirect",
}


def kinds(predicted: list[Quote], wanted: list[Quote]) -> Iterable[str]:
    """The errors of one document."""
    for found, right in _paired(predicted, wanted):
        if right is None and found is not None:
            yield f"{_FORM[found.type or 'Indirect']} speech invented"
        elif found is None and right is not None:
            nested = "nested " if any(right.quote < other.quote for other in wanted) else ""
            yield f"{nested}{_FORM[right.type or 'Indirect']} speech missed"
        elif found is not None and right is not None:
            if found.quote != right.quote:
                longer = len(found.quote - right.quote) > len(right.quote - found.quote)
                yield f"{_FORM[right.type or 'Indirect']} content too {'long' if longer else 'short'}"
            if _FORM.get(found.type or "") != _FORM.get(right.type or ""):
                yield f"form: {_FORM[right.type or 'Indirect']} taken for {_FORM[found.type or 'Indirect']}"
            for part in PARTS[1:]:
                ours, gold_ = found.part(part), right.part(part)
                if ours != gold_:
                    yield f"{part} {_fault(ours, gold_)}"


def _paired(predicted: list[Quote], wanted: list[Quote]) -> Iterable[tuple[Quote | None, Quote | None]]:
    """Pairs that share words, and everything else by itself."""
    pairs = [(p, g) for p, g in match(predicted, wanted) if predicted[p].quote & wanted[g].quote]
    yield from ((predicted[p], wanted[g]) for p, g in pairs)
    yield from ((quote, None) for i, quote in enumerate(predicted) if i not in {p for p, _ in pairs})
    yield from ((None, quote) for i, quote in enumerate(wanted) if i not in {g for _, g in pairs})


def _fault(ours: frozenset[int], wanted: frozenset[int]) -> str:
    if not ours:
        return "missing"
    if not wanted:
        return "that gold does not have"
    return "bounds" if ours & wanted else "wrong"


def main(names: list[str]) -> int:
    """Prints a Markdown table: kinds by how often they occur with the last of the readers named."""
    path = CORPORA / "quote_de_uhh" / "dev.jsonl"
    if not path.exists():
        print(f"no gold set in {path}; set LAGEBILD_CORPORA", file=sys.stderr)
        return 2
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    chosen = names or ["none", "full"]
    counts = {}
    for weights in chosen:
        pairs = zip(readings(records, weights), map(gold, records), strict=True)
        counts[weights] = Counter(kind for predicted, wanted in pairs for kind in kinds(predicted, wanted))
    for kind, _ in counts[chosen[-1]].most_common(MOST):
        print(f"| {kind} | {' | '.join(str(counts[weights][kind]) for weights in chosen)} |")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
