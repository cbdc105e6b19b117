"""How far a second annotator agrees with the German gold set of figures: python -m bench.figures_second [--differences]

The second reading is of 120 sentences drawn at random, made from the bare sentences and docs/figures.md alone
(`bench/gold/figures_de_second.toml`). F1 of that reading against the gold set, column by column as in the
benchmark.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path

from bench.figures_de import METRICS, Cells, cells, f1, sentences

SECOND = Path(__file__).parent / "gold" / "figures_de_second.toml"


def both() -> list[tuple[str, tuple[Cells, ...], tuple[Cells, ...]]]:
    """The text of each sentence with the figures of the gold set and of the second annotator.

    Raises KeyError where a sentence is not in the gold set.
    """
    decided = {sentence.text: sentence.figures for sentence in sentences()}
    rows = tomllib.loads(SECOND.read_text(encoding="utf-8"))["sentences"]
    return [(row["text"], decided[row["text"]], tuple(map(cells, row["figures"]))) for row in rows]


def main(arguments: Sequence[str]) -> int:
    """Prints a Markdown table of agreement and, where asked for, the sentences in which the two differ."""
    found = both()
    pairs = [(gold, second) for _, gold, second in found]
    print(f"| {' | '.join(name.removeprefix('value+') for name in METRICS)} |")
    print("| ---: " * len(METRICS) + "|")
    print(f"| {' | '.join(f'{f1(pairs, agrees):.1f}' for agrees in METRICS.values())} |")
    differing = [(text, gold, second) for text, gold, second in found if gold != second]
    print(f"\n{len(differing)} of {len(found)} sentences differ", file=sys.stderr)
    if "--differences" in arguments:
        for text, gold, second in differing:
            print(text, *(f"  gold    {one}" for one in gold), *(f"  second  {one}" for one in second), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
