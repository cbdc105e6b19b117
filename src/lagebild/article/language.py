"""The language of an article: the option, else what its words say; the page's own label helps where they say little."""

from __future__ import annotations

import re
from functools import cache
from typing import cast

from lagebild.errors import PageError
from lagebild.lang.load import LANGUAGES, table
from lagebild.types import Language

_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 4000
#: In running text of any served language at least this share of words are of its list, and of others' far fewer.
_SHARE = 0.12
_LEAD = 2.0
#: Texts with fewer words than this are only said to be of a language that is not served where the page says so too.
_ENOUGH = 40
#: Shorter ones too where the model is this sure: natural logarithm of the odds against every served language, a word.
_CLEARLY = 2.0
_FEW = 12


def language_of(text: str, *, label: str | None = None, name: str = "the page") -> Language:
    """The language of a text; `label` is what the page says ("de-AT"), `name` is used in the message.

    Raises PageError for a language that is not served.
    """
    words = [word.lower() for word in _WORD.findall(text[:_SAMPLE])]
    shares = sorted(((_share(words, language), language) for language in LANGUAGES), reverse=True)
    best, second = shares[0], shares[1] if len(shares) > 1 else (0.0, "")
    if best[0] >= _SHARE and best[0] >= _LEAD * second[0]:
        return cast(Language, best[1])
    labelled = (label or "").lower().replace("_", "-").partition("-")[0]
    if len(words) < _ENOUGH and labelled in LANGUAGES:
        return cast(Language, labelled)
    return _by_model(text, labelled, len(words), name)


@cache
def _words(language: str) -> frozenset[str]:
    return frozenset(table(language, "furniture")["function_words"])


def _share(words: list[str], language: str) -> float:
    known = _words(language)
    return sum(word in known for word in words) / len(words) if words else 0.0


def _by_model(text: str, labelled: str, count: int, name: str) -> Language:
    # loading the model takes half a second: only texts that their function words leave open come here
    from py3langid import rank

    scores = dict(rank(text[:_SAMPLE]))
    ranked = list(scores)
    lead = (scores[ranked[0]] - max(scores[code] for code in LANGUAGES)) / max(count, 1)
    told = count >= _ENOUGH or ranked[0] == labelled or (count >= _FEW and lead >= _CLEARLY and not labelled)
    if ranked[0] not in LANGUAGES and told:
        raise PageError(f"{name}: language {ranked[0]!r} is not served; choose one of: {', '.join(LANGUAGES)}")
    if labelled in LANGUAGES:
        return cast(Language, labelled)
    return cast(Language, next(code for code in ranked if code in LANGUAGES))
