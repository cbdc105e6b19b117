"""What a ledger is and holds, in numbers."""

from __future__ import annotations

from dataclasses import dataclass

from lagebild.ledger.store import Store


@dataclass(frozen=True, slots=True)
class Summary:
    """A ledger in numbers. Articles and claims are those in force; readings, decisions and comments are all that ever
    came.

    `languages` has the number of articles for each, most first; `first` and `last` are days of publication as they are
    known (YYYY, YYYY-MM or YYYY-MM-DD), None where no article has one; `bytes` is what it takes on the disk;
    `rebuilt` is when the index was made anew last (UTC), None where it never was.
    """

    name: str
    database: str
    schema: int
    articles: int
    claims: int
    readings: int
    decisions: int
    comments: int
    outlets: int
    languages: tuple[tuple[str, int], ...]
    first: str | None
    last: str | None
    bytes: int
    rebuilt: str | None

    @property
    def bytes_a_claim(self) -> int | None:
        """Bytes for each claim in force; None where there is none."""
        return round(self.bytes / self.claims) if self.claims else None


def summary(store: Store) -> Summary:
    """Counts what is there."""
    with store.snapshot():
        ((first, last),) = store.ask("SELECT min(published), max(published) FROM current")
        languages = store.ask("SELECT language, count(*) FROM current GROUP BY language ORDER BY 2 DESC, 1")
        ((rebuilt,),) = store.ask("SELECT max(made) FROM rebuilds")
        return Summary(
            store.name,
            store.database,
            store.schema(),
            store.number("SELECT count(*) FROM current"),
            store.number("SELECT count(*) FROM claims"),
            store.number("SELECT count(*) FROM readings"),
            store.number("SELECT count(*) FROM decisions"),
            store.number("SELECT count(*) FROM comments"),
            store.number("SELECT count(*) FROM outlets WHERE articles > 0"),
            tuple((str(language), int(number)) for language, number in languages),
            first,
            last,
            store.size(),
            rebuilt,
        )
