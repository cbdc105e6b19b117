"""What the readers of names hand to each other: a mention by its tokens, with what it says of a person that follows."""

from __future__ import annotations

from dataclasses import dataclass

from lagebild.types import Actor


@dataclass(frozen=True, slots=True)
class Found:
    """A mention with the tokens that it covers; `role` is what it says of a person that follows directly."""

    first: int
    end: int
    candidates: tuple[Actor, ...]
    head: str = ""
    is_place: bool = False
    role: Actor | None = None

    @property
    def is_person(self) -> bool:
        """Whether it names a person."""
        return bool(self.head) or any(actor.kind == "person" for actor in self.candidates[:1])
