"""The ledger as one object: `add` on the one side, queries on the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

from lagebild.compare.alliances import Alliance
from lagebild.compare.deeds import Deed
from lagebild.compare.grading import Evidence, SourceGrade
from lagebild.compare.match import Match
from lagebild.ledger import (
    answers,
    changes,
    comments,
    coverage,
    datings,
    decisions,
    doings,
    query,
    review,
    standing,
    talks,
    ties,
    transfer,
    voicing,
    write,
)
from lagebild.ledger.answers import Gathered, Link, Membership, Order, Speaking
from lagebild.ledger.browse import Browse
from lagebild.ledger.changes import Change
from lagebild.ledger.check import check
from lagebild.ledger.comments import Comment, Moderated, State
from lagebild.ledger.datings import Dated
from lagebild.ledger.decisions import Decision
from lagebild.ledger.doings import ANY, Doing, Telling
from lagebild.ledger.filters import ALL, Filters
from lagebild.ledger.index import Index
from lagebild.ledger.origins import origin_of
from lagebild.ledger.problem import Problem
from lagebild.ledger.query import Derivation, Hit
from lagebild.ledger.rebuild import rebuild
from lagebild.ledger.review import Judged, Kind
from lagebild.ledger.rows import indexed
from lagebild.ledger.store import Progress, Store, connect, no_progress
from lagebild.ledger.summary import Summary, summary
from lagebild.ledger.talks import Answered, Tally
from lagebild.ledger.ties import Tie
from lagebild.ledger.transfer import Origin, Taken
from lagebild.types import Article, Entry, Reading

Thing = TypeVar("Thing")

_AT_HAND = 32  # answers


def open_ledger(place: Path | str | None = None, *, create: bool = True, only_read: bool = False) -> Ledger:
    """Opens the ledger at a path or an address (postgresql://…), or a new one in memory; raises LedgerError.

    With `create` False the ledger has to be there, and may be read-only. With `only_read` nothing can be changed
    through what is returned.
    """
    store = connect(place, create=create and not only_read)
    if only_read:
        with store.told():
            store.only_read()
    return Ledger(store)


class Ledger:
    """An append-only store of readings; every method raises LedgerError where the database cannot be used.

    Queries see the newest reading of each page; `derivations` lists the older ones, which stay.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._index = Index(store)
        self._mark: object = None  # the state that the answers at hand belong to
        self._at_hand: dict[object, Any] = {}

    def __enter__(self) -> Ledger:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def name(self) -> str:
        """What messages call the ledger."""
        return self._store.name

    def close(self) -> None:
        """Lets go of the database."""
        self._store.close()

    def add(self, reading: Reading) -> bool:
        """Stores a reading, whole or not at all; False where the same one is there already, and nothing changes."""
        with self._store.told():
            return write.add(self._store, self._index, reading)

    def add_all(self, readings: Sequence[Reading]) -> list[bool]:
        """Adds several readings at once, all or none; for each, whether it was new. Returns when the disk has them all.

        Quicker than one by one: the disk is waited for once.
        """
        with self._store.told():
            return write.add_all(self._store, self._index, readings)

    def decide(
        self,
        kind: Kind,
        target: str,
        *,
        who: str,
        reason: str,
        other: str | None = None,
        cell: str | None = None,
        content: str | None = None,
        seen: int | None = None,
    ) -> Decision:
        """Adds what a reader decided, with a name and a reason; raises UsageError where it cannot be.

        `target` and `other` are addresses (`lage:claim/…`) or beginnings of ids. See `Decision` for `cell` and
        `content`. `seen` is the `state` on which it was decided: MeanwhileError where that has changed.
        """
        given = {"who": who, "reason": reason, "other": other, "cell": cell, "content": content, "seen": seen}
        with self._store.told():
            return review.decide(self._store, self._index, kind, target, **given)  # type: ignore[arg-type]

    def decisions(
        self, *, limit: int = 50, skip: int = 0, who: str | None = None, kind: str | None = None
    ) -> list[Judged]:
        """What readers decided, the latest first; of one reader or one kind; without the first `skip`."""
        with self._store.told():
            return review.latest(self._store, limit=limit, skip=skip, who=who, kind=kind)

    def decision(self, beginning: str) -> Judged:
        """The decision whose id begins like this; raises UsageError where there is not one."""
        with self._store.told():
            return review.one(self._store, beginning)

    def state(self, targets: Iterable[str]) -> int:
        """How many decisions were made about some addresses, with those that undo others."""
        with self._store.told():
            return review.state(self._store, targets)

    def reliabilities(self, voices: Iterable[str]) -> dict[str, SourceGrade]:
        """How reliable readers decided that some voices are, by their keys; none for those of whom nobody did."""
        with self._store.told():
            found = decisions.reliabilities(self._store, map(indexed, voices))
        return {key: SourceGrade(mark, reason, is_set=True) for key, (mark, reason) in found.items()}

    def readers(self) -> list[str]:
        """Who has decided something, by name."""
        with self._store.told():
            return review.readers(self._store)

    def address_of(self, given: str, kinds: Sequence[str] = review.THINGS) -> str:
        """The whole address of what an address, or the beginning of an id, means; raises UsageError.

        A beginning is taken for one of the first of the `kinds`.
        """
        with self._store.told():
            return review.address_of(self._store, given, kinds)

    def decisions_about(self, targets: Iterable[str]) -> dict[str, list[Judged]]:
        """What readers decided about some addresses, the oldest first, by address; what was undone too."""
        with self._store.told():
            return review.about(self._store, targets)

    # --- comments of readers ----------------------------------------------------------------------------------

    def comment(self, comment: Comment, email: str) -> bool:
        """Stores a comment, which waits until somebody approves it; False where the same one is there already.

        Raises UsageError where something is wrong with it. The address is kept apart: see `email_of`.
        """
        return comments.send(self._store, comment, email)

    def comments(self, *, state: State | None = None, limit: int = 50, skip: int = 0) -> list[Moderated]:
        """Comments with what was decided about them, the latest first; of one state; without the first `skip`."""
        with self._store.told():
            return comments.moderated(self._store, state=state, limit=limit, skip=skip)

    def comments_about(self, targets: Iterable[str]) -> dict[str, list[Comment]]:
        """The approved comments about some addresses, the oldest first, by address."""
        with self._store.told():
            return comments.about(self._store, targets)

    def moderated(self, identity: str) -> Moderated | None:
        """The comment with this id, and what was decided about it."""
        with self._store.told():
            return comments.one(self._store, identity)

    def comment_counts(self) -> dict[State, int]:
        """How many comments are pending, approved, rejected."""
        with self._store.told():
            return comments.counts(self._store)

    def email_of(self, identity: str) -> str | None:
        """Where the writer of a comment can be answered; for the page on which a desk decides, and nothing else."""
        with self._store.told():
            return comments.email_of(self._store, identity)

    def forget_email(self, beginning: str) -> bool:
        """Takes away the e-mail of who wrote a comment, for good; False where there is none.

        Raises UsageError where no comment's id begins like this.
        """
        with self._store.told():
            address = review.address_of(self._store, beginning, ("comment",))
            return comments.forget(self._store, address.removeprefix("lage:comment/"))

    # --- what was read ----------------------------------------------------------------------------------------

    def entries(self, filters: Filters = ALL) -> Iterator[Entry]:
        """The claims that fit, oldest publication first, in the order of the text."""
        return self._told(query.entries(self._store, filters))

    def readings(self, filters: Filters = ALL) -> Iterator[Reading]:
        """The newest reading of each page, whole; with filters those that hold a claim that fits."""
        return self._told(query.readings(self._store, filters))

    def articles(self, filters: Filters = ALL) -> Iterator[Article]:
        """The articles; with filters those that hold a claim that fits."""
        return self._told(query.articles(self._store, filters))

    def derivations(self, article_id: str) -> Iterator[Derivation]:
        """All readings of an article that were ever added, the oldest first."""
        return self._told(query.derivations(self._store, article_id))

    def search(self, words: str, filters: Filters = ALL, *, limit: int = 20) -> list[Hit]:
        """The claims that fit the words best, then articles that hold them elsewhere."""
        with self._store.told(), self._store.snapshot():
            return query.search(self._store, words, filters, limit)

    def find(self, beginning: str) -> Entry:
        """The claim whose id begins like this; raises UsageError where there is none or more than one."""
        with self._store.told(), self._store.snapshot():
            return query.find(self._store, beginning)

    def counts(self) -> tuple[int, int]:
        """How many articles and how many claims are in force."""
        with self._store.told():
            return query.counts(self._store)

    def propositions(self, filters: Filters = ALL, *, limit: int = 50, order: Order = "origins") -> list[Gathered]:
        """What several claims say, with a claim that fits, those with most origins first."""
        with self._store.told():
            return answers.propositions(self._store, filters, limit=limit, order=order)

    def proposition(self, beginning: str, *, limit: int = 500) -> tuple[Gathered, tuple[Membership, ...]]:
        """The proposition whose id begins like this, with its claims, the earliest first and at most so many.

        Raises UsageError where there is not one.
        """
        with self._store.told():
            found = answers.proposition(self._store, beginning)
            return found, answers.members(self._store, found.seq, limit=limit)

    def sources(
        self, filters: Filters = ALL, *, limit: int = 50, habits: int | None = None, skip: int = 0
    ) -> list[Speaking]:
        """Who speaks in the claims that fit, those in most articles first.

        Where no filters are: with `habits` at most so many forms, acts, outlets and voices that each leans on, with
        `skip` those after the first so many.
        """
        with self._store.told(), self._store.snapshot():
            if filters != ALL:
                return voicing.sources(self._store, filters, limit=limit)
            key = ("sources", limit, habits, skip)
            return list(self._once(key, lambda: voicing.sources(self._store, limit=limit, habits=habits, skip=skip)))

    def origins(self, filters: Filters = ALL, *, limit: int = 50) -> list[Speaking]:
        """Whom the claims that fit go back to: known actors, then outlets and agencies, last who is not named."""
        with self._store.told(), self._store.snapshot():
            return voicing.origins(self._store, filters, limit=limit)

    def quantities(self, filters: Filters = ALL, *, limit: int = 20, each: int = 60) -> list[list[Entry]]:
        """The claims with the latest figures (at most `each`) of each of the quantities that most articles give."""
        with self._store.told():
            return answers.quantities(self._store, filters, limit=limit, each=each)

    def changes(self, since: str, filters: Filters = ALL, *, limit: int = 50) -> list[Change]:
        """Pages that came in since a day, were read again, or have another text now, the latest first."""
        with self._store.told():
            return changes.changes(self._store, since, filters, limit=limit)

    def links(self, filters: Filters = ALL, *, kinds: Iterable[str] = (), limit: int = 50) -> list[Link]:
        """Disputes, revisions, denials, confirmations and retractions, the latest first; of some kinds, or of all."""
        with self._store.told():
            return answers.links(self._store, filters, kinds=kinds, limit=limit)

    def deeds(
        self, filters: Filters = ALL, doing: Doing = ANY, *, limit: int | None = 50, order: doings.Order = "origins"
    ) -> list[Deed]:
        """What was done, each deed once however many reports tell it; with None for `limit` all of it.

        `filters.actor` means a party of the deed, or its side, and `filters.when` the days on which it can have been
        done; the other filters ask for a claim that tells it. `order`: most origins first, the latest, the earliest.
        """
        with self._store.told(), self._store.snapshot():
            return doings.deeds(self._store, filters, doing, limit=limit, order=order)

    def deed(self, beginning: str, *, limit: int = 500) -> tuple[Deed, tuple[Telling, ...]]:
        """The deed whose id begins like this, with its reports, the earliest first and at most so many.

        Raises UsageError where there is not one.
        """
        with self._store.told(), self._store.snapshot():
            found = doings.deed(self._store, beginning)
            return found, doings.tellings(self._store, found.seq, limit=limit)

    def dated(self, entries: Iterable[Entry]) -> dict[datings.Key, Dated]:
        """The events of some claims by article, claim and place in it: which deed, on which days, and which other days
        reports of that deed name."""
        with self._store.told(), self._store.snapshot():
            return datings.dated(self._store, entries)

    def actor_ties(
        self, filters: Filters = ALL, doing: Doing = ANY, *, limit: int = 50, alliances: Sequence[Alliance] = ()
    ) -> list[Tie]:
        """Who did what toward whom, the pairs with most deeds first; filters as for `deeds`.

        With `alliances` their members are one side on the days on which they belong to it; the first that holds counts.
        """
        with self._store.told(), self._store.snapshot():
            if filters != ALL or alliances:
                return ties.ties(self._store, filters, doing, limit=limit, alliances=alliances)
            return list(self._once(("ties", doing, limit), lambda: ties.ties(self._store, ALL, doing, limit=limit)))

    def tie_deeds(
        self, found: Iterable[Tie], filters: Filters = ALL, doing: Doing = ANY, *, limit: int | None = 50
    ) -> list[list[Deed]]:
        """The deeds that each of some ties was counted from, the latest first; filters as they were for the ties."""
        with self._store.told(), self._store.snapshot():
            return ties.of_ties(self._store, found, filters, doing, limit=limit)

    def evidence(self, found: Iterable[Gathered]) -> dict[str, Evidence]:
        """What is known for and against some propositions, by their ids."""
        with self._store.told():
            ids = {one.seq: one.id for one in found}
            return {ids[seq]: known for seq, known in standing.evidence(self._store, ids).items()}

    def matches(self, members: Sequence[Membership]) -> dict[str, Match]:
        """Why claims of a proposition were found to say the same, by their ids; none for the first and for readers'."""
        with self._store.told():
            ids = {member.seq: member.entry.claim.id for member in members}
            return {ids[seq]: match for seq, match in standing.matches(self._store, members).items()}

    def talk(self, filters: Filters = ALL, *, codes: Iterable[str] = (), limit: int = 50) -> list[Answered]:
        """Who calls something an escalation or a first, the latest first; of some codes (`compare.talk`), or of all."""
        with self._store.told(), self._store.snapshot():
            return talks.talk(self._store, filters, codes=codes, limit=limit)

    def tallies(self, filters: Filters = ALL) -> list[Tally]:
        """How often each code of talk is put in which way: claims, articles, speakers."""
        with self._store.told():
            return talks.tallies(self._store, filters)

    def coverage(self, filters: Filters = ALL) -> dict[date, int]:
        """How many different things were said in what came out on each day (what several say counts once).

        Only filters on articles count: language, outlet, since, until. It goes through all claims, so that the last
        answer is kept for as long as the ledger stays as it was.
        """
        with self._store.told(), self._store.snapshot():
            asked = coverage.of_pages(filters)
            return dict(self._once(("coverage", asked), lambda: coverage.coverage(self._store, filters)))

    def covered(self, filters: Filters = ALL) -> int:
        """How many articles were read, of those that the filters on articles choose."""
        with self._store.told():
            return coverage.articles(self._store, filters)

    def unanswered(self, filters: Filters = ALL, *, limit: int = 50) -> list[Entry]:
        """Denials and what authors contradict, where no link tells which other claim is meant; the latest first."""
        with self._store.told():
            return standing.unanswered(self._store, filters, limit=limit)

    def _once(self, key: object, ask: Callable[[], Thing]) -> Thing:
        """An answer that many pages ask for alike, asked for once in each state of the ledger; inside of a snapshot."""
        if (mark := self._store.mark()) != self._mark or len(self._at_hand) >= _AT_HAND:
            self._mark = mark
            self._at_hand.clear()
        if key not in self._at_hand:
            self._at_hand[key] = ask()
        found: Thing = self._at_hand[key]
        return found

    def mark(self) -> tuple[int, ...]:
        """Numbers that tell two states of the ledger apart: while they stay the same, so does every answer."""
        with self._store.told():
            return self._store.mark()

    @property
    def browse(self) -> Browse:
        """One thing by its key, with what stands around it: every answer is bounded."""
        return Browse(self._store)

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """All questions inside see the ledger as it is at the first of them, whatever others write meanwhile."""
        with self._store.told(), self._store.snapshot():
            yield

    # --- the whole of it --------------------------------------------------------------------------------------

    def summary(self) -> Summary:
        """What the ledger holds, in numbers."""
        with self._store.told():
            return summary(self._store)

    def check(self, progress: Progress = no_progress) -> Iterator[Problem]:
        """All that is wrong with the ledger, nothing where it is sound; `progress` is told things done and to do."""
        return self._told(check(self._store, progress))

    def rebuild(self, progress: Progress = no_progress) -> int:
        """Makes the index anew from the facts, whole or not at all; returns the number of readings.

        Raises DataFileError too, where a reading is damaged.
        """
        with self._store.told():
            return rebuild(self._store, self._index, progress)

    def export(self, progress: Progress = no_progress) -> Iterator[bytes]:
        """The whole ledger as lines of JSON in UTF-8, each with its line end (docs/ledger.md)."""
        return self._told(transfer.lines(self._store, progress))

    def take(self, place: Path | str, progress: Progress = no_progress) -> Taken:
        """Brings in all that an exported file or another ledger (a path, an address, an older file) holds.

        What is there already is passed over. All is proven before the first row is written; raises DataFileError,
        or LedgerError, with the line or the reading that is wrong, and nothing was written then.
        """
        with origin_of(place) as origin:
            transfer.prove(origin)
            return self.bring(origin, progress)

    def bring(self, origin: Origin, progress: Progress = no_progress) -> Taken:
        """Brings in all that a proven origin holds."""
        with self._store.told():
            return transfer.bring(self._store, self._index, origin, progress)

    def _told(self, things: Iterable[Thing]) -> Iterator[Thing]:
        with self._store.told():
            yield from things
