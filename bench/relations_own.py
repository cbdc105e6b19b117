"""Types of deeds in short English sentences of our own, in the terms of the relation set (`gold/relations_en.toml`).

Every kind of the published codebook stands there in some wordings. Batches 2 to 6 were read once before the rules were
mended with them; now all of it guards what is read, and tells nothing of other sentences.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from bench.events import macro_f1, root
from bench.score import Score, digest

GOLD = Path(__file__).parent / "gold" / "relations_en.toml"
_MARKED = re.compile(r"\[(?P<source>[^\]]+)\]|\{(?P<target>[^}]+)\}")


def records() -> tuple[dict[str, Any], ...]:
    """The sentences as rows of the relation set: text, spans of source and target, root type."""
    rows = tomllib.loads(GOLD.read_text(encoding="utf-8"))["sentences"]
    return tuple(record(row["type"], row["text"]) for row in rows)


def record(kind: str, marked: str) -> dict[str, Any]:
    """A row from a sentence in which `[..]` marks the source and `{..}` the target; raises ValueError without both."""
    text, end = "", 0
    spans: dict[str, list[tuple[int, int]]] = {}
    for found in _MARKED.finditer(marked):
        text += marked[end : found.start()]
        role = str(found.lastgroup)
        spans[role] = [(len(text), len(text) + len(found[role]))]
        text, end = text + found[role], found.end()
    if set(spans) != {"source", "target"}:
        raise ValueError(f"{GOLD.name}: {marked!r} needs one [source] and one {{target}}")
    return {"text": text + marked[end:], "plover_root": kind, **spans}


def run(_: Path) -> list[Score]:
    """Macro F1 over the root types, and how many are right."""
    pairs = [(row["plover_root"], root(row)) for row in records()]
    right = 100 * sum(gold == found for gold, found in pairs) / len(pairs)
    note = "own sentences; the rules were mended with them"
    return [
        Score("events, English sentences of our own", metric, value, len(pairs), {}, digest(GOLD), note)
        for metric, value in (("macro F1", macro_f1(pairs)), ("right", right))
    ]
