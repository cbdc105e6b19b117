"""Relative times become absolute: programs over calendar units, run from the day of publication.

A program is a row of steps, run from left to right; `TimeMention.relative` and the rules of `times.toml` use it:

    @                         start at the last day, month or year that was mentioned, instead of the day of publication
    @D @Q                     the same, but only where a day, a quarter was mentioned
    @_                        the same as @D, but without a day the value stays open
    Y=2024 DE=199 CE=19       that year, decade (1990s), century (20th)
    Y-1 M+1 W-2 D-1 Q-1 DE-1 CE+0 WE+1   so many years, months, weeks, days, quarters, decades, ... away
    M=10 MD=10/23 D=5 WD=4    a month, day of the year, day of the month, weekday,
    S=SU Q=3 H=2 WE=0 E=-2    season, quarter, half of the year, weekend, day counted from Easter Sunday: inside the
                              year, month or week of the step before, or else in the direction that follows:
                              `<=` `>=` the last or next one, today's included; `-1` `+1` the same, today's excluded;
                              `+0` that of the running year or week; `~` the nearest; `~>` a coming weekday or
                              yesterday's; `=>` the same of weekdays, and else as `>=`;
                              `=~` a month just past, or else the next one; `<!` a day as `<=`, open where it lies ahead
    T=EV T=20:30 T=8pm T=9/30 a part of the day or a time of day, the last one half an hour before nine

The value has the grain of the last step: `M-1` is a month, `D-3` a day. Vague stays vague. Values are those of TIMEX3
as TempEval-3 and HeidelTime write them (weeks `2024-W42`, weekends `2024-W42-WE`, seasons `2024-SU`, decades `199`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from lagebild.extract.times.rules import rule_book
from lagebild.types import Anchor, AnchorBasis, Document, Sentence, Span, Time, TimeMention

_STEP = re.compile(
    r"(?P<unit>[A-Z]+)(?:=(?P<value>\d+/\d+|[\d:.]+(?:pm)?|[A-Z]+|[+-]\d+)(?P<way><=|<!|>=|=>|=~|~>|~|[+-]\d+)?|(?P<shift>[+-]\d+(?:\.\d+)?))$"
)
_SEASONS = {"SP": 4, "SU": 7, "FA": 10, "WI": 1}  # the month in its middle, to tell which one is nearest
_MONTHS = {"Y": 12, "Q": 3, "H": 6, "M": 1, "DE": 120, "CE": 1200}
_FINE = ("D", "T")
_STARTS = {"@": (), "@D": _FINE, "@_": _FINE, "@Q": ("Q",)}  # the grains that a start asks for
_BACK = re.compile(r"@ [A-Z]+-")  # "the day before": what follows is told from the day that was named first
_THAT_DAY, _THAT_YEAR = "@ D+0", "@ Y+0"
_CLOCK = re.compile(r"@D T=\d")  # a time of day: of the day that the sentence tells
_DAY = re.compile(r"(?:WD|MD)=")
_MONTH_OF = re.compile(r"MD?=(\d+)")
_JUST_BEHIND = 12  # code points between a time of day and its day: "17 Uhr am Freitag"
_DASHES = ("-", "–", "—")
_PART = re.compile(r"@D T=[A-Z]+$")  # "in the night": of the day that the page tells, where it tells of one lately
_FIXED_YEAR = re.compile(r"Y-\d+$")
_LATER = re.compile(r"@_? [A-Z]+\+[1-9]|@ D\+0$")  # "two years later", "that day": from what was told before
_DAY_OF_YEAR = re.compile(r"MD=(\d+/\d+)(?:<=|<!|=>|~>|~)$")  # a day without a year that does not surely lie ahead
_WITH_YEAR = re.compile(r"Y=(?P<year>\d+) MD=(?P<day>\d+/\d+)[<>=~]*$")
_FIXED_DAY = re.compile(r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)$")
_PLANNED_YEARS = 20
_LATELY = 4  # days before the publication
_EITHER = range(4, 7)  # months back: in the present tense the last one or the next ("who runs in November")
_SOON = 2  # months: one as near as that is meant, since the one of last year would be told with its year
_NO_YEAR = re.compile(r"(?:MD|M|S)=")  # a day, month or season of a year that is not told
_FROM_TODAY = re.compile(r"(?:D|WD|W|WE)(?:[+-]|=\d)")
_DIRECTION = re.compile("<=|>=|=>|=~|~>")
_STORY_MENTIONS, _STORY_YEARS = 5, 2  # so many times told with their year, so long before the publication
_DAYS_OF_MONTH = 30.44  # on average
_SURELY_MEANT = 90  # days: a day of the year as near as that is meant, whatever the tense


@dataclass(frozen=True, slots=True)
class _Moment:
    """Where a program stands: a day, how much of it is meant, and what stands after it in the value."""

    day: date
    grain: str
    label: str = ""
    inside: bool = False  # a step before has chosen a year, month or week: the next one falls into it


@dataclass(frozen=True, slots=True)
class _Told:
    """A moment with the words that told it."""

    moment: _Moment
    span: Span


def anchor(document: Document, mentions: tuple[TimeMention, ...]) -> tuple[Time, ...]:
    """Each mention as a time, in the same order; without a day of publication relative ones have the value None.

    "A day earlier" counts from the day last mentioned in the same paragraph, unless that lies ahead of the publication;
    a time of day belongs to a coming day only where that stands in the same sentence. "A year later" counts from what
    was told before on the page and never from the publication. A day that the page tells with its year elsewhere
    ("Sept. 11") is that day. A time of day may have its day behind it in the sentence, and ends on the next day what
    began in the evening. In a story of the past a day or
    month without a year belongs to the year of what was told before. `Time.anchor` tells which it was.
    """
    published = document.article.day
    last: _Told | None = None  # of this paragraph
    near: _Told | None = None  # the day of this sentence, even a coming one
    quarter: _Told | None = None  # of the page
    day_before: _Told | None = None  # of the page: the day that "that day" means where its paragraph names none
    story = _is_story(mentions, published)
    named = _named_days(mentions)
    told_before: _Told | None = None  # of the page, whatever its grain
    year_before: _Told | None = None  # of the page: the last that was told with its year, which "that year" means
    sentence: Sentence | None = None
    times = []
    clock: _Told | None = None  # the time of day told last
    for number, mention in enumerate(mentions):
        before, sentence = sentence, document.sentence_at(mention.span.start)
        if _block(sentence) != _block(before) or (last and published and last.moment.day > published):
            last = None
        if sentence != before:
            near = None
        value, program, counted_from = mention.value, mention.relative, Anchor("none")
        if program:
            starts = {"@D": near or last, "@_": near or last, "@Q": quarter}
            told = starts.get(program[:2], last)
            if near is None and _CLOCK.match(program):
                told = _day_behind(document, mentions[number:], published) or told
            if program == _THAT_DAY and (told is None or told.moment.grain not in _FINE):
                told = day_before
            if told is None and _PART.match(program) and _is_lately(day_before, published):
                told = day_before
            if program == _THAT_YEAR:
                told = year_before or told
            if _LATER.match(program):
                told = told or (told_before if program != _THAT_DAY else None)
                moment = _later(program, told, published)
            else:
                moment = _run(program, published, told, named)
            counted_from = _counted_from(program, published, told)
            if told_before and _NO_YEAR.match(program) and (story or _goes_on(program, told_before.moment, published)):
                moment = _of_story(program, told_before.moment)
                counted_from = Anchor("text", written(told_before.moment), told_before.span)
            if moment and clock and _CLOCK.match(program) and _ends(document, clock, moment, mention.span):
                moment = replace(moment, day=moment.day + timedelta(days=1))
            clock = _Told(moment, mention.span) if moment and moment.grain == "T" else None
            value = written(moment) if moment else value
            if moment is None and not program.startswith("@") and mention.type == "DATE":
                last = near = told_before = None  # a day that stays open: nothing can be counted from the one before it
            if moment and (program.startswith("Y=") or _FIXED_YEAR.match(program)):
                year_before = _Told(moment, mention.span)
            if moment and moment.grain == "Q" and not program.startswith("@Q"):
                quarter = _Told(moment, mention.span)
            if (
                moment
                and mention.type in ("DATE", "TIME")
                and moment.grain in ("Y", "M", "D", "T", "S")
                and not _BACK.match(program)
            ):
                last = told_before = _Told(moment, mention.span)
                day_before = last if moment.grain in _FINE else day_before
                near = last if moment.grain in _FINE else near
        times.append(Time(mention.span, mention.type, value, mention.mod, anchor=counted_from))
    return tuple(times)


def _named_days(mentions: tuple[TimeMention, ...]) -> dict[str, int]:
    """The days that a page tells with their year, as "month/day", each with the first year told."""
    found: dict[str, int] = {}
    for mention in mentions:
        if match := _WITH_YEAR.match(mention.relative or ""):
            found.setdefault(match["day"], int(match["year"]))
        elif match := _FIXED_DAY.match(mention.value or ""):
            found.setdefault(f"{int(match['month'])}/{int(match['day'])}", int(match["year"]))
    return found


def _run(program: str, published: date | None, told: _Told | None, named: dict[str, int]) -> _Moment | None:
    """The moment of a program; a day that the page has with its year elsewhere is that day, unless one is near."""
    moment = run(program, published, told.moment if told else None)
    match = _DAY_OF_YEAR.match(program)
    if match and match[1] in named:
        near = moment and published and abs((moment.day - published).days) <= _SURELY_MEANT
        return moment if near else run(f"Y={named[match[1]]} MD={match[1]}", None)
    return moment


def _day_behind(document: Document, mentions: tuple[TimeMention, ...], published: date | None) -> _Told | None:
    """The day told behind a time of day in its sentence: one just behind it, or one that is over.

    "Gegen 17 Uhr am Freitagnachmittag", "from midnight to 6 a.m., not enforced in the early hours of Friday".
    """
    first, sentence = mentions[0].span, document.sentence_at(mentions[0].span.start)
    for mention in mentions[1:]:
        if sentence is None or mention.span.start >= sentence.end:
            return None
        program = mention.relative or ""
        if not _DAY.match(program):
            if _CLOCK.match(program):
                continue
            return None
        over = "<=" in program or "~" in program
        moment = run(program, published) if over or mention.span.start - first.end < _JUST_BEHIND else None
        return _Told(moment, mention.span) if moment and moment.grain in _FINE else None
    return None


def _ends(document: Document, clock: _Told, moment: _Moment, span: Span) -> bool:
    """Whether a time of day ends in the morning what another began in the evening: "from 6 p.m. to 4 a.m."."""
    link = document.article.text[clock.span.end : span.start].strip().lower()
    tills = rule_book(document.article.language).lexicon.words.get("till", {})
    same_day = clock.moment.day == moment.day and clock.moment.label[:1].isdigit()
    return same_day and (link in tills or link in _DASHES) and moment.label < clock.moment.label


def _goes_on(program: str, before: _Moment, published: date | None) -> bool:
    """Whether a day or month goes on with what was told just before with its year.

    "In early November 2005 they moved. On 5 November the assault began": on an undated page whatever the month.
    """
    if before.grain not in ("M", "D", "T"):
        return False
    if published is None:
        return True
    month, moment = _MONTH_OF.match(program), run(program, published)
    near = moment is not None and abs((moment.day - published).days) <= _SURELY_MEANT
    return not near and month is not None and int(month[1]) == before.day.month and before.day.year < published.year


def _is_lately(told: _Told | None, published: date | None) -> bool:
    return told is not None and published is not None and 0 < (published - told.moment.day).days <= _LATELY


def _later(program: str, told: _Told | None, published: date | None) -> _Moment | None:
    """So long after what was told; None without it, and where it would lie farther ahead than anything planned."""
    moment = run(program, published, told.moment) if told else None
    if moment and published and moment.day.year - published.year > _PLANNED_YEARS:
        return None
    return moment


def _is_story(mentions: tuple[TimeMention, ...], published: date | None) -> bool:
    """Whether a page tells a story of the past: nothing is counted from today, and much has a year long ago."""
    programs = [mention.relative for mention in mentions if mention.relative]
    if published is None or any(_FROM_TODAY.match(program) for program in programs):
        return False
    years = (int(match[1]) for program in programs if (match := re.match(r"Y=(\d+)", program)))
    return sum(year <= published.year - _STORY_YEARS for year in years) >= _STORY_MENTIONS


def _of_story(program: str, before: _Moment) -> _Moment | None:
    """The day or month of a story: in the year told before, else nearest to the day or month told before."""
    if before.grain == "Y":
        return run(f"Y={before.day.year} {program}", None)
    return run(f"@ {_DIRECTION.sub('~', program)}", None, before)


def _counted_from(program: str, published: date | None, told: _Told | None) -> Anchor:
    """What the value of a program was counted from."""
    if told is None and _LATER.match(program):
        return Anchor("unknown")
    basis = basis_of(program, published, told.moment if told else None)
    if basis == "text" and told:
        return Anchor(basis, written(told.moment), told.span)
    return Anchor(basis, published.isoformat() if published and basis == "publication" else None)


def _block(sentence: Sentence | None) -> int | None:
    return sentence.block if sentence else None


def run(program: str, published: date | None, last: _Moment | None = None) -> _Moment | None:
    """The moment that a program means, or None where it needs a day that is not known or leaves the calendar."""
    start = _Moment(published, "D") if published else None
    moment = start
    try:
        for step in program.split(" "):
            if step in _STARTS:
                told = replace(last, label="", inside=False) if last and _starts_at(step, last) else None
                moment = told or (None if step == "@_" else start)
                continue
            match = _STEP.match(step)
            if match is None:
                raise ValueError(f"no step of a time program: {step!r}")
            moment = _step(match, moment)
            if moment is None:
                return None
    except OverflowError:
        return None
    return moment


def _starts_at(step: str, last: _Moment | None) -> bool:
    """Whether a start takes what was mentioned last."""
    return last is not None and (step == "@" or last.grain in _STARTS[step])


def basis_of(program: str, published: date | None, last: _Moment | None = None) -> AnchorBasis:
    """What a program is counted from: its last start, and nothing once it names a year, decade or century itself."""
    day: AnchorBasis = "publication" if published else "unknown"
    basis = day
    for step in program.split(" "):
        unit, equals, _ = step.partition("=")
        if step in _STARTS:
            basis = "text" if _starts_at(step, last) else "unknown" if step == "@_" else day
        elif equals and unit in _ABSOLUTE:
            basis = "none"
    return basis


def _step(match: re.Match[str], at: _Moment | None) -> _Moment | None:
    unit, value, way = match.group("unit"), match.group("value"), match.group("way") or ""
    way = ">=" if way == "=>" and unit != "WD" else way
    if value is not None and unit in _ABSOLUTE:
        return _ABSOLUTE[unit](int(value))
    if at is None:
        return None
    if value is None:
        return _shifted(at, unit, float(match.group("shift")))
    return _CHOICES[unit](at, value, way)


def _year(year: int) -> _Moment | None:
    return _Moment(date(year, 1, 1), "Y", inside=True) if 1 <= year <= 9999 else None


def _decade(decade: int) -> _Moment | None:
    return _Moment(date(decade * 10, 1, 1), "DE", inside=True) if 1 <= decade <= 999 else None


def _century(century: int) -> _Moment | None:
    return _Moment(date(century * 100, 1, 1), "CE", inside=True) if 1 <= century <= 99 else None


_ABSOLUTE: dict[str, Callable[[int], _Moment | None]] = {"Y": _year, "DE": _decade, "CE": _century}


def _shifted(at: _Moment, unit: str, count: float) -> _Moment | None:
    """So many units away; of a half one the nearest month or day ("one and a half years ago" is a month)."""
    if unit in _MONTHS:
        months = count * _MONTHS[unit]
        if months != int(months):
            return _Moment(at.day + timedelta(days=round(months * _DAYS_OF_MONTH)), "M", inside=True)
        day = _months(at.day, int(months))
        unit = "Q" if (unit, at.grain) == ("Y", "Q") else unit  # the quarter of a year before
        return _Moment(day, unit if count == int(count) else "M", inside=True) if day else None
    days = {"D": 1, "W": 7, "WE": 7}.get(unit)
    if days is None:
        return None  # hours and minutes from a day that has no hour stay unresolved
    if abs(count) > 4_000_000:
        return None
    return _Moment(at.day + timedelta(days=round(days * count)), unit, inside=True)


def _months(day: date, count: int) -> date | None:
    index = day.year * 12 + day.month - 1 + count
    if not 12 <= index < 120000:
        return None
    return _date(index // 12, index % 12 + 1, day.day)


def _exact(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _date(year: int, month: int, day: int) -> date | None:
    """The day, or the last one of its month where the month is shorter by a little; None outside the calendar."""
    candidates = (_exact(year, month, day - shorter) for shorter in range(4))
    return next((found for found in candidates if found), None)


def _chosen(at: _Moment, way: str, candidate: Callable[[int], date | None]) -> date | None:
    """The candidate of last, this or next year that the direction asks for; the grain of today is the candidate's."""
    year = at.day.year
    if at.inside or way == "+0":
        return candidate(year)
    days = [day for offset in (-8, -4, -2, -1, 0, 1, 2, 4, 8) if (day := candidate(year + offset))]
    past = [d for d in days if d < at.day]
    future = [d for d in days if d > at.day]
    today = at.day in days
    if way in ("<=", ">=") and today:
        return at.day
    if way in ("<=", "-1"):
        return past[-1] if past else None
    if way in (">=", "+1"):
        return future[0] if future else None
    return min(days, key=lambda d: abs((d - at.day).days), default=None)


