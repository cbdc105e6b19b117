"""Scales of intensity: every type has a value, modes fall back to it, a user's own table replaces a shipped one."""

from __future__ import annotations

from pathlib import Path

import pytest

from lagebild.errors import DataFileError, UsageError
from lagebild.lang.load import ontology
from lagebild.ontology.intensity import IDS, Id, scale

SHIPPED = Path(__file__).parents[1] / "src" / "lagebild" / "ontology" / "scales"
HOSTILE = ("ASSAULT", "MOBILIZE", "THREATEN")


@pytest.mark.parametrize("name", IDS)
def test_every_type_and_mode_has_a_value_and_signs_are_those_of_plover(name: Id) -> None:
    found = scale(name)
    for row in ontology("events")["type"]:
        if row.get("speech"):
            continue
        for mode in (None, *row.get("modes", ())):
            assert found.hostility(row["name"], mode) * -row["sign"] >= 0, (row["name"], mode)
    for kind in HOSTILE:
        assert found.hostility(kind, None) > 0
    assert found.hostility("ASSAULT", "firearms") > found.hostility("THREATEN", None)


def test_values_are_the_published_ones() -> None:
    goldstein, rivera = scale("goldstein"), scale("rivera")
    assert goldstein.hostility("ASSAULT", "firearms") == 10.0
    assert goldstein.hostility("COERCE", "arrest") == 5.0
    assert goldstein.hostility("AID", "military") == -8.3
    assert goldstein.hostility("THREATEN", "violence") == 7.0
    classes = {rivera.hostility(t, m) for t, m in (("ASSAULT", None), ("SANCTION", "embargo"), ("MOBILIZE", None))}
    assert classes == {28.0, 12.0, 4.0}
    assert rivera.hostility("ASSAULT", None, frozenset({"nuclear"})) == 60.0
    assert rivera.hostility("RETREAT", "ceasefire") == -2.0


def test_every_value_of_goldsteins_scale_names_the_codes_it_was_taken_from() -> None:
    assert all(row.cameo for row in (*scale("goldstein").types.values(), *scale("goldstein").thirds.values()))
    assert all(row.action for row in (*scale("rivera").types.values(), *scale("rivera").thirds.values()))


def test_arms_for_one_side_are_hostile_to_the_other_and_to_nobody_else() -> None:
    for name in IDS:
        assert scale(name).against("AID", "military") > 0 >= scale(name).hostility("AID", "military")
        assert scale(name).against("AID", "humanitarian") == 0


def own(folder: Path, name: str, change: tuple[str, str]) -> None:
    text = (SHIPPED / f"{name}.toml").read_text(encoding="utf-8")
    assert change[0] in text
    (folder / f"{name}.toml").write_text(text.replace(*change), encoding="utf-8")


def test_a_users_table_takes_the_place_of_a_shipped_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own(tmp_path, "rivera", ('type = "MOBILIZE", value = 4.0', 'type = "MOBILIZE", value = 9.0'))
    monkeypatch.setenv("LAGEBILD_SCALES", str(tmp_path))
    assert scale("rivera").hostility("MOBILIZE", None) == 9.0
    assert scale("rivera").own
    assert not scale("goldstein").own


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (('type = "MOBILIZE", value = 4.0', 'type = "MOBILISE", value = 4.0'), "MOBILIZE without a mode"),
        (('value = 4.0, action = "military posturing"', 'value = "4", action = "x"'), "no number"),
        (('mode = "seize"', 'mode = "sieze"'), "no type and mode"),
        (('class = "nuclear"', 'class = "atomic"'), "unknown class of weapons 'atomic'"),
        (('hostile = "positive"', 'hostile = "up"'), "hostile"),
        (('action = "message"', 'because = "message"'), "unknown key 'because'"),
        (("weight = [", "weights = ["), "unknown key 'weights'"),
        (('id = "rivera"', "id = "), "cannot be read"),
    ],
)
def test_a_table_that_is_wrong_is_told_with_what_is_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: tuple[str, str], message: str
) -> None:
    own(tmp_path, "rivera", change)
    monkeypatch.setenv("LAGEBILD_SCALES", str(tmp_path))
    with pytest.raises(DataFileError, match=message):
        scale("rivera")


def test_a_folder_that_is_named_must_be_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAGEBILD_SCALES", str(tmp_path / "none"))
    with pytest.raises(UsageError, match="there is no folder"):
        scale("rivera")
