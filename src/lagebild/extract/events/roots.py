"""The type of an event in the terms of the sets that types are learnt from (CAMEO's, as PLOVER began).

There a promise and a refusal are types of their own: an announced cooperative deed is AGREE, a refused one REJECT, an
announced conflictual one THREATEN, which Lagebild keeps as the deed with its status. YIELD holds CONCEDE and RETREAT.
"""

from __future__ import annotations

from collections.abc import Mapping

from lagebild.extract.events.triggers import event_types
from lagebild.types import Event

ROOTS: Mapping[str, str] = {"CONCEDE": "YIELD", "RETREAT": "YIELD", "DENY": "REJECT"}
#: CAMEO where PLOVER changed: verdicts are accusations, sanctions on bodies are repression, and attacks on computers
#: and blockades are force.
_OLDER: Mapping[tuple[str, str], str] = {
    ("SANCTION", "convict"): "ACCUSE",
    ("SANCTION", "embargo"): "COERCE",
    ("COERCE", "cyber"): "ASSAULT",
}
#: Types whose announcement is no other type: nobody threatens to blame, and who will demand something demands it.
_NEVER_ANNOUNCED = frozenset({"AGREE", "THREATEN", "REQUEST", "REJECT", "ACCUSE"})


def root_of(event: Event) -> str:
    """The type of an event in these terms."""
    cooperative = event_types()[event.type].sign > 0
    if event.type == "COERCE" and "blockade" in event.span.text.lower():
        return "ASSAULT"
    if event.status == "planned" and event.type not in _NEVER_ANNOUNCED:
        return "AGREE" if cooperative else "THREATEN"
    if event.status in ("negated", "denied") and cooperative:
        return "REJECT"
    return _OLDER.get((event.type, event.mode or ""), ROOTS.get(event.type, event.type))
