"""A deed as all claims tell it: one row for what was done once, however many reports tell it.

`Deed` is what others build on; its fields stay as they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from lagebild.types import Actor, Entry, Event, EventStatus

#: What the days of a deed rest on (see `Deed`); their places stand in the index, so that new ones come last.
Dating = Literal["told", "published", "bound", "none", "lead"]


@dataclass(frozen=True, slots=True)
class Deed:
    """One deed with its tellings: what was done, by whom, to whom, when, and on how many origins that rests.

    `id` is the id of the deed's address; `seq` its number in this index, which another index may count otherwise.
    `type` and `mode` are those of PLOVER (`ontology/events.toml`), never speech (STATE, DENY). `mode` and `place` are
    the most exact that a telling gives, None where none gives one; `place` is a canonical name.

    `status` is `happened` or `ongoing` for what is told as done. Of what nobody tells as done there are deeds of their
    own: `planned`, `hypothetical` (asked for, refused, supposed), `negated`, `denied`. Only the first two kinds may be
    counted as deeds.

    `first` and `last` are the first and the last day on which it can have been done, both included; the distance is
    the uncertainty. `dating` says what they rest on: `told` (a telling names the day or a longer time), `lead` (none
    does, but the lead of a page names the day that the page is about: `compare.occasion`), `published` (neither does:
    from some days before the first report up to it, as news is told), `bound` (told as past without a day: `first` is
    None, `last` the day of the first report), `none` (no telling and no article has a day: both are None). What is not
    done yet has days only where a telling names them. `reported` is the day of the first report.

    `claims`, `articles`, `outlets` and `origins` count the tellings as a proposition counts its claims: an origin is
    the end of a chain, or the home of the page where nobody is named, so that copies and agency text count once.
    `identified` counts the origins that are known actors. Tellings that deny a done deed are counted in `denials`
    alone, in claims. `admissions` counts the claims in which the actor, or somebody who speaks for its state, tells the
    deed as done.

    `founder` is the first claim that tells it, and `number` the place of its event in `founder.claim.events`. Where
    that stands in the reporting frame of the claim, the founder is the sentence as its author tells it.
    """

    seq: int
    id: str
    type: str
    mode: str | None
    status: EventStatus
    actor: Actor | None
    recipient: Actor | None
    third: Actor | None
    place: str | None
    first: date | None
    last: date | None
    dating: Dating
    reported: date | None
    claims: int
    articles: int
    outlets: int
    origins: int
    identified: int
    denials: int
    admissions: int
    founder: Entry
    number: int

    @property
    def event(self) -> Event:
        """The event of the founder, with the words that it was read from."""
        return self.founder.claim.events[self.number]

    @property
    def is_done(self) -> bool:
        """Whether somebody tells it as happened or ongoing."""
        return self.status in DONE


#: What is told as done.
DONE: frozenset[EventStatus] = frozenset({"happened", "ongoing"})
