"""Numbers of outlets, actors and voices: each is one row of the index, made when it is met first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from lagebild.compare.agencies import publishing_agency, publishing_outlet
from lagebild.compare.voices import Voice, actor_key
from lagebild.ledger import rows
from lagebild.ledger.fold import fold, fold_outlet
from lagebild.ledger.keyed import texts_under
from lagebild.ledger.rows import Named, indexed
from lagebild.ledger.store import Row, Store
from lagebild.types import Actor, Article, Claim

#: So many names are remembered with their numbers before all are forgotten.
_REMEMBERED = 200_000


class Names:
    """Gives names their numbers. Every method expects to stand inside of `Store.writing`."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: dict[tuple[str, str], int] = {}
        self._forms: list[Row] = []  # spellings that wait to be written

    def forget(self) -> None:
        """Forgets the numbers: those of a transaction that failed are not there."""
        self._known.clear()
        self._forms.clear()

    def learn(self, named: Iterable[Named]) -> None:
        """Asks for the numbers of actors that are not known yet, all at once; says nothing of those not met before."""
        if len(self._known) > _REMEMBERED:
            self._known.clear()
        wanted = sorted({found.key for found in named if ("actors", found.key) not in self._known})
        for key, number in texts_under(self._store, "actors", "key", "seq", wanted):
            self._known["actors", key] = int(number)

    def known(self, key: str) -> int | None:
        """The number of an actor by its key, None where it was never named."""
        if ("actors", key) not in self._known:
            found = self._store.one("SELECT seq FROM actors WHERE key = :key", {"key": key})
            if found is None:
                return None
            self._known["actors", key] = int(found[0])
        return self._known["actors", key]

    def write(self) -> None:
        """Writes the spellings of actors that were noted since."""
        self._store.many("INSERT INTO forms (folded, actor) VALUES (?, ?) ON CONFLICT DO NOTHING", self._forms)
        self._forms.clear()

    def outlet(self, article: Article) -> int:
        """The outlet of an article. An agency's own page is the agency's; a page that tells neither publisher nor host
        comes from an outlet of its own."""
        if agency := publishing_agency(article):
            return self.agency(agency)
        words = indexed(fold_outlet(article.publisher, article.url))
        columns = {"name": indexed(article.publisher) if article.publisher else None, "words": words}
        return self._number("outlets", outlet_key(article), columns)

    def agency(self, agency: Actor) -> int:
        """A news agency as an outlet: its key is the actor's."""
        columns = {"name": indexed(agency.name), "words": fold(indexed(agency.name))}
        return self._number("outlets", agency_key(agency), columns)

    def actor(self, found: Named) -> int:
        """An actor that a claim names; its spellings are noted, for `write`."""
        actor = found.actor
        columns: dict[str, Any] = {}
        if actor is not None:
            texts = rows.texts((actor.name, actor.country, actor.wikidata, actor.plover))
            columns = dict(zip(("name", "country", "wikidata", "plover"), texts, strict=True), kind=actor.kind)
        number = self._number("actors", found.key, columns)
        for form in found.forms:
            if ("forms", place := f"{number}{form}") not in self._known:
                self._forms.append((form, number))
                self._known["forms", place] = number
        return number

    def voice(self, voice: Voice) -> int:
        """Somebody who speaks."""
        key = indexed(voice.key)
        if known := self._known.get(("voices", key)):
            return known
        actor = None
        if voice.actor is not None:
            actor = next((self.actor(found) for found in rows.of_actor(voice.actor)), None)
        columns = {
            "kind": voice.kind, "name": indexed(voice.name), "actor": actor, "identified": int(voice.identified),
        }  # fmt: skip
        return self._number("voices", key, columns)

    def manner(self, claim: Claim) -> int:
        """How a claim is made: the kind of its source, its form, act and factuality."""
        columns = {
            "kind": claim.source.kind, "form": claim.form, "act": claim.act, "factuality": claim.factuality,
        }  # fmt: skip
        return self._number("manners", " ".join(columns.values()), columns)

    def _number(self, table: str, key: str, columns: Mapping[str, Any]) -> int:
        """The number of the row with this key, which is made where it is not there."""
        if len(self._known) > _REMEMBERED:
            self._known.clear()
        if known := self._known.get((table, key)):
            return known
        values = {"key": key, **columns}
        names, places = ", ".join(values), ", ".join(f":{name}" for name in values)
        found = self._store.one(f"SELECT seq FROM {table} WHERE key = :key", {"key": key}) or self._store.one(
            f"INSERT INTO {table} ({names}) VALUES ({places}) RETURNING seq", values
        )
        assert found is not None
        self._known[table, key] = int(found[0])
        return int(found[0])


def outlet_key(article: Article) -> str:
    """What makes two articles come from one outlet: the known outlet that publishes it, else the publisher, else the
    host.

    A known outlet has one key on its own pages and where others name it. A publisher has several hosts, and a host
    without a publisher is an outlet too; without both the article is one.
    """
    if known := publishing_outlet(article):
        return agency_key(known)
    host = fold_outlet(None, article.url).replace(" www ", " ", 1)
    return indexed(fold(article.publisher) or host or f"article:{article.id}")


def agency_key(agency: Actor) -> str:
    """What makes a news agency, or another outlet that is known, one wherever it is named."""
    return indexed(actor_key(agency))
