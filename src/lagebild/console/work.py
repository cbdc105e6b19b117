"""Shows what changed in a ledger and what readers decided, and takes down what they decide."""

from __future__ import annotations

from typing import cast, get_args

from rich.text import Text

from lagebild import settings
from lagebild.addresses import address
from lagebild.console.messages import plain
from lagebild.console.output import Output
from lagebild.console.show import as_rows
from lagebild.errors import UsageError
from lagebild.ledger import Change, Filters, Judged, Ledger
from lagebild.ledger.review import Kind
from lagebild.types import Claim
from lagebild.views.answer_tables import decided
from lagebild.views.tables import Table
from lagebild.views.wording import wording
from lagebild.views.writer import content

#: So many stretches of changed text, and signs of each, are shown to a person.
STRETCHES, SIGNS = 8, 160


def decide(
    ledger: Ledger,
    kind: str,
    target: str,
    *,
    by: str | None,
    because: str,
    other: str | None = None,
    cell: str | None = None,
    content: str | None = None,
) -> None:
    """Takes down a decision and says its id, by which it can be undone; raises UsageError where it cannot be."""
    who = by or settings.text("reader")
    if not who:
        raise UsageError("whose decision is it? give --by NAME, or set LAGEBILD_READER")
    made = ledger.decide(cast(Kind, kind), target, who=who, reason=because, other=other, cell=cell, content=content)
    print(plain(f"{made.kind} {made.target}  {address('decision', made.id)}"))


def decisions(
    output: Output, ledger: Ledger, *, about: str | None, who: str | None, kind: str | None, limit: int
) -> None:
    """What readers decided."""
    if kind is not None and kind not in get_args(Kind):
        raise UsageError(f"{kind!r} is no kind of decision; choose one of: {', '.join(get_args(Kind))}")
    if about is None:
        found = ledger.decisions(limit=limit, who=who, kind=kind)
    else:
        target = ledger.address_of(about)
        found = ledger.decisions_about([target]).get(target, [])[-limit:][::-1]
        found = [one for one in found if who in (None, one.decision.who) and kind in (None, one.decision.kind)]
    if as_rows(output, lambda: decided(found)):
        return
    words = wording(output.ui)
    if not found:
        output.console.print(Text(words("text", "rows_none"), style="dim"))
    for one in found:
        output.console.print(_line(one, output.ui))


def _line(one: Judged, ui: str) -> Text:
    words, made = wording(ui), one.decision
    shown = Text(f"{made.made[:16].replace('T', ' ')}  ", style="dim")
    shown.append(words("decision", made.kind), style="bold")
    shown.append(f"  {plain(made.target)}" + (f"  {plain(made.other)}" if made.other else ""))
    if made.cell:
        shown.append(f"  {plain(made.cell)}")
    if made.content and made.kind == "correct":
        shown.append(f"  {plain(made.content)}", style="italic")
    shown.append(f"\n    {plain(made.who)}: {plain(made.reason)}  ")
    shown.append(made.id[:12], style="dim")
    if one.undone_by:
        shown.append(f"  {words('decision', 'undone')} {one.undone_by[:12]}", style="yellow")
    return shown


def changes(output: Output, ledger: Ledger, since: str, filters: Filters, *, limit: int) -> None:
    """What came in since a day."""
    found = ledger.changes(since, filters, limit=limit)
    if as_rows(output, lambda: _change_table(found)):
        return
    words = wording(output.ui)
    if not found:
        output.console.print(Text(words("text", "rows_none"), style="dim"))
    for change in found:
        _print_change(output, change)


def _print_change(output: Output, change: Change) -> None:
    words, console = wording(output.ui), output.console
    head = Text(f"{change.added[:16].replace('T', ' ')}  ", style="dim")
    head.append(words("change", change.kind.replace(" ", "_")), style="bold")
    head.append(f"  {plain(words.outlet(change.article))}: {plain(words.title(change.article))}")
    head.append(f"  {words.count('claim', change.claims)}", style="dim")
    console.print(head)
    for sign, style, claims in (("-", "red", change.gone), ("+", "green", change.new)):
        for claim in claims if change.kind != "added" else ():
            console.print(Text(f"    {sign} {plain(_said(claim))}", style=style))
    for out, put in change.words[:STRETCHES]:
        console.print(Text(f"    {plain(out[:SIGNS])} → {plain(put[:SIGNS])}", style="dim"))
    if len(change.words) > STRETCHES:
        console.print(Text(f"    {words('change', 'more', number=len(change.words) - STRETCHES)}", style="dim"))


def _change_table(found: list[Change]) -> Table:
    header = (
        *("change", "added", "outlet", "day", "title", "article", "url", "claims", "before", "gone", "new"),
        *("words_out", "words_in"),
    )
    rows = (
        (
            change.kind, change.added, change.article.publisher, change.article.published, change.article.title,
            address("article", change.article.id), change.article.url, change.claims,
            address("article", change.before.id) if change.before else None,
            "; ".join(map(_said, change.gone)), "; ".join(map(_said, change.new)),
            " … ".join(out for out, _ in change.words if out), " … ".join(put for _, put in change.words if put),
        )
        for change in found
    )  # fmt: skip
    return Table(header, tuple(rows))


def _said(claim: Claim) -> str:
    source = claim.source.actor.name if claim.source.actor else claim.source.span.text if claim.source.span else ""
    return f"{source}: {content(claim)}" if source else content(claim)
