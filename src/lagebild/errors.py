"""One tree of exceptions; a message names the thing, says what is wrong, and what to do or which choices are valid.

LagebildError
├── UsageError            a bad option, an unknown language, an unreadable date     exit code 2
│   ├── MeanwhileError    somebody else has decided about the same thing since it was looked at
│   └── CellError         a correction names no cell of its claim, or a value that the cell cannot hold
├── PageError             one page cannot be read; others may go on         exit code 2 alone, 1 among others
│   ├── FetchError        it cannot be had: missing file, no answer, too large
│   ├── NotAPageError     it is no page: a PDF, a picture, an empty file
│   └── NoArticleError    it is a page without an article: a login wall, an index
├── LedgerError           the ledger cannot be opened, is newer than this program, is damaged   exit code 2
├── DataFileError         a data file of ours or of the user's is wrong             exit code 2
└── WeightsError          the trained weights are missing or damaged                exit code 2
"""

from __future__ import annotations


class LagebildError(Exception):
    """Anything that Lagebild reports to its user in one line."""


class UsageError(LagebildError):
    """The call itself is wrong: an option, a date, a language."""


class MeanwhileError(UsageError):
    """A decision was made on a state that is no longer that of the ledger."""


class CellError(UsageError):
    """A correction that cannot be; `code` is what is wrong: cell, value (none), cannot."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class PageError(LagebildError):
    """One page cannot be read."""


class FetchError(PageError):
    """The page cannot be had."""


class NotAPageError(PageError):
    """What was given is no page of text."""


class NoArticleError(PageError):
    """The page holds no article."""


class LedgerError(LagebildError):
    """The ledger cannot be used."""


class DataFileError(LagebildError):
    """A data file is wrong; the message names file and key."""


class WeightsError(LagebildError):
    """The weights of the trained reader cannot be used."""
