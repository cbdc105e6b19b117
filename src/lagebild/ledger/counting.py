"""Counts the claims that fit by their speakers and by their origins."""

from __future__ import annotations

import numpy as np

from lagebild.ledger import packs
from lagebild.ledger.packs import Columns, Numbers
from lagebild.ledger.store import Row, Store


def speakers(store: Store, columns: Columns, limit: int) -> list[Row]:
    """Who speaks: number of the voice, claims, articles, 0, denials; those in most articles first."""
    claims, articles, denials = _tallies(store, columns, columns.speaker)
    voices = np.flatnonzero(claims)
    order = np.lexsort((voices, -claims[voices], -articles[voices]))[:limit]
    return [(int(v), int(claims[v]), int(articles[v]), 0, int(denials[v])) for v in voices[order]]


def origins(store: Store, columns: Columns, ends: tuple[str, ...], limit: int) -> list[Row]:
    """Whom claims go back to: number of the voice, 0, articles, claims, denials.

    They come by the kinds of `ends`, conditions on a voice `v`, and those with most claims first in each.
    """
    claims, articles, denials = _tallies(store, columns, columns.origin)
    found: list[Row] = []
    for end in ends:
        if len(found) < limit:
            kind = packs.numbers(store, f"SELECT v.seq FROM voices v WHERE v.ends > 0 AND {end}")
            voices = kind[kind < len(claims)]
            voices = voices[claims[voices] > 0]
            order = np.lexsort((voices, -claims[voices]))[: limit - len(found)]
            found += [(int(v), 0, int(articles[v]), int(claims[v]), int(denials[v])) for v in voices[order]]
    return found


def _tallies(store: Store, columns: Columns, voices: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Claims, articles and denials of each voice, at the place of its number."""
    size = int(voices.max(initial=0)) + 1
    deny = [number for number, (_, act) in packs.manners(store).items() if act == "deny"]
    denied = voices[np.isin(columns.manner, deny)]
    claims, denials = (np.bincount(counted, minlength=size) for counted in (voices, denied))
    return claims, packs.distinct(voices, columns.reading, size), denials
