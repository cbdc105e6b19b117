"""Runs every benchmark whose corpus is there, writes the table into docs/quality.md, and fails below the floors.

python -m bench                     all suites
python -m bench NAME...             only those named; docs/quality.md stays as it is
python -m bench --write NAME...     the same, and their rows in docs/quality.md are renewed, the others stay
"""

from __future__ import annotations

import importlib
import re
import sys
import time
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from bench.score import CORPORA, Score
from lagebild import settings

SUITES: tuple[str, ...] = (
    "extraction",
    "sentences",
    "attribution_de",
    "attribution_en",
    "attribution_uk_ru",
    "factuality",
    "times",
    "figures",
    "figures_de",
    "names",
    "seen_names",
    "trees",
    "actors",
    "events",
    "relations_own",
    "events_de",
    "events_others",
    "events_trained",
    "events_cost",
    "copies",
    "figure_relations",
    "claim_links",
    "pairs",
    "event_clusters",
    "deeds",
    "timelines",
    "escalation",
    "shifts",
    "ledger",
    "durability",
    "speed",
    "cost",
)
ROOT = Path(__file__).resolve().parents[1]
FLOORS = Path(__file__).with_name("floors.toml")
REPORT = ROOT / "docs" / "quality.md"
MEASURED = ROOT / "src" / "lagebild" / "views" / "measured.toml"
BEGIN, END = "<!-- bench: begin -->", "<!-- bench: end -->"


def main(names: list[str]) -> int:
    """Exit code 0 where every floor holds, 1 where one does not, 2 where nothing could be measured."""
    settings.one_thread_a_matrix()
    writes, names = "--write" in names or not names, [name for name in names if name != "--write"]
    if unknown := sorted(set(names) - set(SUITES)):
        print(f"no benchmark {unknown[0]!r}; choose from: {', '.join(SUITES)}", file=sys.stderr)
        return 2
    scores = [score for name in names or SUITES for score in _run(name)]
    if not scores:
        print(f"nothing measured: no gold sets in {CORPORA} (set LAGEBILD_CORPORA)", file=sys.stderr)
        return 2
    print(table(scores))
    if writes:
        write_report(scores, complete=not names)
        write_measured(scores)
    failures = below_floor(scores, tomllib.loads(FLOORS.read_text(encoding="utf-8")), complete=not names)
    for failure in failures:
        print(f"below its floor: {failure}", file=sys.stderr)
    return 1 if failures else 0


def _run(name: str) -> list[Score]:
    print(f"{name} ...", end=" ", file=sys.stderr, flush=True)
    begun = time.monotonic()
    scores: list[Score] = importlib.import_module(f"bench.{name}").run(CORPORA)
    print(f"{len(scores)} figures in {time.monotonic() - begun:.0f} s", file=sys.stderr)
    return scores


def below_floor(scores: Iterable[Score], floors: Mapping[str, Mapping[str, object]], *, complete: bool) -> list[str]:
    """One line for each score under its floor, measured on another corpus, or (in a complete run) missing."""
    by_key = {score.floor_key: score for score in scores}
    failures = []
    for key, row in floors.items():
        score = by_key.get(key)
        if score is None:
            if complete:
                failures.append(f"{key}: not measured")
        elif row.get("digest", score.digest) != score.digest:
            failures.append(f"{key}: measured on another corpus ({score.digest}, the floor on {row['digest']})")
        elif score.value < float(str(row["floor"])):
            failures.append(f"{key}: {score.value:.1f} < {row['floor']}")
    return failures


def table(scores: Iterable[Score]) -> str:
    """The scores as a Markdown table, peers beside them."""
    return "\n".join([*_HEAD, *map(_row, scores)])


_HEAD = (
    "| what | metric | Lagebild | peers | n | corpus | note |",
    "| --- | --- | ---: | --- | ---: | --- | --- |",
)
_PEERS, _CORPUS = 3, 5  # cells of a row


def _row(score: Score) -> str:
    peers = ", ".join(f"{name} {value:.1f}" for name, value in sorted(score.peers.items(), key=lambda p: -p[1]))
    cells = [score.suite, score.metric, f"{score.value:.1f}", peers, str(score.size), score.digest, score.note]
    return f"| {' | '.join(cells)} |"


def write_report(scores: Iterable[Score], path: Path = REPORT, *, complete: bool = True) -> None:
    """Puts the table between the two marks in docs/quality.md and leaves the words around it alone.

    Where the run was not complete, rows of other suites stay; a peer that is not installed keeps what was measured of
    it on the same corpus.
    """
    before, _, rest = path.read_text(encoding="utf-8").partition(BEGIN)
    written, _, after = rest.partition(END)
    made = table(scores) if complete else "\n".join([*_HEAD, *_renewed(written.strip().splitlines()[2:], scores)])
    path.write_text(f"{before}{BEGIN}\n{made}\n{END}{after}", encoding="utf-8")


def _renewed(lines: Sequence[str], scores: Iterable[Score]) -> list[str]:
    """Lines of the table with those of the suites that were measured in the place of the old ones."""
    old = {_key(cells): cells for cells in map(_cells, lines)}
    new: dict[tuple[str, str], list[str]] = {}
    for cells in map(_cells, map(_row, scores)):
        known = old.get(_key(cells))
        if known and not cells[_PEERS] and known[_CORPUS] == cells[_CORPUS]:
            cells[_PEERS] = known[_PEERS]
        new[_key(cells)] = cells
    measured = {suite for suite, _ in new}
    kept = {key: new.get(key, cells) for key, cells in old.items() if key in new or key[0] not in measured}
    return [f"| {' | '.join(cells)} |" for cells in (kept | new).values()]


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split(" | ")]


def _key(cells: Sequence[str]) -> tuple[str, str]:
    return cells[0], cells[1]


def write_measured(scores: Iterable[Score], path: Path = MEASURED) -> None:
    """Puts the values that a dossier tells of how well the program reads into their file; its words stay."""
    values = {(score.suite, score.metric): score.value for score in scores}
    parts = path.read_text(encoding="utf-8").split("[[rate]]")
    for number, part in enumerate(parts[1:], 1):
        row = tomllib.loads(part)
        if (value := values.get((row["suite"], row["metric"]))) is not None:
            parts[number] = re.sub(r"(?m)^value = .*$", f"value = {value:.1f}", part)
    path.write_text("[[rate]]".join(parts), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
