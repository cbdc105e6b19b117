"""Asks a ledger for what a command shows of all of it, and gives the answer to the view that its format asks for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from rich.text import Text

from lagebild.addresses import address
from lagebild.compare.voices import speaker
from lagebild.console.output import Output
from lagebild.console.show import as_rows
from lagebild.ledger import Filters, Judged, Ledger
from lagebild.ledger.answers import Order
from lagebild.picture.across import Across
from lagebild.picture.conflicts import Conflict, conflicts
from lagebild.picture.escalating import escalating
from lagebild.picture.figures import FigureTable, Quantity, figure_table, in_order
from lagebild.picture.propositions import Proposition, graded, opened
from lagebild.picture.ties import acting
from lagebild.picture.values import FigureNumber, figure_numbers, figure_values
from lagebild.types import Entry, Reading
from lagebild.views import answer_tables, tables, terminal
from lagebild.views import answers as views
from lagebild.views.wording import wording

#: Links from and to the claims of figures that are looked at.
FIGURE_LINKS = 500
#: What `--only` can name that is no link between two claims: denials and contradictions without the other side.
LOOSE = ("denied", "contradicted", "retracted")

#: So many propositions (of each the earliest claims) and links stand in a dossier: it is read, not searched.
DOSSIER_PAIRS, DOSSIER_TALK = 3, 20
DOSSIER_PROPOSITIONS, DOSSIER_MEMBERS, DOSSIER_LINKS = 20, 60, 40
#: So many ties between actors, and so many of the latest deeds of each.
DOSSIER_TIES, DOSSIER_DEEDS = 24, 8

Thing = TypeVar("Thing")


def propositions(output: Output, ledger: Ledger, filters: Filters, *, order: Order, limit: int) -> None:
    """What several claims say."""
    found, more = _cut(ledger.propositions(filters, limit=limit + 1, order=order), limit)
    shown = graded(found, ledger.evidence(found))
    if not as_rows(output, lambda: answer_tables.propositions(shown, wording(output.ui))):
        views.print_propositions(output.console, shown, output.ui)
        _more(output, more, limit)


def proposition(output: Output, ledger: Ledger, beginning: str, *, limit: int) -> None:
    """One proposition with its members and the tree of its origins; raises UsageError where there is not one."""
    one = open_proposition(ledger, beginning, limit=limit)
    if output.format == "json":
        output.objects([answer_tables.opened(one, wording(output.ui))])
    elif not as_rows(output, lambda: answer_tables.members(one)):
        views.print_proposition(output.console, one, output.ui)
        _more(output, one.gathered.claims > limit, limit)


def open_proposition(ledger: Ledger, beginning: str, *, limit: int = 500) -> Proposition:
    """The proposition whose id begins like this, with all that is shown of it: so many of its claims."""
    found, members = ledger.proposition(beginning, limit=limit)
    return opened(found, ledger.evidence([found])[found.id], members, ledger.matches(members))


def origins(output: Output, ledger: Ledger, filters: Filters, *, limit: int) -> None:
    """Whom claims go back to."""
    found, more = _cut(ledger.origins(filters, limit=limit + 1), limit)
    if not as_rows(output, lambda: answer_tables.origins(found)):
        views.print_origins(output.console, found, output.ui)
        _more(output, more, limit)


def sources(output: Output, ledger: Ledger, filters: Filters, *, limit: int) -> None:
    """Who speaks."""
    found, more = _cut(ledger.sources(filters, limit=limit + 1), limit)
    if not as_rows(output, lambda: answer_tables.sources(found)):
        views.print_sources(output.console, found, output.ui)
        _more(output, more, limit)


def figures(output: Output, ledger: Ledger, filters: Filters, *, limit: int) -> None:
    """Figures side by side."""
    found, more = _cut(ledger.quantities(filters, limit=limit + 1), limit)
    table = side_by_side(ledger, found)
    if more:  # claims that are shown for one quantity may give others of which the rest is not here
        table = FigureTable(table.groups[:limit], table.apart)
    if not as_rows(output, lambda: tables.figures(table)):
        terminal.print_figures(output.console, table, output.ui, _numbers(ledger, table))
        _more(output, more, limit)


def _numbers(ledger: Ledger, table: FigureTable) -> Mapping[Quantity, Sequence[FigureNumber]]:
    """The values of each quantity of which there are several figures, by their numbers."""
    found = [group for group in table.groups if group.several]
    behind = ledger.browse.backing(row.entry.claim.id for group in found for row in group.rows)
    links = ledger.browse.links_of((one.claim for one in behind.values()), limit=FIGURE_LINKS)
    return {group.quantity: figure_numbers(figure_values(group, behind, links)) for group in found}


def side_by_side(ledger: Ledger, quantities: Sequence[Sequence[Entry]]) -> FigureTable:
    """The figures of some quantities; one that does not say whose it is joins the others where only one fits."""
    entries = [entry for group in quantities for entry in group]
    return figure_table(in_order(entries, ledger.browse.copied(entry.article.id for entry in entries)))


def disputes(output: Output, ledger: Ledger, filters: Filters, *, kinds: Collection[str], limit: int) -> None:
    """Who says what against whom; without kinds all."""
    found, more = _conflicts(ledger, filters, kinds=kinds, limit=limit)
    if not as_rows(output, lambda: answer_tables.conflicts(found, wording(output.ui))):
        views.print_conflicts(output.console, found, output.ui)
        _more(output, more, limit)


def across(ledger: Ledger, filters: Filters) -> Across:
    """What a dossier shows of claims that say the same or stand against each other: the first of each."""
    found = ledger.propositions(filters, limit=DOSSIER_PROPOSITIONS)
    said = [open_proposition(ledger, one.id, limit=DOSSIER_MEMBERS) for one in found]
    counted = ledger.actor_ties(filters, limit=DOSSIER_TIES)
    ties = acting(counted, ledger.tie_deeds(counted, filters, limit=DOSSIER_DEEDS))
    rising = escalating(ledger, filters, limit=DOSSIER_PAIRS, talk=DOSSIER_TALK)
    entries = list(ledger.entries(filters))
    judged = judged_of(ledger, (entry.claim.id for entry in entries))
    datings = ledger.dated(entries_of(ledger.readings(filters)))
    graded = ledger.reliabilities({speaker(entry).key for entry in entries})
    links = conflicts(ledger.links(filters, limit=DOSSIER_LINKS))
    return Across(tuple(said), links, ties, rising, judged, datings, graded)


def entries_of(readings: Iterable[Reading]) -> Iterator[Entry]:
    """The claims of whole readings."""
    return (Entry(reading.article, claim) for reading in readings for claim in reading.claims)


#: What readers decide of one claim that stands beside what the machine read of it.
OF_A_CLAIM = frozenset({"note", "checked", "correct"})


def judged_of(ledger: Ledger, claims: Iterable[str]) -> dict[str, list[Judged]]:
    """What readers noted, checked or corrected of claims (by their ids) and did not undo, by the address of each."""
    if not ledger.decisions(limit=1):
        return {}
    found = ledger.decisions_about(address("claim", claim) for claim in claims)
    kept = {
        target: [one for one in judged if one.decision.kind in OF_A_CLAIM and one.undone_by is None]
        for target, judged in found.items()
    }
    return {target: judged for target, judged in kept.items() if judged}


def _conflicts(
    ledger: Ledger, filters: Filters, *, kinds: Collection[str], limit: int
) -> tuple[Sequence[Conflict], bool]:
    linking, loose = [kind for kind in kinds if kind not in LOOSE], [kind for kind in kinds if kind in LOOSE]
    linked = ledger.links(filters, kinds=linking, limit=limit + 1) if linking or not kinds else []
    left = ledger.unanswered(filters, limit=limit + 1) if loose or not kinds else []
    found = conflicts(linked[:limit], left[:limit])
    more = len(linked) > limit or len(left) > limit
    return [one for one in found if not kinds or one.kind in kinds], more


def _cut(found: Sequence[Thing], limit: int) -> tuple[Sequence[Thing], bool]:
    return found[:limit], len(found) > limit


def _more(output: Output, more: bool, limit: int) -> None:
    """Says that there is more than was shown."""
    if more:
        output.console.print()
        output.console.print(Text(wording(output.ui)("text", "limited", number=limit), style="dim"))
