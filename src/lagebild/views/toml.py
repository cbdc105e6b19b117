"""Unknown names as rows of the user's file of actors (docs/actors.md): to be checked, completed and pasted."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from lagebild.ontology.own import KINDS
from lagebild.picture.actors import ActorRow
from lagebild.views.wording import Wording


def rows(table: Iterable[ActorRow], words: Wording) -> str:
    """One [[actor]] for each row, with a line of comment that tells how often the name was met."""
    return "\n".join("\n".join(_row(row, words)) for row in table)


def _row(row: ActorRow, words: Wording) -> Iterator[str]:
    actor = row.actor
    met = [words.count("mention", row.mentions), words.count("article", row.articles), *row.outlets[:3]]
    yield f"# {_comment(', '.join(met))}"
    if row.candidates:
        names = ", ".join(f"{c.name} ({c.country})" if c.country else c.name for c in row.candidates)
        yield f"# {_comment(words('text', 'may_be', names=names))}"
    yield "[[actor]]"
    yield f"name = {_text(actor.name)}"
    yield f"kind = {_text(actor.kind)}" if actor.kind in KINDS else f'kind = ""  # {", ".join(KINDS)}'
    if actor.country:
        yield f"country = {_text(actor.country)}"
    if actor.plover and actor.country and actor.plover.split(" ")[0] == actor.country:
        yield f"plover = {_text(actor.plover)}"
    if others := [form for form, _ in row.words if form != actor.name]:
        yield f"names = [{', '.join(map(_text, others))}]"
    yield ""


def _text(value: str) -> str:
    """A basic string of TOML: JSON's, but for the one sign that only TOML forbids."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _comment(value: str) -> str:
    return "".join(sign if sign.isprintable() else " " for sign in value)
