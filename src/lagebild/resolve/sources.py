"""Sources: which actor the words of a source mean, and how well they name it."""

from __future__ import annotations

from lagebild.types import Attribution, Document, Mention, Source, SourceMention


def resolve(
    document: Document, attributions: tuple[Attribution, ...], mentions: tuple[Mention, ...]
) -> tuple[tuple[Source, tuple[Source, ...]], ...]:
    """For each attribution its source and the chain that it leans on, with the actors that their words mean."""
    return tuple(
        (_resolved(a.source, mentions), tuple(_resolved(link, mentions) for link in a.chain)) for a in attributions
    )


def _resolved(source: SourceMention, mentions: tuple[Mention, ...]) -> Source:
    if source.span is None or source.kind in ("author", "unnamed"):
        return Source(source.kind, source.span)
    inside = [m for m in mentions if source.span.contains(m.span) and m.actor.kind != "place"]
    actors = {m.actor for m in inside}
    if len(actors) == 1:
        return Source("named", source.span, inside[0].actor)
    return Source(source.kind, source.span)
