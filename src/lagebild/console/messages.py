"""Messages to the person at the terminal: one line each, on standard error; and what help pages end with."""

from __future__ import annotations

import sys

PROGRAM = "lagebild"


def say(message: object) -> None:
    """Writes one line to standard error, whatever the message holds."""
    print(line(message), file=sys.stderr, flush=True)


def line(message: object) -> str:
    """A message as one line after the name of the program, in signs that standard error can show."""
    encoding = getattr(sys.stderr, "encoding", None) or "utf-8"
    return f"{PROGRAM}: {plain(str(message))}".encode(encoding, errors="replace").decode(encoding)


def plain(words: str) -> str:
    """Words on one line; signs that could steer a terminal are shown as \ufffd."""
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in " ".join(words.split()))


def examples(*lines: tuple[str, str], title: str = "Examples", after: str = "") -> str:
    """The end of a help page: what can be typed, and what it does."""
    shown = [f"[dim]$[/dim] {PROGRAM} {call}\n  [dim]{says}[/dim]" for call, says in lines]
    return "\n".join([f"[bold]{title}[/bold]", *shown, *([after] if after else [])])
