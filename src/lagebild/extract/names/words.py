"""What reading names knows about a language: `lang/<language>/names.toml`, with the roles of `ontology/roles.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from lagebild.errors import DataFileError
from lagebild.lang.load import ontology, rows, table
from lagebild.types import ActorKind, Language


@dataclass(frozen=True, slots=True)
class RoleKind:
    """A row of ontology/roles.toml."""

    id: str
    kind: ActorKind
    sector: str
    stands_for: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    body: str = ""
    seated: bool = False
    unique: bool = False
    speaks_for: bool = False
    posted: bool = False


@dataclass(frozen=True, slots=True)
class RoleWords:
    """A row of names.toml: the words for a role in one language, and an example that a test reads."""

    id: str
    words: tuple[str, ...]
    label: str
    form: str
    example: str
    actor: str
    on: str = ""


@dataclass(frozen=True, slots=True)
class Compound:
    """A row of names.toml: ends of words that make a role of any compound ("Umwelt|minister"), with an example."""

    endings: tuple[str, ...]
    role: str
    example: str


@dataclass(frozen=True, slots=True)
class Pronoun:
    """Pronouns with the gender ("m", "f" or open) and number of whom they mean; a possessive stands before a noun."""

    words: tuple[str, ...]
    gender: str
    number: str
    possessive: bool = False


@dataclass(frozen=True, slots=True)
class Anaphor:
    """A row of names.toml: nouns that mean a body named before ("die Behörde"), with the kinds and roles that fit."""

    words: tuple[str, ...]
    kinds: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    sector: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """A row of names.toml: nouns that names of bodies are built on, by gender, with an example in a case.

    `adjective` is the ending of adjectives before it, `endings` those of its own cases.
    """

    nouns: tuple[str, ...]
    adjective: str
    endings: tuple[str, ...]
    example: str
    name: str


@dataclass(frozen=True, slots=True)
class Role:
    """A role as a word of a text names it."""

    kind: RoleKind
    words: RoleWords

    @property
    def is_person(self) -> bool:
        """Whether one person fills it."""
        return self.kind.kind == "role"


_LISTS = (
    "name_endings",
    "adjective_endings",
    "role_endings",
    "feminine_endings",
    "plural_endings",
    "plural_articles",
    "woman_endings",
    "place_prepositions",
    "town_prepositions",
    "place_articles",
    "place_nouns",
    "place_adjectives",
    "border_words",
    "border_links",
    "motion_words",
    "motion_links",
    "town_nouns",
    "government_nouns",
    "place_relatives",
    "currencies",
    "site_words",
    "no_actors",
    "pronominal",
    "no_bodies",
    "people_words",
    "people_endings",
    "shared_names",
    "home_countries",
    "member_names",
    "member_articles",
    "office_tails",
    "place_heads",
    "place_tails",
    "no_links",
    "things",
    "surname_things",
    "thing_endings",
    "thing_words",
    "work_words",
    "genitive_endings",
    "owned_nouns",
    "adjective_stems",
    "ways_from",
    "ways_to",
    "ship_words",
    "place_joints",
    "compound_adjectives",
    "author_words",
    "copulas",
    "states_of_places",
    "verbs_of_places",
    "seat_links",
    "coordinators",
    "listings",
    "between",
    "between_endings",
    "posting_links",
    "place_words",
    "place_commas",
    "role_links",
    "not_in_office",
    "short_names",
    "titles",
    "man_titles",
    "woman_titles",
    "particles",
    "particles_never_first",
    "no_names",
    "ambiguous",
    "things_with_article",
    "outlet_words",
    "organisation_endings",
    "legal_forms",
    "organisation_words",
    "heads_of_groups",
    "organisation_links",
    "attribute_links",
    "owned_by_name",
    "determiners",
    "indefinite",
    "named_after_places",
    "articles_of_no_town",
    "articles_before_no_town",
    "between_places",
    "adjectives_of_no_place",
    "after_places",
    "compass_words",
    "names_before_places",
    "no_places",
    "name_links",
    "place_ends",
    "before_persons",
    "things_of_places",
    "place_adjective_endings",
    "place_stem_endings",
    "place_prefixes",
    "never_before_genitive",
    "region_words",
    "plural_regions",
    "single_articles",
    "name_joints",
    "longer_tails",
    "eras",
    "body_links",
    "body_heads",
    "before_no_places",
    "compass_adjectives",
    "state_leads",
    "state_tails",
    "craft_words",
    "state_forms",
    "river_links",
    "possessive_marks",
    "against_links",
    "paper_words",
    "franchises",
    "franchise_tails",
    "branch_words",
    "to_office_words",
)


@dataclass(frozen=True)
class Words:
    """Lists, roles and pronouns of one language; look a list up by its name in names.toml."""

    lists: Mapping[str, tuple[str, ...]]
    sets: Mapping[str, frozenset[str]]
    roles: Mapping[str, Role]  # by word, in lower case where the language writes roles in any case
    roles_by_id: Mapping[str, Role]
    roles_in_any_case: bool
    capitals_tell_names: bool
    words_between: int
    role_reach: Mapping[str, int]  # how many words the roles of several words have at most, by their first
    pronouns: tuple[Pronoun, ...]
    anaphors: Mapping[str, Anaphor]  # by word, in lower case
    short_names: Mapping[str, str]  # to the full given name
    heads: tuple[Head, ...]  # none in a language without cases
    plurals_of_regions: Mapping[str, str]  # "regions" to "region"
    compounds: Mapping[str, str]  # ends of compounds, in lower case, to the id of their role

    def key(self, word: str) -> str:
        """The form in which words for roles are looked up."""
        return word.lower() if self.roles_in_any_case else word


@cache
def role_kinds() -> Mapping[str, RoleKind]:
    """All roles by id."""
    return {role.id: role for role in rows(ontology("roles"), "role", RoleKind, where="ontology/roles.toml")}


@cache
def words(language: Language) -> Words:
    """The words of a language; raises DataFileError for unknown or missing keys."""
    where = f"lang/{language}/names.toml"
    data = table(language, "names")
    lists = {name: _list(data, name, where) for name in _LISTS}
    known = {
        *_LISTS,
        "capitals_tell_names",
        "roles_in_any_case",
        "words_between",
        "role",
        "pronoun",
        "compound",
        "head",
        "anaphor",
    }
    if unknown := sorted(set(data) - known):
        raise DataFileError(f"{where}: unknown key {unknown[0]!r}; known: {', '.join(sorted(known))}")
    any_case = bool(data["roles_in_any_case"])
    roles = _roles(rows(data, "role", RoleWords, where=where), any_case, where)
    return Words(
        lists=lists,
        sets={name: frozenset(values) for name, values in lists.items()},
        roles=roles,
        roles_by_id={role.kind.id: role for role in roles.values()},
        roles_in_any_case=any_case,
        capitals_tell_names=bool(data["capitals_tell_names"]),
        words_between=int(data["words_between"]),
        role_reach=_reach(roles),
        pronouns=rows(data, "pronoun", Pronoun, where=where),
        anaphors={word: row for row in rows(data, "anaphor", Anaphor, where=where) for word in row.words},
        short_names=_pairs(lists["short_names"], where),
        heads=rows(data, "head", Head, where=where) if "head" in data else (),
        plurals_of_regions=dict(pair.split(" ", 1) for pair in lists["plural_regions"]),
        compounds=_compounds(data, where),
    )


def _pairs(values: tuple[str, ...], where: str) -> dict[str, str]:
    """Short given names ("Bill=William") to the full ones."""
    if wrong := [value for value in values if value.count("=") != 1]:
        raise DataFileError(f"{where}: short_names: {wrong[0]!r} is not of the form 'Bill=William'")
    return dict(value.split("=") for value in values)


def _reach(roles: Mapping[str, Role]) -> dict[str, int]:
    reach: dict[str, int] = {}
    for word in roles:
        first, *rest = word.split()
        if rest:
            reach[first] = max(reach.get(first, 1), len(rest) + 1)
    return reach


def _compounds(data: Mapping[str, Any], where: str) -> dict[str, str]:
    """Languages that write their compounds in several words have none."""
    found = rows(data, "compound", Compound, where=where) if "compound" in data else ()
    return {ending: row.role for row in found for ending in row.endings}


def _list(data: Mapping[str, Any], name: str, where: str) -> tuple[str, ...]:
    if not isinstance(data.get(name), list):
        raise DataFileError(f"{where}: the list {name!r} is missing")
    return tuple(data[name])


def _roles(found: tuple[RoleWords, ...], any_case: bool, where: str) -> dict[str, Role]:
    kinds = role_kinds()
    roles: dict[str, Role] = {}
    for row in found:
        if row.id not in kinds:
            raise DataFileError(f"{where}: role {row.id!r} is not in ontology/roles.toml")
        for word in row.words:
            roles.setdefault(word.lower() if any_case else word, Role(kinds[row.id], row))
    return roles
