"""Names of authors: what belongs to a name in a byline and what does not."""

from __future__ import annotations

import re
from functools import cache

from lagebild.article.lines import first
from lagebild.article.normalise import one_line
from lagebild.lang.load import LANGUAGES, table

_CUT = re.compile(r"\s*(?:[|·•/(@]|\d| [–—-] ).*$")
_WORD = re.compile(r"^[^\W\d_][\w.’'-]*$")
_ADDRESS = re.compile(r"https?://\S+|\S+@\S+")


@cache
def _words(key: str) -> str:
    """The words under a key in all languages, as alternatives of an expression."""
    return "|".join(word for language in LANGUAGES for word in table(language, "furniture")[key])


@cache
def _lead() -> re.Pattern[str]:
    return re.compile(rf"^\W*(?:(?:{_words('byline_words')})\b\s*:?\s+)+", re.IGNORECASE)


@cache
def _parts() -> re.Pattern[str]:
    return re.compile(rf"\s*(?:,|;|&|\b(?:{_words('name_joiners')})\b)\s*", re.IGNORECASE)


@cache
def _particles() -> frozenset[str]:
    return frozenset(word for language in LANGUAGES for word in table(language, "furniture")["name_particles"])


def clean_name(text: str) -> str:
    """A byline without "By", places, dates and addresses; several names stay, parted as they were."""
    text = one_line(_ADDRESS.sub("", text))
    if found := first("byline", text):
        text = found[1].group("name")
    return _CUT.sub("", _lead().sub("", text)).strip(" ,;:-–|")


def is_name(text: str) -> bool:
    """Whether the words can be names: two to four words each, with capitals, and nothing else."""
    names = _parts().split(text)
    return 0 < len(names) <= 5 and all(_one_name(name) for name in names)


def _one_name(name: str) -> bool:
    words = name.split()
    if not 2 <= len(words) <= 5 or len(name) > 60:
        return False
    capitals = [word for word in words if word.lower() not in _particles()]
    return len(capitals) >= 2 and all(_WORD.match(word) and word[0].isupper() for word in capitals)
