"""What the help of a command shows below its options."""

from __future__ import annotations

from lagebild.console.messages import PROGRAM


def examples(*lines: tuple[str, str], title: str = "Examples", after: str = "") -> str:
    """The end of a help page: what can be typed, and what it does."""
    shown = [f"[dim]$[/dim] {PROGRAM} {call}\n  [dim]{says}[/dim]" for call, says in lines]
    return "\n".join([f"[bold]{title}[/bold]", *shown, *([after] if after else [])])
