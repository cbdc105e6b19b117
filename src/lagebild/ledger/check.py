"""Proves that a ledger is sound: every fact says what it said, and the index is what would be written from the facts.

`CHECKS` lists the checks; whoever adds a table to the index adds a function there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from lagebild import contract
from lagebild.errors import DataFileError, LedgerError
from lagebild.ledger import comments
from lagebild.ledger.decisions import every
from lagebild.ledger.deed_tally import COLUMNS, tie_of
from lagebild.ledger.deed_tally import tally as tally_of_deed
from lagebild.ledger.facts import joined, proven
from lagebild.ledger.gathering import tally
from lagebild.ledger.packed import page_of, unpack
from lagebild.ledger.packs import SIZE, unpacked
from lagebild.ledger.page_check import pages
from lagebild.ledger.problem import Problem, Step, broken, stale
from lagebild.ledger.rows import indexed
from lagebild.ledger.store import Progress, Row, Store, no_progress
from lagebild.types import Article

Check = Callable[[Store, Step], Iterator[Problem]]


def check(store: Store, progress: Progress = no_progress) -> Iterator[Problem]:
    """Everything that is wrong with a ledger, seen as it is at the first question; nothing where it is sound."""
    with store.told(), store.snapshot():
        total = store.number(
            "SELECT (SELECT count(*) FROM articles) + (SELECT count(*) FROM readings) + (SELECT count(*) FROM current)"
            " + (SELECT count(*) FROM propositions)"
        )
        done = 0

        def step() -> None:
            nonlocal done
            done += 1
            progress(done, total)

        for one in CHECKS:
            yield from _goes_on(store, one, step)


def _goes_on(store: Store, one: Check, step: Step) -> Iterator[Problem]:
    """The problems of one check; where the database cannot go on, that is the last of them."""
    try:
        with store.told():
            yield from one(store, step)
    except LedgerError as error:
        yield broken(f"the check of {(one.__doc__ or '').partition(':')[0].lower()}", f"cannot be completed: {error}")


def _database(store: Store, _: Step) -> Iterator[Problem]:
    """The database: its own checks."""
    yield from (broken("the database", fault) for fault in store.faults())


def _articles(store: Store, step: Step) -> Iterator[Problem]:
    """Articles: each unpacks; digest, id and page are those of its content; something was read from each."""
    question = "SELECT a.seq, a.digest, a.id, a.page, a.body FROM articles a ORDER BY a.seq"
    for seq, digest, identifier, page, body in store.each(question):
        step()
        what = f"article {identifier} (row {seq})"
        try:
            content = unpack(body)
            article = contract.article_from_json(content)
            found = contract.identifier(content)
        except (LedgerError, DataFileError, ValueError) as error:
            yield broken(what, f"cannot be unpacked: {error}")
            continue
        wanted = (("digest", digest, found), ("id", identifier, indexed(article.id)), ("page", page, _page(article)))
        for name, held, right in wanted:
            if held != right:
                yield broken(what, f"its {name} is {held!r}, but its content says {right!r}")
    question = (
        "SELECT a.seq, a.id FROM articles a WHERE NOT EXISTS (SELECT 1 FROM readings r WHERE r.article = a.seq)"
        " ORDER BY a.seq"
    )
    for seq, identifier in store.each(question):
        yield broken(f"article {identifier} (row {seq})", "no reading belongs to it")


def _page(article: Article) -> str:
    return indexed(page_of(article))


def _readings(store: Store, step: Step) -> Iterator[Problem]:
    """Readings: each parses by the contract, span for span, and its id is that of its content."""
    question = (
        "SELECT r.seq, r.id, r.reader, r.version, r.added, a.body, r.body FROM readings r"
        " LEFT JOIN articles a ON a.seq = r.article ORDER BY r.seq"
    )
    for seq, identifier, reader, version, added, body, packed in store.each(question):
        step()
        what = f"reading {identifier} (row {seq})"
        if body is None:
            yield broken(what, "its article is not there")
            continue
        try:
            made = proven(joined(unpack(body), unpack(packed)), identifier, added)
        except (LedgerError, DataFileError, KeyError, TypeError, ValueError) as error:
            yield broken(what, f"does not hold what it held: {error}")
            continue
        for name, held, right in (
            ("reader", reader, indexed(made.reading.reader)),
            ("version", version, indexed(made.reading.version)),
        ):
            if held != right:
                yield broken(what, f"its {name} is {held!r}, but its content says {right!r}")


def _decisions(store: Store, _: Step) -> Iterator[Problem]:
    """Decisions: the id of each is that of its content; what it undoes, and the reading that it follows, are there."""
    last = store.number("SELECT coalesce(max(seq), 0) FROM readings")
    undone: dict[int, int] = dict(store.ask("SELECT d.seq, d.undoes FROM decisions d WHERE d.undoes IS NOT NULL"))
    made: set[int] = set()
    for kept in every(store):
        what = f"decision {kept.id} (row {kept.seq})"
        if kept.id != kept.decision.id:
            yield broken(what, f"was changed: the identifier of its content is {kept.decision.id}")
        if kept.seq in undone and undone[kept.seq] not in made:
            yield broken(what, f"undoes the decision of row {undone[kept.seq]}, which is not before it")
        if not 0 <= kept.after <= last:
            yield broken(what, f"follows the reading of row {kept.after}, which is not there")
        made.add(kept.seq)


def _comments(store: Store, _: Step) -> Iterator[Problem]:
    """Comments: the id of each is that of its content; each address belongs to one."""
    for identifier, comment in comments.every(store):
        if identifier != comment.id:
            what = f"was changed: the identifier of its content is {comment.id}"
            yield broken(f"comment {identifier}", what)
    lost = store.number(
        "SELECT count(*) FROM comment_addresses e WHERE NOT EXISTS (SELECT 1 FROM comments c WHERE c.seq = e.comment)"
    )
    if lost:
        yield broken("table comment_addresses", f"{lost} rows point at comments that are not there")


def _in_force(store: Store, _: Step) -> Iterator[Problem]:
    """What is in force: the reading of each page that was added last, and nothing else."""
    newest: dict[str, tuple[str, int]] = {}
    question = "SELECT a.page, r.added, r.seq FROM readings r JOIN articles a ON a.seq = r.article"
    for page, added, seq in store.each(question):
        newest[page] = max(newest.get(page, ("", 0)), (added, int(seq)))
    held = {page: int(reading) for page, reading in store.each("SELECT page, reading FROM current")}
    for page in sorted({*newest, *held}):
        wanted = newest[page][1] if page in newest else None
        if held.get(page) != wanted:
            there = f"the reading of row {held[page]}" if page in held else "no reading"
            yield stale(f"page {page}", f"{there} is in force instead of that of row {wanted}")


_VOICES = """
SELECT v.key, v.claims, v.articles, v.denials, v.ends, coalesce(s.claims, 0), coalesce(s.articles, 0),
       coalesce(s.denials, 0), coalesce(e.ends, 0)
