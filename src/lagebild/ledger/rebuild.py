"""Makes the index anew from the facts, in the order in which they came: in one transaction, or not at all."""

from __future__ import annotations

from lagebild import __version__
from lagebild.ledger.facts import Fact, proven, steps
from lagebild.ledger.index import Index
from lagebild.ledger.review import take_effect
from lagebild.ledger.store import Progress, Store, no_progress
from lagebild.ledger.write import enforce, now


def rebuild(store: Store, index: Index, progress: Progress = no_progress) -> int:
    """Empties the index and does again all that filled it; returns the number of readings.

    What was replaced is put in force and taken out again, so that the rows get the numbers that they had. Readers see
    the old index until all is done. Raises LedgerError or DataFileError where a fact is damaged; the index then stays.
    """
    total, done = store.number("SELECT count(*) FROM readings"), 0
    try:
        with store.writing():
            index.forget()
            index.as_decided_until(0)
            store.clear()
            for fact in steps(store):
                if isinstance(fact, Fact):
                    reading = proven(fact.content, fact.id, fact.added).reading
                    enforce(store, index, fact.seq, fact.article, reading, fact.added)
                    done += 1
                    progress(done, total)
                else:
                    index.as_decided_until(fact.seq)
                    take_effect(store, index, fact.decision, until=fact.seq)
            store.many("INSERT INTO rebuilds (made, version) VALUES (?, ?)", [(now(), __version__)])
    finally:
        index.forget()
        index.as_decided_until(None)
    return done
