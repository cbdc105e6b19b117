"""Figures side by side: the quantities that most articles give, and one of them over time."""

from __future__ import annotations

from collections.abc import Sequence

from lagebild.ledger.browse import Quantity
from lagebild.ledger.comments import figure as address_of_figure
from lagebild.picture.figures import FigureGroup, FigureTable, by_subject, figure_table, in_order
from lagebild.picture.values import FigureValue, ValuePair, figure_numbers, figure_values, value_pair, value_pairs
from lagebild.types import Entry
from lagebild.views import tables, value_tables
from lagebild.views.web import addresses
from lagebild.views.web.verdicts import Verdicts, verdicts
from lagebild.views.web.visit import Answer, NotThereError, Visit, comments_about

#: Quantities of the list with so many claims each; claims of one quantity.
_QUANTITIES, _EACH, _ALL = 20, 30, 120
#: So many other quantities of the same things are named.
_KIN = 12
#: Links from and to the claims of a quantity that are looked at.
_LINKS = 200


def figures(visit: Visit) -> Answer:
    """The quantities that most articles give, each with its latest figures."""
    found = visit.ledger.quantities(limit=_QUANTITIES, each=_EACH)
    table = side_by_side(visit, [entry for group in found for entry in group])
    shown = FigureTable(table.groups[:_QUANTITIES], ())
    subjects = by_subject(shown.groups)
    slight = [group for kin in subjects if all(one.is_slight for one in kin) for group in kin]
    return Answer(
        template="figures.html.j2",
        title=visit.words("heading", "figures"),
        filled={
            "subjects": [kin for kin in subjects if not all(one.is_slight for one in kin)],
            "slight": slight,
        },
        table=lambda: tables.figures(shown),
        nav="figures",
    )


def figure(visit: Visit) -> Answer:
    """One quantity: value by value, its figures on an axis, by side, against each other, over time, one by one.

    With `order=said` what was said first stands first; `table=values` gives the values as CSV instead of the figures.
    """
    parts = addresses.quantity_of(visit.asked)
    entries = visit.ledger.browse.quantity(parts, limit=_ALL)
    group = _of(side_by_side(visit, entries), parts) if entries else None
    if group is None:
        raise NotThereError("figure", parts[0])
    kin = _kin(visit, group)
    of, whose = group.named(visit.words.ui, kin)
    target = address_of_figure(*parts)
    by_day = visit.text("order") == "said"
    values = _values(visit, group, by_day=by_day)
    numbers, pairs = figure_numbers(values, by_day=by_day), value_pairs(values)
    title = f"{of} {visit.words('text', 'of_whom', whose=whose)}" if whose else of
    return Answer(
        template="figure.html.j2",
        title=title,
        filled={
            "group": group,
            "kin": kin,
            "rows": sorted(group.rows, key=lambda row: row.said or "9") if by_day else group.rows,
            "values": values,
            "numbers": numbers,
            "pairs": pairs,
            "verdict": verdicts([(values, visit.address(a=None, b=None))]) if pairs else None,
            "chosen": _chosen(visit, values),
            "by_day": by_day,
            "asked": visit.asked,
            "to_order": visit.address(order=None if by_day else "said"),
            "to_values": f"/figure.csv?{visit.address(table='values').partition('?')[2]}",
            "is_cut": len(entries or ()) >= _ALL,
            "most": _ALL,
            "target": target,
            "comments": comments_about(visit, target),
        },
        table=lambda: (
            value_tables.values(values, visit.words)
            if visit.text("table") == "values"
            else tables.figures(FigureTable((group,), ()))
        ),
        about={
            "quantity": dict(zip(("of", "unit", "whose", "family"), parts, strict=True)),
            "values": value_tables.objects(values, visit.words),
            "numbers": value_tables.numbers(numbers, visit.words),
            "pairs": value_tables.pairs(pairs, visit.words),
        },
        nav="figures",
    )


def _values(visit: Visit, group: FigureGroup, *, by_day: bool) -> tuple[FigureValue, ...]:
    browse = visit.ledger.browse
    behind = browse.backing(row.entry.claim.id for row in group.rows)
    links = browse.links_of((one.claim for one in behind.values()), limit=_LINKS)
    return figure_values(group, behind, links, by_day=by_day)


def verdict_on_all(visit: Visit) -> tuple[Verdicts, int]:
    """Which figures of the quantities that most articles give contradict each other, and how many quantities it is."""
    found = visit.ledger.quantities(limit=_QUANTITIES, each=_EACH)
    groups = side_by_side(visit, [entry for group in found for entry in group]).groups[:_QUANTITIES]
    several = [group for group in groups if group.several]
    told = []
    for group in several:
        one = group.quantity
        page = addresses.quantity((one.concept, one.unit, one.owner, one.family))
        told.append((_values(visit, group, by_day=False), page))
    return verdicts(told), len(several)


def _chosen(visit: Visit, values: Sequence[FigureValue]) -> tuple[ValuePair, int, int] | None:
    """The two values that somebody wants to have compared, by their places among those of the page; else None."""
    a, b = visit.number("a"), visit.number("b")
    if a is None or b is None or a == b or max(a, b) >= len(values) or not (values[a].rows and values[b].rows):
        return None
    return value_pair(values[a], values[b]), a, b


def side_by_side(visit: Visit, entries: Sequence[Entry]) -> FigureTable:
    """The figures of some claims, each claim once."""
    copies = visit.ledger.browse.copied(one.article.id for one in entries)
    return figure_table(in_order(entries, copies))


def _kin(visit: Visit, group: FigureGroup) -> tuple[FigureGroup, ...]:
    """The other quantities of the same things: of other sides, and in other stages."""
    entries = visit.ledger.browse.same_things(group.quantity.concept, limit=_KIN, each=_EACH)
    found = side_by_side(visit, entries).groups
    return tuple(
        one for one in found if one.quantity.concept == group.quantity.concept and one.quantity != group.quantity
    )


def _of(table: FigureTable, parts: Quantity) -> FigureGroup | None:
    """The group of a quantity: figures that do not say whose they are may have joined it, or left it."""
    concept, unit, owner, family = parts
    found = [group for group in table.groups if (group.quantity.concept, group.quantity.unit) == (concept, unit)]
    same = [group for group in found if group.quantity.family == family]
    exact = [group for group in same if group.quantity.owner == owner]
    return next(iter(exact or same or found), None)
