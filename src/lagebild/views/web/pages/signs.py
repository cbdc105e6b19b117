"""What the signs and the terms on the pages mean, one plain sentence each."""

from __future__ import annotations

from lagebild.views.tables import Table
from lagebild.views.web.visit import Answer, Visit

#: The parts of the page, and the ids of what they explain: keys of [web_sign]; firmness has labels of its own.
FIRMNESS: tuple[str, ...] = ("CT+", "PR+", "PS+", "CT-", "PR-", "PS-", "CTu", "Uu")
SIGNS: tuple[str, ...] = ("arrow", "star", "mark", "letter", "dot", "ring", "hollow", "bar", "open", "undated")
TERMS: tuple[str, ...] = (
    *("claim", "free_indirect", "author", "proposition", "origin", "stage", "deed", "tie", "dispute", "revision"),
)


def signs(visit: Visit) -> Answer:
    """The signs and terms with what they mean."""
    words = visit.words
    parts = (
        ("firmness", tuple((sign, words("factuality", sign), words("web_sign", sign)) for sign in FIRMNESS)),
        ("signs", tuple((words("web_sign_shown", one), "", words("web_sign", one)) for one in SIGNS)),
        ("terms", tuple((words("web_sign_shown", one), "", words("web_sign", one)) for one in TERMS)),
    )
    rows = tuple((f"{sign} {name}".strip(), means) for _, part in parts for sign, name, means in part)
    return Answer(
        template="signs.html.j2",
        title=words("web", "signs"),
        filled={"parts_of": parts},
        table=lambda: Table(("sign", "means"), rows),
    )
