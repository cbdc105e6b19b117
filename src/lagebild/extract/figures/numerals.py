"""Numerals: stretches of pieces that write one number, in digits or in words, with what they are worth."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from lagebild.extract.figures.digits import value_of
from lagebild.extract.figures.numberwords import Builder, Numbers, numbers, spell
from lagebild.extract.figures.pieces import HYPHENS, Piece
from lagebild.types import Language

Form = Literal["digits", "words", "plural", "article", "fraction", "half"]

_SIGNS = {"¼": 1 / 4, "½": 1 / 2, "¾": 3 / 4, "⅓": 1 / 3, "⅔": 2 / 3, "⅛": 1 / 8, "⅜": 3 / 8, "⅝": 5 / 8, "⅞": 7 / 8}
_SPACED_GROUP = re.compile(r"[0-9]{3}(?![0-9])(?:[.,][0-9]+)?")


class Numeral(NamedTuple):
    """A number as written: pieces `first` to `last` (exclusive).

    `value` is `mantissa * scale`. A "plural" ("Tausende") stands for one to ten times its value, "article" is a word
    for one that may be mere grammar, "fraction" a part of a whole, "half" a bare word for a half. `bare` is an integer
    in digits without any mark or multiplier: what a year, a name or a score may look like.
    """

    first: int
    last: int
    mantissa: float
    scale: float
    form: Form
    bare: bool = False

    @property
    def value(self) -> float:
        """What it is worth."""
        return self.mantissa if self.scale == 1 else _clean(self.mantissa * self.scale)


def _clean(value: float) -> float:
    """Rids products of the noise of binary fractions: 1.2 * 1e6 is 1200000."""
    return float(f"{value:.15g}")


def read_numeral(pieces: Sequence[Piece], at: int, language: Language) -> Numeral | None:
    """The longest numeral that begins at a piece, or None."""
    lexicon = numbers(language)
    piece = pieces[at]
    if piece.is_number or piece.text in _SIGNS:
        return _digits(pieces, at, lexicon)
    if piece.lower in lexicon.starters or (
        lexicon.compound is not None and len(piece.lower) > 5 and lexicon.compound.fullmatch(piece.lower)
    ):
        return _words(pieces, at, lexicon)
    return None


def _digits(pieces: Sequence[Piece], at: int, lexicon: Numbers) -> Numeral | None:
    estimated = at > 0 and pieces[at - 1].lower in lexicon.estimates
    text, last = _with_spaced_groups(pieces, at, estimated=estimated)
    value = (
        0.0
        if text in _SIGNS
        else value_of(
            text,
            decimal_mark=lexicon.decimal_mark,
            decimal_ending_in_nought_groups=lexicon.decimal_ending_in_nought_groups,
        )
    )
    if value is None:
        return None
    bare = text.isdigit()
    if text in _SIGNS:
        value, last = _SIGNS[text], at + 1
    elif last < len(pieces) and pieces[last].text in _SIGNS:
        value, last, bare = value + _SIGNS[pieces[last].text], last + 1, False
    elif bare and (part := _written_fraction(pieces, last, value)) is not None:
        value, last, bare = part[0], part[1], False
    elif bare and (whole := _mixed_fraction(pieces, last)) is not None:
        value, last, bare = value + whole[0], whole[1], False
    numeral = _with_fraction(pieces, Numeral(at, last, value, 1.0, "digits", bare), lexicon)
    return _scaled(pieces, numeral, lexicon)


def _with_spaced_groups(pieces: Sequence[Piece], at: int, *, estimated: bool) -> tuple[str, int]:
    text, last = pieces[at].text, at + 1
    if len(text) > 3 or text[0] in "0" or not text.isdigit():
        return text, last
    while (
        last < len(pieces)
        and _SPACED_GROUP.fullmatch(pieces[last].text)
        and pieces[last].start - pieces[last - 1].end == 1
        and text[-1:].isdigit()
        and "." not in text
        and "," not in text
    ):
        text, last = text + pieces[last].text, last + 1
    if last + 1 < len(pieces) and pieces[last].text == "," and pieces[last].glued and not pieces[last + 1].glued:
        thousands = pieces[last + 1].text
        # "215, 000": no number of its own is written so; "around 1, 500": one digit behind a word of approximation
        if thousands == "000" or (len(text) == 1 and len(thousands) == 3 and thousands.isdigit() and estimated):
            return text + thousands, last + 2
    return text, last


def _written_fraction(pieces: Sequence[Piece], last: int, value: float) -> tuple[float, int] | None:
    """1/2, 3/4: one glued stroke, a small denominator, and no third part (1/2/2024 is a date)."""
    if last + 1 >= len(pieces) or pieces[last].text not in "/⁄" or not pieces[last].glued:
        return None
    below = pieces[last + 1]
    if not below.glued or not below.is_integer or len(below.text) > 3 or not 0 < value < int(below.text) <= 100:
        return None
    if (last + 2 < len(pieces) and pieces[last + 2].text == "/") or int(below.text) not in _DENOMINATORS:
        return None
    return value / int(below.text), last + 2


_DENOMINATORS = frozenset({2, 3, 4, 5, 6, 8, 10, 16, 20, 32, 64, 100})


def _mixed_fraction(pieces: Sequence[Piece], last: int) -> tuple[float, int] | None:
    if last + 2 >= len(pieces) or not pieces[last].is_integer or pieces[last].glued:
        return None
    return _written_fraction(pieces, last + 1, float(pieces[last].text))


def _scaled(pieces: Sequence[Piece], numeral: Numeral, lexicon: Numbers) -> Numeral:
    """With the multipliers that follow: "1,2 Millionen", "12k", "3 Mrd.", "2 dozen", "5-Milliarden-"."""
    at = numeral.last
    hyphen = at < len(pieces) and pieces[at].text in HYPHENS and pieces[at].glued
    at += hyphen
    if at >= len(pieces) or (hyphen and not pieces[at].glued):
        return numeral
    piece = pieces[at]
    scale = lexicon.multipliers.get(piece.lower) or lexicon.suffixes.get(piece.text)
    # "3 millions of" and "5 Tausende" are exact in spite of the plural.
    if scale is None and not hyphen:
        scale = lexicon.plurals.get(piece.lower)
    if scale is None and piece.glued and not hyphen:
        scale = lexicon.glued_suffixes.get(piece.text)
        if scale is not None and piece.text.isupper() and _joined_to_name(pieces, at):
            scale = None
    if scale is None:
        return numeral
    last = at + 1
    if piece.text in lexicon.suffixes and last < len(pieces) and pieces[last].text == "." and pieces[last].glued:
        last += not _sentence_ends_at(pieces, last)
    scaled = numeral._replace(last=last, scale=numeral.scale * scale, bare=False)
    # "hundert Millionen", "2 dozen thousand": one more multiplier may follow a smaller one; "3 million and a half".
    return _scaled(pieces, scaled, lexicon) if scale < 1e6 else _with_fraction(pieces, scaled, lexicon)


def _joined_to_name(pieces: Sequence[Piece], at: int) -> bool:
    return at + 1 < len(pieces) and pieces[at + 1].glued and (pieces[at + 1].is_number or pieces[at + 1].text == "-")


def _sentence_ends_at(pieces: Sequence[Piece], at: int) -> bool:
    return at + 1 >= len(pieces)


def _words(pieces: Sequence[Piece], at: int, lexicon: Numbers) -> Numeral | None:
    word = pieces[at].lower
    if word in lexicon.halves or word in lexicon.shares:
        return _half(pieces, at, lexicon)
    if word in lexicon.plurals:
        return _plural(pieces, at, lexicon)
    if word in lexicon.mixed:
        return _scaled(pieces, Numeral(at, at + 1, lexicon.mixed[word], 1.0, "words"), lexicon)
    if word in lexicon.articles and word not in lexicon.words:
        return _after_article(pieces, at, lexicon)
    return _spelled(pieces, at, lexicon)


def _half(pieces: Sequence[Piece], at: int, lexicon: Numbers) -> Numeral:
    """ "halb", "half a million", "half dozen": a half of the multiplier that follows, else a bare half."""
    value = lexicon.halves.get(pieces[at].lower, lexicon.shares.get(pieces[at].lower, 0.5))
    last = at + 1
    after = last + (last < len(pieces) and pieces[last].lower in lexicon.articles)
    for begin in (last, after):
        half = _scaled(pieces, Numeral(at, begin, value, 1.0, "half"), lexicon)
        if half.scale > 1:
            return half._replace(form="words")
    return Numeral(at, last, value, 1.0, "half")


def _plural(pieces: Sequence[Piece], at: int, lexicon: Numbers) -> Numeral:
    """ "Tausende", "hundreds of thousands", "zehntausende"; worth one to ten times the product."""
    scale, last = lexicon.plurals[pieces[at].lower], at + 1
    while (
        last + 1 < len(pieces)
        and pieces[last].lower in lexicon.plural_links
        and pieces[last + 1].lower in lexicon.plurals
    ):
        scale, last = scale * lexicon.plurals[pieces[last + 1].lower], last + 2
    if (  # "Tausende und Abertausende" are no more than thousands
        last + 1 < len(pieces)
        and pieces[last].lower in lexicon.truncation_joiners
        and lexicon.plurals.get(pieces[last + 1].lower) == scale
    ):
        last += 2
    if (
        last < len(pieces)
        and pieces[last].lower in lexicon.multipliers
        and lexicon.multipliers[pieces[last].lower] > scale
    ):
        scale, last = scale * lexicon.multipliers[pieces[last].lower], last + 1
    return Numeral(at, last, 1.0, scale, "plural")


def _after_article(pieces: Sequence[Piece], at: int, lexicon: Numbers) -> Numeral | None:
    """ "a dozen", "eine Million", "ein Drittel", "eine halbe Million", or a mere article."""
    article = Numeral(at, at + 1, 1.0, 1.0, "article")
    if at + 1 >= len(pieces):
        return article
    word = pieces[at + 1].lower
    if word in lexicon.halves:
        half = _half(pieces, at + 1, lexicon)._replace(first=at)
        if half.form == "words" or word not in lexicon.denominators_of_one:
            return half
    if word in lexicon.mixed:
        return _scaled(pieces, Numeral(at, at + 2, lexicon.mixed[word], 1.0, "words"), lexicon)
    if word in lexicon.denominators_of_one:
        share = Numeral(at, at + 2, 1 / lexicon.denominators_of_one[word], 1.0, "fraction")
        scaled = _scaled(pieces, share, lexicon)
        return scaled._replace(form="words") if scaled.scale > 1 else share
    if word in lexicon.multipliers:
        rest = _spelled(pieces, at + 1, lexicon)
        return rest._replace(first=at) if rest else article
    return article


def _spelled(pieces: Sequence[Piece], at: int, lexicon: Numbers) -> Numeral | None:
    builder = Builder()
    last = _take_words(pieces, at, lexicon, builder)
    if last == at:
        return None
    mantissa, scale = _split(builder)
    numeral = Numeral(at, last, mantissa, scale, "words")
    numeral = _with_decimals(pieces, numeral, lexicon)
    numeral = _with_fraction(pieces, numeral, lexicon)
    if numeral.form == "words" and not builder.ends_in_multiplier:
        return _scaled(pieces, numeral, lexicon)
    if builder.last_multiplier < 1e6:
        return _scaled(pieces, numeral, lexicon) if _larger_follows(pieces, numeral, lexicon, builder) else numeral
    return numeral


def _larger_follows(pieces: Sequence[Piece], numeral: Numeral, lexicon: Numbers, builder: Builder) -> bool:
    if numeral.last >= len(pieces):
        return False
    piece = pieces[numeral.last]
    following = lexicon.multipliers.get(piece.lower) or lexicon.suffixes.get(piece.text) or 0.0
    return following > builder.last_multiplier


def _split(builder: Builder) -> tuple[float, float]:
    scale = builder.last_multiplier
    return (builder.value / scale, scale) if builder.ends_in_multiplier else (builder.value, 1.0)


def _take_words(pieces: Sequence[Piece], at: int, lexicon: Numbers, builder: Builder) -> int:
    """Feeds piece after piece to the builder; returns where the numeral ends."""
    last = at
    while last < len(pieces):
        begin = last
        if last > at:
            if (
                pieces[last].text in HYPHENS
                and pieces[last].glued
                and last + 1 < len(pieces)
                and pieces[last + 1].glued
            ):
                begin = last + 1
            elif pieces[last].lower in lexicon.joiners and builder.ends_in_multiplier and last + 1 < len(pieces):
                begin = last + 1
                if last + 2 < len(pieces) and _fraction_begins(pieces, begin, lexicon):
                    break
            apart = begin == last and not builder.ends_in_multiplier
            if lexicon.compound is not None and apart and pieces[begin].lower not in lexicon.multipliers:
                break
        if not _take(pieces[begin].lower, lexicon, builder):
            break
        last = begin + 1
    return last


def _fraction_begins(pieces: Sequence[Piece], at: int, lexicon: Numbers) -> bool:
    above = lexicon.words.get(pieces[at].lower, 0.0)
    return above > 0 and _denominator(pieces[at + 1].lower, above, lexicon) is not None


def _take(word: str, lexicon: Numbers, builder: Builder) -> bool:
    if word in lexicon.multipliers:
        return builder.take(lexicon.multipliers[word], True)
    if word in lexicon.words:
        return builder.take(lexicon.words[word], False)
    if lexicon.compound is not None and lexicon.compound.fullmatch(word):
        trial = Builder()
        if not spell(word, lexicon, trial) or trial.value >= builder.ceiling:
            return False
        if builder.group or builder.tens or builder.ones:
            return False
        return spell(word, lexicon, builder)
    return False


def _with_decimals(pieces: Sequence[Piece], numeral: Numeral, lexicon: Numbers) -> Numeral:
    """ "one point two", "zwei Komma drei fünf"."""
    at = numeral.last
    if at + 1 >= len(pieces) or pieces[at].lower not in lexicon.decimal_words or numeral.scale > 1:
        return numeral
    figures = ""
    at += 1
    while at < len(pieces) and (value := lexicon.words.get(pieces[at].lower, 10.0)) < 10:
        figures, at = figures + str(int(value)), at + 1
    if not figures:
        return numeral
    return numeral._replace(last=at, mantissa=float(f"{int(numeral.mantissa)}.{figures}"))


def _with_fraction(pieces: Sequence[Piece], numeral: Numeral, lexicon: Numbers) -> Numeral:
    """ "zwei Drittel", "two-thirds", "two and a half", "3 million and a quarter"."""
    at = numeral.last
    if numeral.form == "words" and numeral.scale == 1:
        at += at < len(pieces) and pieces[at].text in HYPHENS and pieces[at].glued
        if at < len(pieces) and (below := _denominator(pieces[at].lower, numeral.mantissa, lexicon)):
            return numeral._replace(last=at + 1, mantissa=numeral.mantissa / below, form="fraction")
    at = numeral.last
    if at + 2 < len(pieces) and pieces[at].lower in lexicon.joiners:
        above = 1.0 if pieces[at + 1].lower in lexicon.articles else lexicon.words.get(pieces[at + 1].lower, 0.0)
        below = _denominator(pieces[at + 2].lower, above, lexicon) if above else None
        if below is not None:
            return numeral._replace(last=at + 3, mantissa=numeral.mantissa + above / below, bare=False)
    return numeral


def _denominator(word: str, numerator: float, lexicon: Numbers) -> float | None:
    below = lexicon.denominators_of_one.get(word) if numerator == 1 else None
    below = below or lexicon.denominators.get(word)
    return below if below is not None and numerator < below else None
