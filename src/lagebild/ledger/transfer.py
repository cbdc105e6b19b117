"""Takes a whole ledger out as JSON lines, and takes one in again: from such a file, or straight from another ledger.

The first line names the format and its version; then come the readings and decisions in the order in which they were
added, then readers' comments by their time, without the e-mails of their writers; the last line has the numbers of all
and the SHA-256 over all lines before it, so that a file that was cut off or
changed is told from a whole one. Everything is proven before the first row is written.
"""

from __future__ import annotations

import hashlib
import json
from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, NoReturn

from lagebild import contract
from lagebild.errors import DataFileError, LagebildError, LedgerError
from lagebild.ledger import comments, decisions, review, write
from lagebild.ledger.comments import Comment
from lagebild.ledger.decisions import Decision
from lagebild.ledger.facts import Fact, Proven, proven, steps
from lagebild.ledger.index import Index
from lagebild.ledger.store import Progress, Store, no_progress

FORMAT = "lagebild-ledger"
#: A ledger without comments is written as the first version, which older programs can read.
VERSION, PLAIN = 2, 1
#: So many facts are written in one transaction: others are let in between, and an interruption loses no more.
TOGETHER = 100


@dataclass(frozen=True, slots=True)
class Taken:
    """What an import brought: readings, decisions and comments that were new, and those that the ledger had already."""

    readings: int
    decisions: int
    readings_there: int
    decisions_there: int
    comments: int = 0
    comments_there: int = 0


#: What comes out of an origin.
Told = Proven | Decision | Comment


class Origin(ABC):
    """Where a whole ledger can be taken from. `size` is what progress is counted in: bytes, or facts."""

    name: str
    size: int

    @abstractmethod
    def facts(self) -> Iterator[tuple[int, Told]]:
        """Every fact, proven, in the order in which they came, each with how much of `size` is done.

        Raises DataFileError or LedgerError that says where and what is wrong.
        """


def lines(store: Store, progress: Progress = no_progress) -> Iterator[bytes]:
    """A whole ledger as the lines of a file, each with its line end; raises LedgerError where a fact is damaged."""
    made = hashlib.sha256()
    readings = judged = written = 0

    def line(content: Any) -> bytes:
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False) + "\n"
        return text.encode("utf-8")

    def counted(content: Any) -> bytes:
        made.update(shown := line(content))
        return shown

    with store.snapshot():
        total = store.number("SELECT count(*) FROM readings")
        has_comments = store.one("SELECT 1 FROM comments LIMIT 1") is not None
        yield counted({"format": FORMAT, "version": VERSION if has_comments else PLAIN})
        for fact in steps(store):
            if isinstance(fact, Fact):
                readings += 1
                _unchanged(store, fact.id, contract.identifier(fact.content))
                yield counted({"reading": fact.content, "added": fact.added})
                progress(readings, total)
            else:
                judged += 1
                _unchanged(store, fact.id, fact.decision.id)
                yield counted({"decision": decisions.to_json(fact.decision)})
        for identifier, comment in comments.every(store):
            written += 1
            _unchanged(store, identifier, comment.id)
            yield counted({"comment": comments.to_json(comment)})
        more = {"comments": written} if has_comments else {}
        yield line({"readings": readings, "decisions": judged, **more, "sha256": made.hexdigest()})


def _unchanged(store: Store, identifier: str, found: str) -> None:
    """What is not what it was is not handed on as if it were."""
    if identifier != found:
        raise LedgerError(f"{store.name}: entry {identifier} was changed; see lagebild ledger check")


def prove(origin: Origin, progress: Progress = no_progress) -> None:
    """Goes through all that an origin holds; raises DataFileError or LedgerError that says where and what is wrong."""
    known: set[str] = set()
    for done, fact in origin.facts():
        if isinstance(fact, Decision):
            if fact.undoes is not None and fact.undoes not in known:
                raise DataFileError(f"{origin.name}: decision {fact.id} undoes {fact.undoes}, which is not before it")
            known.add(fact.id)
        progress(done, origin.size)


def bring(store: Store, index: Index, origin: Origin, progress: Progress = no_progress) -> Taken:
    """Writes all that a proven origin holds; what is there already is passed over.

    It is written in steps, so that an import that was interrupted is completed by the same call.
    """
    found: dict[str, int] = {}
    facts = origin.facts()
    while batch := list(islice(facts, TOGETHER)):
        try:
            with store.writing():
                for _, fact in batch:
                    name = _kind(fact) if _put(store, index, fact) else f"{_kind(fact)}_there"
                    found[name] = found.get(name, 0) + 1
        except BaseException:
            index.forget()
            raise
        progress(batch[-1][0], origin.size)
    return Taken(**(dict.fromkeys(("readings", "decisions", "readings_there", "decisions_there"), 0) | found))


