"""The language of an article: the option, else what its words say; the page's own label helps where they say little."""

from __future__ import annotations

import re
from functools import cache

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
    shares = {language: _share(words, language) for language in LANGUAGES}
    best, second = sorted(LANGUAGES, key=shares.__getitem__, reverse=True)[:2]
    if shares[best] >= _SHARE and shares[best] >= _LEAD * shares[second]:
        return best
    said = (label or "").lower().replace("_", "-").partition("-")[0]
    labelled = next((language for language in LANGUAGES if language == said), None)
    if len(words) < _ENOUGH and labelled:
        return labelled
    return _by_model(text, said, len(words), name)


@cache
def _words(language: str) -> frozenset[str]:
    return frozenset(table(language, "furniture")["function_words"])


def _share(words: list[str], language: str) -> float:
    known = _words(language)
    return sum(word in known for word in words) / len(words) if words else 0.0


def _by_model(text: str, said: str, count: int, name: str) -> Language:
    # loading the model takes half a second: only texts that their function words leave open come here
    from py3langid import rank

    scores = dict(rank(text[:_SAMPLE]))
    ranked = list(scores)
    lead = (scores[ranked[0]] - max(scores[code] for code in LANGUAGES)) / max(count, 1)
    told = count >= _ENOUGH or ranked[0] == said or (count >= _FEW and lead >= _CLEARLY and not said)
    if ranked[0] not in LANGUAGES and told:
        raise PageError(f"{name}: language {ranked[0]!r} is not served; choose one of: {', '.join(LANGUAGES)}")
    # a label outweighs the model only where there is little to tell by: pages of two languages mislabel their themes
    wanted = [said] if count < _ENOUGH else []
    return next(language for code in (*wanted, *ranked) for language in LANGUAGES if language == code)