FROM voices v
LEFT JOIN (SELECT speaker, count(*) AS claims, count(DISTINCT reading) AS articles,
                  sum(CASE WHEN act = 'deny' THEN 1 ELSE 0 END) AS denials FROM claims GROUP BY speaker) s
  ON s.speaker = v.seq
LEFT JOIN (SELECT origin, count(*) AS ends FROM claims GROUP BY origin) e ON e.origin = v.seq
ORDER BY v.seq"""
_OUTLETS = """
SELECT o.key, o.articles, o.claims, coalesce(u.articles, 0), coalesce(c.claims, 0)
FROM outlets o
LEFT JOIN (SELECT outlet, count(*) AS articles FROM current GROUP BY outlet) u ON u.outlet = o.seq
LEFT JOIN (SELECT u.outlet, count(*) AS claims FROM current u JOIN claims c ON c.reading = u.reading
           GROUP BY u.outlet) c ON c.outlet = o.seq
ORDER BY o.seq"""


def _tallies(store: Store, _: Step) -> Iterator[Problem]:
    """Tallies: voices and outlets count what the claims in force count."""
    for what, question, names in (
        ("voice", _VOICES, ("claims", "articles", "denials", "ends")),
        ("outlet", _OUTLETS, ("articles", "claims")),
    ):
        for key, *numbers in store.each(question):
            yield from _miscounted(f"{what} {str(key).strip()!r}", names, numbers)
    for key, kind, held, right in store.each(_HABITS):
        yield from _miscounted(f"voice {str(key).strip()!r}", (f"claims by {kind}",), (held, right))


_HABITS = """
SELECT v.key, h.kind, h.claims, coalesce(c.claims, 0) FROM habits h JOIN voices v ON v.seq = h.voice
LEFT JOIN (
  SELECT speaker AS voice, 'form' AS kind, form AS value, count(*) AS claims FROM claims GROUP BY speaker, form
  UNION ALL SELECT speaker, 'act', act, count(*) FROM claims GROUP BY speaker, act
  UNION ALL SELECT c.speaker, 'outlet', CAST(u.outlet AS TEXT), count(*) FROM claims c
    JOIN current u ON u.reading = c.reading GROUP BY c.speaker, u.outlet
  UNION ALL SELECT c.origin, 'reach', CAST(u.outlet AS TEXT), count(*) FROM claims c
    JOIN current u ON u.reading = c.reading GROUP BY c.origin, u.outlet
) c ON c.voice = h.voice AND c.kind = h.kind AND c.value = h.value
WHERE h.kind <> 'leans' ORDER BY v.key, h.kind, h.value"""


def _packs(store: Store, _: Step) -> Iterator[Problem]:
    """Packs: each holds the numbers, speakers, origins and manners of the claims of its page."""
    question = (
        "SELECT c.reading, c.seq, c.speaker, c.origin, m.seq, c.reading, u.outlet FROM claims c"
        " JOIN current u ON u.reading = c.reading LEFT JOIN manners m ON m.kind = c.kind AND m.form = c.form"
        " AND m.act = c.act AND m.factuality = c.factuality ORDER BY c.reading, c.position, c.seq"
    )
    claims = groupby(store.each(question), key=lambda row: int(row[0]))
    wanted = ((reading, [tuple(row[1:]) for row in rows]) for reading, rows in claims)
    waiting = next(wanted, None)
    pages = "SELECT u.reading, u.page, p.body FROM current u LEFT JOIN packs p ON p.reading = u.reading"
    for reading, page, body in store.each(f"{pages} ORDER BY u.reading"):
        right: list[tuple[int, ...]] = []
        if waiting is not None and waiting[0] == reading:
            right, waiting = waiting[1], next(wanted, None)
        if body is None or len(body) % SIZE or unpacked(bytes(body)) != right:
            yield stale(f"page {page}", "its claims are counted as what they are not")


def _propositions(store: Store, step: Step) -> Iterator[Problem]:
    """Propositions: each counts what its claims count, has two at least, and all but the first say whom they joined."""
    names = ("claims", "articles", "outlets", "origins", "identified", "denials", "first", "last")
    question = f"SELECT seq, id, {', '.join(names)} FROM propositions ORDER BY seq"
    for seq, identifier, *held in store.each(question):
        step()
        right = tally(store, int(seq))
        what = f"proposition {identifier}"
        for name, there, wanted in zip(names, held, right, strict=True):
            if there != wanted:
                yield stale(what, f"the index has {name} {there!r} instead of {wanted!r}")
        if int(right[0]) < 2:
            yield stale(what, f"holds {right[0]} claims")
    lost = store.number(
        "SELECT count(*) FROM claims c JOIN propositions p ON p.seq = c.proposition LEFT JOIN members m"
        " ON m.claim = c.seq WHERE CASE WHEN m.claim IS NULL THEN 1 ELSE 0 END"
        " <> CASE WHEN p.founder = c.seq THEN 1 ELSE 0 END"
    )
    if lost:
        yield stale("table members", f"{lost} claims of propositions do not say whom they joined, or say it twice")


def _deeds(store: Store, _: Step) -> Iterator[Problem]:
    """Deeds: each says what its tellings say, every event but speech is in one, and ties count those that are done."""
    ties: Counter[Row] = Counter()
    question = f"SELECT seq, id, type, {', '.join(COLUMNS)} FROM deeds ORDER BY seq"
    for seq, identifier, kind, *held in store.each(question):
        right, what = tally_of_deed(store, int(seq)), f"deed {identifier}"
        if right is None:
            yield stale(what, "nothing tells it")
            continue
        for name, there in zip(COLUMNS, held, strict=True):
            if there != (wanted := getattr(right, name)):
                yield stale(what, f"the index has {name} {there!r} instead of {wanted!r}")
        ties.update(tie_of(right.side, right.toward, str(kind), right.last, right.status))
    for fault, condition in (
        ("tell a deed of another type", "SELECT 1 FROM deeds d WHERE d.seq = e.deed AND d.type <> e.type"),
        ("are of an event without a deed", "SELECT 1 WHERE (e.deed IS NULL) <> (e.telling IS NULL)"),
        ("were filed by an older program", "SELECT 1 WHERE e.dating IS NULL"),
        (
            "say of only one of speaker and origin who tells them",
            "SELECT 1 WHERE (e.speaker IS NULL) <> (e.origin IS NULL)",
        ),
        ("do not go back to the home of their page", _HOMELESS),
    ):
        if lost := store.number(f"SELECT count(*) FROM events e WHERE EXISTS ({condition})"):
            yield stale("table events", f"{lost} rows {fault}")
    counted = {
        tuple(row[:4]): int(row[4]) for row in store.each("SELECT side, toward, type, month, deeds FROM tie_months")
    }
    for tie in sorted({*ties, *counted}):
        if counted.get(tie, 0) != ties[tie]:
            yield stale("table tie_months", f"counts {counted.get(tie, 0)} deeds for {tie}, but there are {ties[tie]}")


#: Of what the author of a page tells around a claim.
_HOMELESS = (
    "SELECT 1 FROM claims c JOIN current u ON u.reading = c.reading JOIN outlets h ON h.seq = u.home"
    " JOIN voices v ON v.seq = e.origin WHERE c.seq = e.claim AND v.key <> 'author:' || h.key"
)


def _sketches(store: Store, _: Step) -> Iterator[Problem]:
    """Sketches: every claim in force has one, and every page a signature."""
    for table, column, whole, key in (
        ("sketches", "claim", "claims", "seq"),
        ("signatures", "reading", "current", "reading"),
    ):
        lost = store.number(
            f"SELECT count(*) FROM {whole} y WHERE NOT EXISTS (SELECT 1 FROM {table} x WHERE x.{column} = y.{key})"
        )
        if lost:
            yield stale(f"table {table}", f"{lost} rows of {whole} have none")


def _quantities(store: Store, _: Step) -> Iterator[Problem]:
    """Quantities: each counts its figures and the articles that give them."""
    question = """
