"""Writes what `bench.scale` measured: a table and a drawing of the growth."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PAGE, DRAWING = ROOT / "docs" / "scale.md", ROOT / "docs" / "images" / "scale.svg"
BEGIN, END = "<!-- scale: begin -->", "<!-- scale: end -->"
_COLOURS = ("#1b6ca8", "#b8321f", "#2f7d32", "#8a5a00", "#6b3fa0", "#00707a", "#a03060", "#555555")


def report(stops: Sequence[Mapping[str, Any]], *, write: bool) -> str:
    """The measurements as a table of Markdown; with `write` also into docs/scale.md, with the drawing."""
    table = _table(stops)
    if write:
        before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
        after = rest.partition(END)[2]
        PAGE.write_text(f"{before}{BEGIN}\n{table}\n{END}{after}", encoding="utf-8")
        DRAWING.write_text(drawing(stops), encoding="utf-8")
    return table


def quantile(values: Sequence[float], part: float) -> float:
    """The value below which a part (0 to 1) of the values lies."""
    return sorted(values)[min(int(part * len(values)), len(values) - 1)]


def _table(stops: Sequence[Mapping[str, Any]]) -> str:
    heads = [f"{stop['claims']:,} claims" for stop in stops]
    lines = [f"| | {' | '.join(heads)} |", f"| --- |{' ---: |' * len(heads)}"]
    rows: list[tuple[str, list[str]]] = [
        ("articles", [f"{stop['articles']:,}" for stop in stops]),
        ("file, MB", [f"{stop['size'] / 1e6:,.0f}" for stop in stops]),
        ("bytes a claim", [f"{stop['size'] / stop['claims']:,.0f}" for stop in stops]),
        ("adding an article, ms: median / 95 %", [_pair(stop["adding"]) for stop in stops]),
    ]
    for name in stops[0]["answers"]:
        rows.append((f"`{name}`, ms: median / 95 % / slowest", [_three(stop["answers"][name]) for stop in stops]))
    every = [[value for values in stop["answers"].values() for value in values] for stop in stops]
    rows.append(("all answers, ms: median / 95 % / slowest", [_three(values) for values in every]))
    return "\n".join([*lines, *(f"| {name} | {' | '.join(cells)} |" for name, cells in rows)])


def _pair(values: Sequence[float]) -> str:
    return f"{statistics.median(values):.1f} / {quantile(values, 0.95):.1f}"


def _three(values: Sequence[float]) -> str:
    return f"{_pair(values)} / {max(values):.0f}"


def drawing(stops: Sequence[Mapping[str, Any]]) -> str:
    """The 95th percentile of each answer against the number of claims, both on scales of powers of ten, as SVG."""
    import math

    wide, high, left, foot = 640, 360, 60, 40

    def across(claims: float) -> float:
        low, top = (math.log10(stops[place]["claims"]) for place in (0, -1))
        return left + (wide - left - 150) * ((math.log10(claims) - low) / ((top - low) or 1))

    def down(value: float) -> float:
        return (high - foot) - (high - foot - 20) * (math.log10(max(value, 0.1)) + 1) / 5

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" font-family="sans-serif" font-size="11">'
    ]
    parts.append(f'<rect width="{wide}" height="{high}" fill="#fff"/>')
    for power in range(-1, 5):
        y = down(10.0**power)
        parts.append(f'<line x1="{left}" x2="{wide - 150}" y1="{y:.1f}" y2="{y:.1f}" stroke="#ddd"/>')
        parts.append(f'<text x="{left - 6}" y="{y + 4:.1f}" text-anchor="end">{10.0**power:g} ms</text>')
    for stop in stops:
        x = across(stop["claims"])
        parts.append(f'<text x="{x:.1f}" y="{high - 16}" text-anchor="middle">{stop["claims"]:,}</text>')
    for place, name in enumerate(stops[0]["answers"]):
        colour = _COLOURS[place % len(_COLOURS)]
        points = [(across(stop["claims"]), down(quantile(stop["answers"][name], 0.95))) for stop in stops]
        line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>')
        y = 24 + 16 * place
        parts.append(f'<text x="{wide - 140}" y="{y}" fill="{colour}">{name}</text>')
    return "\n".join([*parts, "</svg>", ""])
