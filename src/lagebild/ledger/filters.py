"""What a query of the ledger asks for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, get_args

from lagebild.errors import UsageError
from lagebild.types import Act, Factuality, Form, Language, SourceKind

_DAY = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


def is_day(value: str) -> bool:
    """Whether a value is a day, a month or a year: YYYY-MM-DD, YYYY-MM, YYYY."""
    return bool(_DAY.fullmatch(value))


_CHOICES: dict[str, Any] = {
    "language": Language,
    "kind": SourceKind,
    "form": Form,
    "act": Act,
    "factuality": Factuality,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What a claim must have to be returned; None asks for nothing. Raises UsageError for a value that cannot be.

    `source` (also a link of its chain), `actor` (anybody in the claim, the source too) and `place` are names, or their
    beginnings, in any spelling that the ledger has met, or Wikidata ids; `outlet` is a publisher or a host; `kind` the
    kind of the source; `since` and `until` bound the day of publication, both inclusive, as YYYY, YYYY-MM or
    YYYY-MM-DD: articles without a day are then left out; `when` is a time of the same form that the claim speaks of;
    `text` are words that must all stand in the content or in the name of the source.
    """

    source: str | None = None
    actor: str | None = None
    place: str | None = None
    outlet: str | None = None
    language: str | None = None
    since: str | None = None
    until: str | None = None
    when: str | None = None
    kind: str | None = None
    form: str | None = None
    act: str | None = None
    factuality: str | None = None
    text: str | None = None

    def __post_init__(self) -> None:
        for key, choices in _CHOICES.items():
            value = getattr(self, key)
            if value is not None and value not in (valid := get_args(choices)):
                raise UsageError(f"{key} {value!r} is not known; choose one of: {', '.join(valid)}")
        for key in ("since", "until", "when"):
            value = getattr(self, key)
            if value is not None and not is_day(value):
                raise UsageError(f"{key} {value!r} is no day; give YYYY, YYYY-MM or YYYY-MM-DD")


#: Asks for nothing: every claim fits.
ALL = Filters()
