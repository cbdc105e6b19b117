"""One table of settings, each read from the environment variable LAGEBILD_<NAME>; options of a command win over it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass

from lagebild.errors import UsageError


@dataclass(frozen=True, slots=True)
class Setting:
    """One row of the table; the value has the type of `default`, and is one of `choices` where there are any."""

    name: str
    default: str | int | float
    help: str
    choices: tuple[str, ...] = ()

    @property
    def variable(self) -> str:
        """The environment variable that it is read from."""
        return f"LAGEBILD_{self.name.upper()}"


SETTINGS: tuple[Setting, ...] = (
    Setting(
        "ledger",
        "lagebild.db",
        "The ledger that the commands read when none is named. The default is used only where the file exists.",
    ),
    Setting(
        "actors",
        "actors.toml",
        "Your own actors and places (docs/actors.md). The default is used only where the file exists.",
    ),
    Setting(
        "sources",
        "sources.toml",
        "How reliable you hold sources (docs/grading.md). The default is used only where the file exists.",
    ),
    Setting(
        "scales",
        "scales",
        "A folder with your own scales of intensity (docs/escalation.md). The default is used only where it exists.",
    ),
    Setting("ui", "", "Language of labels and messages; empty: that of the locale.", ("de", "en")),
    Setting("max_page_bytes", 32 * 1024 * 1024, "Pages larger than this many bytes are refused."),
    Setting("timeout", 20.0, "Seconds to wait for an answer from an address."),
    Setting("user_agent", "Lagebild/0.1", "How Lagebild names itself to servers."),
    Setting("ledger_wait", 60.0, "Seconds to wait for a ledger that another program is writing to."),
    Setting(
        "weights",
        "full",
        "The trained reader beside the rules: its best weights, those free for any use, or none (rules alone).",
        ("full", "free", "none"),
    ),
    Setting("reader", "", "Your name, beside what you decide (`lagebild review`)."),
    Setting("password", "", "What `lagebild serve` asks visitors for; needed where other machines can ask it."),
    Setting("threads", 0, "Threads of the trained reader; 0: as many as there are cores, at most four."),
)

_BY_NAME = {setting.name: setting for setting in SETTINGS}


def text(name: str, environment: Mapping[str, str] | None = None) -> str:
    """The value of a setting as text; raises UsageError where the environment holds a value that is no choice."""
    setting = _BY_NAME[name]
    value = (os.environ if environment is None else environment).get(setting.variable, "").strip()
    if value and setting.choices and value not in setting.choices:
        raise UsageError(f"{setting.variable} is {value!r}; choose one of: {', '.join(setting.choices)}")
    return value or str(setting.default)


def number(name: str, environment: Mapping[str, str] | None = None) -> float:
    """The value of a setting as a positive number; raises UsageError where the environment holds none."""
    value = text(name, environment)
    try:
        result = float(value)
    except ValueError:
        result = -1.0
    if not 0 < result < float("inf"):
        raise UsageError(f"{_BY_NAME[name].variable} is {value!r}; give a number above 0")
    return result


def whole(name: str, environment: Mapping[str, str] | None = None, *, zero: bool = False) -> int:
    """The value of a setting as a positive whole number; raises UsageError where the environment holds none.

    With `zero`, nothing but "0" may stand for "choose yourself".
    """
    if zero and text(name, environment) == "0":
        return 0
    value = number(name, environment)
    if value != int(value):
        raise UsageError(f"{_BY_NAME[name].variable} is {value:g}; give a whole number")
    return int(value)


def ui(environment: Mapping[str, str] | None = None) -> str:
    """The language of labels: of the settings, else of the locale, else English."""
    surroundings = os.environ if environment is None else environment
    locale = next((surroundings[key] for key in ("LC_ALL", "LC_MESSAGES", "LANG") if surroundings.get(key)), "")
    served = _BY_NAME["ui"].choices
    return text("ui", environment) or next((code for code in served if locale.lower().startswith(code)), "en")


def one_thread_a_matrix() -> None:
    """Lets the linear algebra of a program use one thread, unless the environment says otherwise.

    The matrices of a page are small, and pages are read in threads already: with two threads a matrix what reading
    events costs was twice as much. Has an effect only before numpy is imported.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