def _day_of_year(at: _Moment, value: str, way: str) -> _Moment | None:
    month, number = map(int, value.split("/"))

    def candidate(year: int) -> date | None:
        return _exact(year, month, number)

    nearest = None if at.inside else _chosen(at, "~", candidate)
    if way == "<!" and nearest and 0 < (nearest - at.day).days <= _SURELY_MEANT:
        return None  # "the 8th of May was a day of liberation", written in April
    way = "<=" if way == "<!" else way
    if nearest and abs((nearest - at.day).days) <= _SURELY_MEANT and way in ("<=", ">="):
        return _Moment(nearest, "D", inside=True)  # "the races of 19 December were cancelled", written on the 16th
    chosen = _chosen(at, way, candidate)
    return _Moment(chosen, "D", inside=True) if chosen else None


def _day_from_easter(at: _Moment, value: str, way: str) -> _Moment | None:
    chosen = _chosen(at, way, lambda year: _easter(year) + timedelta(days=int(value)))
    return _Moment(chosen, "D", inside=True) if chosen else None


def _easter(year: int) -> date:
    """Easter Sunday of the western churches (the anonymous Gregorian algorithm, Meeus 1991, chapter 8)."""
    century, rest = divmod(year, 100)
    epact = (19 * (year % 19) + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (year % 19 + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _month(at: _Moment, value: str, way: str) -> _Moment | None:
    month = int(value)
    if not 1 <= month <= 12:
        return None
    here = replace(at, day=at.day.replace(day=1))
    if way == "<=" and not at.inside and 0 < (month - at.day.month) % 12 <= _SOON:
        way = "~"
    back = (at.day.month - month) % 12
    if way == "~>" and not at.inside and back in _EITHER:
        return None
    way = ("<=" if 0 < back <= _SOON else ">=") if way == "=~" else way
    chosen = _chosen(here, way, lambda year: _exact(year, month, 1))
    return _Moment(chosen, "M", inside=True) if chosen else None


def _season(at: _Moment, value: str, way: str) -> _Moment | None:
    month = _SEASONS[value]
    here = replace(at, day=at.day.replace(day=1))
    chosen = _chosen(here, way, lambda year: _exact(year, month, 1))
    return _Moment(chosen, "S", value, inside=True) if chosen else None


def _part_of_year(unit: str, months: int) -> Callable[[_Moment, str, str], _Moment | None]:
    def choose(at: _Moment, value: str, way: str) -> _Moment | None:
        month = (int(value) - 1) * months + 1
        if not 1 <= month <= 12:
            return None
        here = replace(at, day=date(at.day.year, (at.day.month - 1) // months * months + 1, 1))
        chosen = _chosen(here, way, lambda year: _exact(year, month, 1))
        return _Moment(chosen, unit, inside=True) if chosen else None

    return choose


def _day_of_month(at: _Moment, value: str, way: str) -> _Moment | None:
    number = int(value)
    months = (0,) if at.inside or at.grain == "M" else {"<=": (0, -1), "-1": (0, -1), "~": (0,)}.get(way, (0, 1))
    for offset in months:
        first = _months(at.day.replace(day=1), offset)
        day = _exact(first.year, first.month, number) if first else None
        if day and (len(months) == 1 or (day <= at.day if -1 in months else day >= at.day)):
            return _Moment(day, "D", inside=True)
    return None


def _weekday(at: _Moment, value: str, way: str) -> _Moment | None:
    wanted, today = int(value), at.day.isoweekday()
    if at.grain == "W" or way == "+0":
        days = wanted - today
    elif way in ("-1", "+1") and wanted == today:
        days = 7 * int(way)
    elif way in (">=", "+1") or (way in ("~>", "=>") and (today - wanted) % 7 != 1):
        days = (wanted - today) % 7
    else:
        days = -((today - wanted) % 7)
    return _Moment(at.day + timedelta(days=days), "D", inside=True)


def _weekend(at: _Moment, _value: str, way: str) -> _Moment | None:
    weeks = {"-1": -1, "+1": 1 if at.day.isoweekday() >= 6 else 0}.get(way, 0)
    if way == "<=" and at.day.isoweekday() < 6:
        weeks = -1
    return _Moment(at.day + timedelta(days=7 * weeks), "WE", inside=True)


def _clock(at: _Moment, value: str, _way: str) -> _Moment | None:
    if at.grain not in _FINE:
        return None
    return _Moment(at.day, "T", value if value.isalpha() else _hour(value))


def _hour(value: str) -> str:
    """The clock as hh:mm: "9" is 09:00, "9:15" 09:15, and "9/30" half an hour before nine, the German "halb neun"."""
    hour, mark, minute = value.partition("/")
    if mark:
        return f"{(int(hour) - 1) % 24:02}:{minute}"
    hour, _, minute = value.removesuffix("pm").partition(":")
    if value.endswith("pm") and int(hour) < 12:
        hour = str(int(hour) + 12)
    return f"{int(hour):02}:{minute or '00'}"


_CHOICES: dict[str, Callable[[_Moment, str, str], _Moment | None]] = {
    "MD": _day_of_year,
    "E": _day_from_easter,
    "M": _month,
    "D": _day_of_month,
    "WD": _weekday,
    "S": _season,
    "Q": _part_of_year("Q", 3),
    "H": _part_of_year("H", 6),
    "WE": _weekend,
    "T": _clock,
}


def written(moment: _Moment) -> str:
    """The TIMEX3 value of a moment in its grain."""
    day, year = moment.day, f"{moment.day.year:04}"
    week_year, week, _ = day.isocalendar()
    values: dict[str, Callable[[], str]] = {
        "Y": lambda: year,
        "M": lambda: f"{year}-{day.month:02}",
        "D": day.isoformat,
        "T": lambda: f"{day.isoformat()}T{moment.label}",
        "W": lambda: f"{week_year:04}-W{week:02}",
        "WE": lambda: f"{week_year:04}-W{week:02}-WE",
        "Q": lambda: f"{year}-Q{(day.month - 1) // 3 + 1}",
        "H": lambda: f"{year}-H{(day.month - 1) // 6 + 1}",
        "S": lambda: f"{year}-{moment.label}",
        "DE": lambda: year[:3],
        "CE": lambda: year[:2],
    }
    return values[moment.grain]()
