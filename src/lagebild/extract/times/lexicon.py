"""Word classes: every token of a text becomes one character, so that a rule is a regular expression over classes.

A token can be in many classes at once ("May" is a month and a capital word); the set of its classes is its code point.
Numbers get their classes from their value, words from the lists, shapes and compounds of `lang/<language>/times.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from threading import Lock

from lagebild.errors import DataFileError

#: A word; an apostrophe between Cyrillic letters belongs to it ("п'ять"), between Latin ones it does not ("today's").
WORD = r"[^\W\d_]+(?:(?<=[\u0400-\u04ff])['’](?=[\u0400-\u04ff])[^\W\d_]+)*"
TOKEN = re.compile(rf"\d+|{WORD}|\s+|[\W_]", re.UNICODE)
_FIRST_CODE, _LAST_CODE = 0xE000, 0xF8FF  # private use: such a sign of the text itself is read as an unknown one
_DASHES = dict.fromkeys("–—‐‑−", "-")
_APOSTROPHES = str.maketrans("’ʼ", "''")


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a token: its code, its value in each class, and the values of the parts of a compound."""

    code: str
    values: Mapping[str, str]
    parts: Mapping[str, str]


@dataclass(slots=True)
class Lexicon:
    """The classes of one language; `code` and `known` fill a cache, everything else is fixed after loading."""

    words: Mapping[str, Mapping[str, str]]  # class -> word -> value; a word in lower case matches any case
    shapes: tuple[tuple[str, re.Pattern[str], frozenset[str]], ...]
    compounds: tuple[tuple[str, re.Pattern[str]], ...]
    literals: frozenset[str]  # words that stand in patterns
    used: frozenset[str]  # classes that stand in patterns: the others (tenses) make no codes of their own
    _index: dict[str, dict[str, str]] = field(default_factory=dict)
    _cache: dict[str, Known] = field(default_factory=dict)
    _codes: dict[frozenset[str], str] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def __post_init__(self) -> None:
        for name, entries in self.words.items():
            for word, value in entries.items():
                self._index.setdefault(word, {})[name] = value
        for word in self.literals:
            self._index.setdefault(word, {})[literal(word)] = word

    def known(self, token: str) -> Known:
        """What is known of a token; white space is one blank (a lone line feed stays one), dashes are one mark."""
        found = self._cache.get(token)
        if found is None:
            if token[0].isalnum():
                values, parts = self._classes(token)
                found = Known(self._code(self.used.intersection(values)), values, parts)
            else:
                found = Known(_mark(token), {}, {})
            if len(self._cache) < 100_000:  # a bound for long runs over rare words
                self._cache[token] = found
        return found

    def encode(self, tokens: Iterable[str]) -> str:
        """The text as classes: one character a token."""
        cache, known = self._cache, self.known
        return "".join((cache.get(token) or known(token)).code for token in tokens)

    def charset(self, name: str) -> str:
        """The codes of all tokens of a class seen so far, as the inside of a character class of `re`."""
        return "".join(code for classes, code in list(self._codes.items()) if name in classes)

    @property
    def size(self) -> int:
        """How many different sets of classes have been seen: patterns compiled before the last one are stale."""
        return len(self._codes)

    def _code(self, classes: frozenset[str]) -> str:
        with self._lock:  # pages are read by several threads: no code is given out twice
            return self._codes.setdefault(classes, chr(_FIRST_CODE + len(self._codes)))

    def _classes(self, token: str) -> tuple[dict[str, str], dict[str, str]]:
        if token.isdecimal():
            return number_classes(token) | self._index.get(token, {}), {}
        token = token.translate(_APOSTROPHES)
        lower = token.lower()
        values = {"Word" if token[0].isupper() else "word": token}
        values |= self._index.get(lower, {})
        if token != lower:
            values |= self._index.get(token, {}) or self._index.get(token.capitalize(), {})
        parts: dict[str, str] = {}
        for name, shape, exceptions in self.shapes:
            if token not in exceptions and shape.fullmatch(token):
                values.setdefault(name, token)
        for name, pattern in self.compounds:
            if match := pattern.fullmatch(lower):
                values.setdefault(name, token)
                for part, word in match.groupdict().items():
                    if word is not None:
                        parts[part] = self._value(part, word)
        return values, parts

    def _value(self, name: str, word: str) -> str:
        entries = self.words[name]
        return entries.get(word) or entries[word.capitalize()]


def _mark(token: str) -> str:
    """The code of a token without letters and digits: itself, but one for all blanks, one for all dashes."""
    if token != "\n" and token.isspace():
        return " "
    if _FIRST_CODE <= ord(token) <= _LAST_CODE:
        return "\ufffd"
    return _DASHES.get(token, token)


def literal(word: str) -> str:
    """The name of the class that holds a word of a pattern."""
    return f"={word}"


def number_classes(digits: str) -> dict[str, str]:
    """The classes that a number in digits belongs to, each with its value."""
    if len(digits) > 9:
        return {"digits": digits}
    number = int(digits)
    tests = {
        "day": 1 <= number <= 31 and len(digits) <= 2,
        "month_number": 1 <= number <= 12 and len(digits) <= 2,
        "hour": number <= 24 and len(digits) <= 2,
        "minute": number < 60 and len(digits) == 2,
        "year": 1000 <= number < 2100,
        "recent_year": 1900 <= number < 2060,
        "round_year": 1900 <= number < 2100 and number % 50 == 0,
        "number": True,
        "digits": True,
    }
    values = {name: str(number) for name, holds in tests.items() if holds}
    if len(digits) == 2:
        values["two_digits"] = str(number + (2000 if number < 50 else 1900))
    if number % 10 == 0 and (1000 <= number < 2100 or (20 <= number <= 90 and len(digits) == 2)):
        values["decade"] = digits[:3] if len(digits) == 4 else f"19{digits[0]}"
    if len(digits) == 4 and int(digits[:2]) <= 24 and int(digits[2:]) < 60:
        values["nought_clock" if digits[0] == "0" else "four_digit_clock"] = f"{digits[:2]}:{digits[2:]}"
    if len(digits) == 3:
        values["three_digits"] = digits
    if 1 <= number <= 21:
        values["century"] = str(number - 1)
    if "minute" in values:
        values["minute"] = digits
    return values


def compound(pattern: str, words: Mapping[str, Mapping[str, str]], where: str) -> re.Pattern[str]:
    """The expression for a compound such as "{weekday}{part}"; raises DataFileError for an unknown class."""

    def alternatives(match: re.Match[str]) -> str:
        name = match.group(1)
        if name not in words:
            raise DataFileError(f"{where}: compound {pattern!r} uses the unknown class {name!r}")
        longest_first = sorted((w.lower() for w in words[name]), key=len, reverse=True)
        return f"(?P<{name}>{'|'.join(map(re.escape, longest_first))})"

    return re.compile(re.sub(r"\{(\w+)\}", alternatives, pattern))