def _kind(fact: Told) -> str:
    return "readings" if isinstance(fact, Proven) else "decisions" if isinstance(fact, Decision) else "comments"


def _put(store: Store, index: Index, fact: Told) -> bool:
    if isinstance(fact, Decision):
        return review.enter(store, index, fact)
    if isinstance(fact, Comment):
        return comments.put(store, fact)
    return write.put(store, index, fact.reading, fact.content, fact.id, fact.added)


class Lines(Origin):
    """A file of JSON lines that `lines` made."""

    def __init__(self, path: Path) -> None:
        self.name = str(path)
        self._path = path
        try:
            self.size = path.stat().st_size
        except OSError as error:
            raise DataFileError(f"{path} cannot be read: {error.strerror or error}") from error

    def facts(self) -> Iterator[tuple[int, Told]]:
        """The facts line by line; a file that is not whole ends in an error."""
        number = 0
        try:
            with self._path.open("rb") as file:
                made, counts, done = hashlib.sha256(), {"readings": 0, "decisions": 0, "comments": 0}, 0
                for number, line in enumerate(file, 1):
                    content = _object(line)
                    done += len(line)
                    if number == 1:
                        _check_header(content)
                    elif "sha256" in content:
                        _check_end(content, counts, made.hexdigest())
                        if file.read(1):
                            _refuse("more follows after the last line")
                        return
                    else:
                        fact = _fact(content)
                        counts[_kind(fact)] += 1
                        yield done, fact
                    made.update(line)
                number += 1
                _refuse("the file ends before its last line, so that it is not whole; take it from where it was made")
        except OSError as error:
            raise DataFileError(f"{self.name} cannot be read: {error.strerror or error}") from error
        except LagebildError as error:
            raise DataFileError(f"{self.name}, line {number}: {error}") from error


class Other(Origin):
    """Another ledger of this kind."""

    def __init__(self, store: Store) -> None:
        self.name = store.name
        self._store = store
        with store.told():
            self.size = store.number(
                "SELECT (SELECT count(*) FROM readings) + (SELECT count(*) FROM decisions)"
                " + (SELECT count(*) FROM comments)"
            )

    def facts(self) -> Iterator[tuple[int, Told]]:
        """The facts of the other ledger."""
        try:
            with self._store.told():
                yield from enumerate(self._each(), 1)
        except DataFileError as error:
            raise DataFileError(f"{self.name}: {error}; see lagebild ledger check") from error

    def _each(self) -> Iterator[Told]:
        for fact in steps(self._store):
            if isinstance(fact, Fact):
                yield proven(fact.content, fact.id, fact.added)
            else:
                yield decisions.from_json({**decisions.to_json(fact.decision), "id": fact.id})
        for identifier, comment in comments.every(self._store):
            yield comments.from_json({**comments.to_json(comment), "id": identifier})


def _object(line: bytes) -> dict[str, Any]:
    if not line.endswith(b"\n"):
        _refuse("the line is cut off, so that the file is not whole; take it from where it was made")
    try:
        content = json.loads(line.decode("utf-8"), parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise DataFileError(f"this is no line of JSON: {error}") from error
    if not isinstance(content, dict):
        _refuse("an object is expected")
    return content


def _no_number(word: str) -> NoReturn:
    raise ValueError(f"{word} is no number")


def _check_header(content: dict[str, Any]) -> None:
    version = content.get("version")
    if content.get("format") != FORMAT or not isinstance(version, int):
        _refuse("this is no exported ledger: its first line names no format; make one with: lagebild ledger export")
    if version > VERSION:
        _refuse(f"written by a newer Lagebild (format {version}; this one knows {VERSION}); update Lagebild")


def _check_end(content: dict[str, Any], counts: dict[str, int], made: str) -> None:
    if content["sha256"] != made:
        _refuse("the lines before were changed: their SHA-256 is not the one that stands here")
    if any(content.get(name, 0 if name == "comments" else None) != number for name, number in counts.items()):
        readings, judged, written = counts.values()
        _refuse(f"{readings} readings, {judged} decisions and {written} comments stand before, not as many as here")


def _fact(content: dict[str, Any]) -> Told:
    if "reading" in content:
        made = proven(content["reading"], None, content.get("added"))
        _encodable(content)
        return made
    if "decision" in content:
        _encodable(content)
        return decisions.from_json(content["decision"])
    if "comment" in content:
        _encodable(content)
        return comments.from_json(content["comment"])
    raise DataFileError("neither a reading nor a decision nor a comment")


def _encodable(content: Any) -> None:
    try:
        json.dumps(content, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError as error:
        raise DataFileError(f"half a character (a lone surrogate): {error}") from error


def _refuse(message: str) -> NoReturn:
    raise DataFileError(message)
