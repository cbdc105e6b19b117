"""Readings -> ledger: append-only facts with an index over them, in a file or on a server."""

from lagebild.ledger.answers import Gathered, Link, Membership, Speaking
from lagebild.ledger.changes import Change
from lagebild.ledger.comments import Comment, Moderated
from lagebild.ledger.datings import Dated, DayTold
from lagebild.ledger.decisions import Decision
from lagebild.ledger.doings import ANY, Doing, Telling
from lagebild.ledger.filters import ALL, Filters
from lagebild.ledger.ledger import Ledger, open_ledger
from lagebild.ledger.problem import Problem
from lagebild.ledger.query import Derivation, Hit
from lagebild.ledger.review import Judged
from lagebild.ledger.summary import Summary
from lagebild.ledger.ties import Tie
from lagebild.ledger.transfer import Taken

__all__ = [
    "ALL",
    "ANY",
    "Change",
    "Comment",
    "Dated",
    "DayTold",
    "Decision",
    "Derivation",
    "Doing",
    "Filters",
    "Gathered",
    "Hit",
    "Judged",
    "Ledger",
    "Link",
    "Membership",
    "Moderated",
    "Problem",
    "Speaking",
    "Summary",
    "Taken",
    "Telling",
    "Tie",
    "open_ledger",
]