SELECT q.key, q.figures, q.articles, coalesce(f.figures, 0), coalesce(f.articles, 0) FROM quantities q
LEFT JOIN (SELECT f.quantity, count(*) AS figures, count(DISTINCT c.reading) AS articles FROM figures f
           JOIN claims c ON c.seq = f.claim GROUP BY f.quantity) f ON f.quantity = q.seq ORDER BY q.seq"""
    for key, *numbers in store.each(question):
        yield from _miscounted(f"quantity {key}", ("figures", "articles"), numbers)


def _miscounted(what: str, names: Sequence[str], numbers: Sequence[int]) -> Iterator[Problem]:
    for name, held, right in zip(names, numbers, numbers[len(names) :], strict=False):
        if int(held) != int(right):
            yield stale(what, f"counts {held} {name}, but there are {right}")


#: Which column of which table must find which column of which other one.
LINKS: tuple[tuple[str, str, str, str], ...] = (
    ("current", "reading", "readings", "seq"),
    ("current", "article", "articles", "seq"),
    ("current", "outlet", "outlets", "seq"),
    ("claims", "reading", "current", "reading"),
    ("claims", "speaker", "voices", "seq"),
    ("claims", "origin", "voices", "seq"),
    ("voices", "actor", "actors", "seq"),
    ("forms", "actor", "actors", "seq"),
    ("mentions", "actor", "actors", "seq"),
    ("mentions", "claim", "claims", "seq"),
    ("moments", "claim", "claims", "seq"),
    ("current", "home", "outlets", "seq"),
    ("actors", "same", "actors", "seq"),
    ("habits", "voice", "voices", "seq"),
    ("signatures", "reading", "current", "reading"),
    ("copy_keys", "reading", "current", "reading"),
    ("copies", "reading", "current", "reading"),
    ("copies", "original", "current", "reading"),
    ("packs", "reading", "current", "reading"),
    ("sketches", "claim", "claims", "seq"),
    ("claim_keys", "claim", "claims", "seq"),
    ("claims", "proposition", "propositions", "seq"),
    ("propositions", "founder", "claims", "seq"),
    ("members", "claim", "claims", "seq"),
    ("members", "against", "claims", "seq"),
    ("members", "decision", "decisions", "seq"),
    ("figures", "place", "actors", "seq"),
    ("talk", "claim", "claims", "seq"),
    ("links", "claim", "claims", "seq"),
    ("links", "other", "claims", "seq"),
    ("events", "actor", "actors", "seq"),
    ("events", "recipient", "actors", "seq"),
    ("events", "third", "actors", "seq"),
    ("events", "place", "actors", "seq"),
    ("events", "speaker", "voices", "seq"),
    ("events", "origin", "voices", "seq"),
    ("figures", "claim", "claims", "seq"),
    ("figures", "quantity", "quantities", "seq"),
    ("events", "claim", "claims", "seq"),
    ("events", "side", "actors", "seq"),
    ("events", "toward", "actors", "seq"),
    ("events", "deed", "deeds", "seq"),
    ("deed_keys", "claim", "claims", "seq"),
    ("deeds", "founder", "claims", "seq"),
    ("deeds", "actor", "actors", "seq"),
    ("deeds", "recipient", "actors", "seq"),
    ("deeds", "third", "actors", "seq"),
    ("deeds", "place", "actors", "seq"),
    ("deeds", "side", "actors", "seq"),
    ("deeds", "toward", "actors", "seq"),
    ("tie_months", "side", "actors", "seq"),
    ("tie_months", "toward", "actors", "seq"),
)


def _orphans(store: Store, _: Step) -> Iterator[Problem]:
    """Orphans: no row of the index points at a row that is not there, and words are searchable for what is in force."""
    for table, column, target, key in LINKS:
        lost = store.number(
            f"SELECT count(*) FROM {table} x WHERE x.{column} IS NOT NULL"
            f" AND NOT EXISTS (SELECT 1 FROM {target} y WHERE y.{key} = x.{column})"
        )
        if lost:
            yield stale(f"table {table}", f"{lost} rows point at rows of {target} that are not there")
    claims, texts = store.worded()
    for what, held, question in (
        ("claim", claims, "SELECT seq FROM claims"),
        ("page", texts, "SELECT reading FROM current"),
    ):
        wanted = {int(number) for (number,) in store.each(question)}
        for number in sorted(wanted - held):
            yield stale(f"{what} of row {number}", "its words cannot be searched")
        for number in sorted(held - wanted):
            yield stale(f"words of row {number}", f"no {what} in force has them")


CHECKS: tuple[Check, ...] = (
    _database,
    _articles,
    _readings,
    _decisions,
    _comments,
    _in_force,
    pages,
    _tallies,
    _sketches,
    _packs,
    _propositions,
    _deeds,
    _quantities,
    _orphans,
)
