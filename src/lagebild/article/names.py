"""Names of authors: what belongs to a name in a byline and what does not."""

from __future__ import annotations

import re
from functools import cache

from lagebild.article.lines import first
from lagebild.article.normalise import one_line
from lagebild.lang.load import LANGUAGES, table

_LEAD = re.compile(
    r"^\W*(?:(?:[Bb]y|BY|[Vv]on|VON|[Tt]ext|[Aa]utor(?:in)?(?:en)?|[Aa]uthors?|[Ww]ritten by|[Pp]osted by|[Rr]edaktion)\b\s*:?\s+)+"
)
_CUT = re.compile(r"\s*(?:[|·•/(@]|\d{1,2}[.:]|,? (?:am|on|at|vom) \d| [–—-] |, (?:and|und) ).*$")
_WORD = re.compile(r"^[^\W\d_][\w.’'-]*$")
_ADDRESS = re.compile(r"https?://\S+|\S+@\S+")


@cache
def _particles() -> frozenset[str]:
    return frozenset(word for language in LANGUAGES for word in table(language, "furniture")["name_particles"])


def clean_name(text: str) -> str:
    """A byline without "By", places, dates and addresses; several names stay, parted as they were."""
    text = one_line(_ADDRESS.sub("", text))
    if found := first("byline", text):
        text = found[1].group("name")
    return _CUT.sub("", _LEAD.sub("", text)).strip(" ,;:-–|")


def is_name(text: str) -> bool:
    """Whether the words can be names: two to four words each, with capitals, and nothing else."""
    names = re.split(r"\s*(?:,|;| und | and | & | sowie )\s*", text)
    return 0 < len(names) <= 5 and all(_one_name(name) for name in names)


def _one_name(name: str) -> bool:
    words = name.split()
    if not 2 <= len(words) <= 5 or len(name) > 60:
        return False
    capitals = [word for word in words if word.lower() not in _particles()]
    return len(capitals) >= 2 and all(_WORD.match(word) and word[0].isupper() for word in capitals)
