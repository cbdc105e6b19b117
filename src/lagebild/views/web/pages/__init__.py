"""The pages, each a function from a visit to an answer; a new page is one file and one line here."""

from __future__ import annotations

from lagebild.views.web.pages import (
    actors,
    article,
    comments,
    compare,
    deeds,
    disputes,
    escalation,
    figures,
    history,
    keys,
    overview,
    places,
    propositions,
    search,
    signs,
    times,
    voices,
    work,
)
from lagebild.views.web.visit import Page

#: Forms that change the ledger: where they are sent to, and who does what they ask for.
WORKS: tuple[tuple[str, Page], ...] = (("/work/{key:path}", work.decide),)

#: Pages that are another for each visitor: they know the name by which one decided before.
FOR_ONE = frozenset({"/work/{key:path}"})

#: Paths and who answers them; `{key:path}` is the key of a thing, with the ending of the form.
PAGES: tuple[tuple[str, Page], ...] = (
    ("/", overview.overview),
    ("/articles", overview.articles),
    ("/article/{key:path}", article.article),
    ("/claim/{key:path}", article.claim),
    ("/propositions", propositions.propositions),
    ("/proposition/{key:path}", propositions.proposition),
    ("/figures", figures.figures),
    ("/figure", figures.figure),
    ("/disputes", disputes.disputes),
    ("/sources", voices.sources),
    ("/source/{key:path}", voices.source),
    ("/outlets", voices.outlets),
    ("/outlet/{key:path}", voices.outlet),
    ("/actor/{key:path}", actors.actor),
    ("/deeds", deeds.deeds),
    ("/deed/{key:path}", deeds.deed),
    ("/network", deeds.network),
    ("/escalation", escalation.escalation),
    ("/search", search.search),
    ("/keys", keys.keys),
    ("/signs", signs.signs),
    ("/timeline", times.times),
    ("/places", places.places),
    ("/compare", compare.compare),
    ("/work/{key:path}", work.work),
    ("/history", history.history),
    ("/comments", comments.comments),
)

#: Where the public writes a comment.
COMMENT = "/comment"
_OF_DESK = frozenset({"/work/{key:path}", "/history", "/comments"})
#: What the public sees: what was read, and the form of a comment; nothing of the work of a desk.
PUBLIC: tuple[tuple[str, Page], ...] = (
    *(one for one in PAGES if one[0] not in _OF_DESK),
    (COMMENT, comments.write),
)
