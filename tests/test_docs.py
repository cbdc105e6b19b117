"""What a user can type or meet is documented: commands, options, settings, notes, keys of the contract, columns."""

from __future__ import annotations

import inspect
import re
import tomllib
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
import typer

from lagebild.cli import app
from lagebild.ledger import open_ledger
from lagebild.picture.actors import actor_table
from lagebild.picture.escalation import escalation_of
from lagebild.picture.figures import figure_table
from lagebild.picture.timeline import timeline
from lagebild.settings import SETTINGS
from lagebild.views import answer_tables, deed_tables, escalation, tables
from lagebild.views.wording import wording
from tests import readings
from tests.picture.memberships import one_proposition
from tests.schema import SCHEMA

DOCS = Path(__file__).resolve().parents[1] / "docs"
COMMANDS = (DOCS / "commands.md").read_text(encoding="utf-8")
CONTRACT = (DOCS / "json.md").read_text(encoding="utf-8")
GROUP: Any = typer.main.get_command(app)
#: Every command by what is typed: those of a group after the name of the group.
CALLS: dict[str, Any] = {
    **GROUP.commands,
    **{
        f"{name} {inner}": command
        for name, group in GROUP.commands.items()
        for inner, command in getattr(group, "commands", {}).items()
    },
}


def test_the_commands_are_those_of_the_design() -> None:
    expected = [
        *("read", "dossier", "propositions", "proposition", "origins", "figures", "disputes", "sources"),
        *("events", "event", "ties", "actors", "timeline", "claims", "search", "escalation", "changes", "explain"),
        *("serve", "publish", "review", "comments", "ledger"),
    ]
    assert list(GROUP.commands) == expected


@pytest.mark.parametrize("name", list(CALLS))
def test_every_command_is_documented_and_teaches(name: str) -> None:
    assert f"## lagebild {name}\n" in COMMANDS or f"    lagebild {name} " in COMMANDS
    command = CALLS[name]
    assert command.help
    assert f"lagebild {name} " in command.epilog, "help has an example"


@pytest.mark.parametrize("name", list(CALLS))
def test_every_option_is_documented_and_has_help(name: str) -> None:
    for option in CALLS[name].params:
        if option.param_type_name == "option" and option.name != "help":
            assert option.help, option.name
            assert option.opts[0] in COMMANDS, option.opts


@pytest.mark.parametrize("name", list(CALLS))
def test_every_example_names_options_that_exist(name: str) -> None:
    for line in CALLS[name].epilog.splitlines():
        if f"lagebild {name} " in line:
            called = max((call for call in CALLS if f"lagebild {call} " in line), key=len)
            known = {opt for option in CALLS[called].params for opt in option.opts}
            assert set(re.findall(r"--[a-z-]+", line)) <= known, line


def test_every_documented_option_exists() -> None:
    known = {opt for command in CALLS.values() for option in command.params for opt in option.opts}
    known |= {opt for option in GROUP.params for opt in option.opts} | {"--help"}
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", COMMANDS)) <= known


def test_every_setting_is_documented_and_no_other() -> None:
    named = set(re.findall(r"\| `(LAGEBILD_\w+)` \|", COMMANDS))
    assert named == {setting.variable for setting in SETTINGS}
    for setting in SETTINGS:
        assert setting.help in COMMANDS


def test_every_setting_is_read_somewhere() -> None:
    package = Path(str(resources.files("lagebild")))
    code = "".join(path.read_text(encoding="utf-8") for path in package.rglob("*.py") if path.name != "settings.py")
    read = {*re.findall(r'settings\.\w+\("(\w+)"[,)]', code), *re.findall(r"settings\.(ui)\(", code)}
    assert {setting.name for setting in SETTINGS} == read


def test_every_note_is_documented() -> None:
    notes = tomllib.loads(resources.files("lagebild").joinpath("article/notes.toml").read_text(encoding="utf-8"))
    assert [note["code"] for note in notes["note"] if f"| `{note['code']}` |" not in COMMANDS] == []


def _keys(schema: dict[str, Any]) -> set[str]:
    found = set(schema.get("properties", {}))
    for part in [*schema.get("$defs", {}).values()]:
        found |= _keys(part)
    return found


def test_every_key_and_value_of_the_contract_is_documented() -> None:
    assert [key for key in sorted(_keys(SCHEMA)) if f"`{key}`" not in CONTRACT and f'"{key}"' not in CONTRACT] == []
    for definition in SCHEMA["$defs"].values():
        for key, part in definition.get("properties", {}).items():
            for value in part.get("enum", ()):
                assert value is None or f"`{value}`" in CONTRACT, (key, value)


def test_every_column_is_documented() -> None:
    from lagebild.console.show import hit_table

    with open_ledger() as ledger:
        ledger.add(readings.reading())
        entries = list(ledger.entries())
        made = {
            "figures": tables.figures(figure_table(entries)),
            "propositions": answer_tables.propositions([], wording("en")),
            "proposition": answer_tables.members(one_proposition()),
            "origins": answer_tables.origins(ledger.origins()),
            "disputes": answer_tables.conflicts([], wording("en")),
            "sources": answer_tables.sources(ledger.sources()),
            "events": deed_tables.deeds(ledger.deeds()),
            "event": deed_tables.tellings([]),
            "ties": deed_tables.ties(ledger.actor_ties()),
            "actors": tables.actors(actor_table(entries)),
            "timeline": tables.timeline(timeline(entries)),
            "escalation": escalation.rows(escalation_of([], [], articles=1), wording("en")),
            "claims": tables.claims(entries),
            "comments": answer_tables.comments([]),
            "search": hit_table(ledger.search("soldiers")),
        }
    for command, table in made.items():
        assert f"| `{command}` | {', '.join(f'`{key}`' for key in table.header)} |" in CONTRACT


def test_decisions_are_numbered_once() -> None:
    numbers = [path.name[:4] for path in (DOCS / "decisions").glob("*.md")]
    assert len(numbers) == len(set(numbers))


def test_every_file_that_the_documentation_links_to_is_there() -> None:
    for page in DOCS.rglob("*.md"):
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8")):
            if "://" not in target:
                assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_public_functions_of_the_python_part_exist() -> None:
    import lagebild

    for name in re.findall(r"lagebild\.(\w+)\(", COMMANDS):
        assert inspect.isfunction(getattr(lagebild, name)) or inspect.isclass(getattr(lagebild, name))
