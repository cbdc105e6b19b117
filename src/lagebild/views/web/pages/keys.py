"""What the keys do, and how to switch them off."""

from __future__ import annotations

from lagebild.views.tables import Table
from lagebild.views.web.visit import Answer, Visit

KEYS: tuple[tuple[str, str], ...] = (("j", "next"), ("k", "before"), ("Enter", "open"), ("/", "find"), ("Tab", "tab"))


def keys(visit: Visit) -> Answer:
    """The keys with what they do."""
    rows = tuple((key, visit.words("web_keys", name)) for key, name in KEYS)
    return Answer(
        template="keys.html.j2",
        title=visit.words("web", "keys"),
        filled={"rows": rows},
        table=lambda: Table(("key", "does"), rows),
    )
