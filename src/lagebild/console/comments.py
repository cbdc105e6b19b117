"""Shows what readers of a dossier wrote."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from lagebild.console.messages import plain, say
from lagebild.console.output import Output
from lagebild.console.show import SHOWN_ID, as_rows
from lagebild.errors import UsageError
from lagebild.ledger import Ledger, Moderated
from lagebild.views.answer_tables import comments
from lagebild.views.wording import wording


def listed(output: Output, found: Sequence[Moderated]) -> None:
    """Comments with what was decided about them."""
    if as_rows(output, lambda: comments(found)):
        return
    words = wording(output.ui)
    if not found:
        output.console.print(Text(words("text", "rows_none"), style="dim"))
    for one in found:
        output.console.print(_shown(one, output.ui))


def _shown(one: Moderated, ui: str) -> Text:
    words, comment = wording(ui), one.comment
    shown = Text(f"{comment.made[:16].replace('T', ' ')}  ", style="dim")
    style = {"pending": "yellow", "approved": "green", "rejected": "red"}[one.state]
    shown.append(words("comment_state", one.state), style=style)
    shown.append(f"  {plain(comment.name)}", style="bold").append(f"  {plain(comment.target)}  ")
    shown.append(comment.id[:SHOWN_ID], style="dim")
    for line in comment.words.splitlines():
        shown.append(f"\n    {plain(line)}")
    if one.who:
        shown.append(f"\n    {plain(one.who)}: {plain(one.reason or '')}", style="dim")
    return shown


def forget(ledger: Ledger, comment: str) -> None:
    """Takes away the e-mail of a writer; raises UsageError where there is none."""
    if not ledger.forget_email(comment):
        raise UsageError(f"of comment {comment!r} no e-mail is kept")
    say("the e-mail was taken away; copies of the ledger made before keep it")
