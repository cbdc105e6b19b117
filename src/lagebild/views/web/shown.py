"""What the templates of the pages ask for: the ways from one page to another."""

from __future__ import annotations

from dataclasses import dataclass

from lagebild.compare.called import translated
from lagebild.compare.identity import name_in
from lagebild.compare.voices import Voice, actor_key, leaned_on, speaker
from lagebild.lang.load import LANGUAGES
from lagebild.ledger.answers import Speaking
from lagebild.ledger.backing import Backing
from lagebild.ledger.browse import Outlet
from lagebild.ledger.cells import value_at
from lagebild.ledger.comments import EMAIL, NAME, WORDS
from lagebild.picture.conflicts import Conflict
from lagebild.picture.denials import TOGETHER, Denials, is_together
from lagebild.picture.figures import FigureGroup
from lagebild.picture.values import FigureNumber, FigureValue, Objection, ValuePair
from lagebild.types import Actor, Article, Entry
from lagebild.views.shown import Shown
from lagebild.views.value_tables import counted_ends, objector, origin_name, source_name, whose, why
from lagebild.views.web import addresses
from lagebild.views.web.subjects import page_of, work_at


@dataclass(frozen=True, slots=True)
class CommentForm:
    """What the form of a comment needs to know: languages, signs of each field, a field that only programs fill in."""

    languages: tuple[str, ...] = (*LANGUAGES, "und")
    name: int = NAME
    email: int = EMAIL
    words: int = WORDS
    trap: str = "website"


FORM = CommentForm()


class WebShown(Shown):
    """Claims and figures with addresses of this server."""

    open_figures = 12
    with_stage_table = True
    form = FORM

    def href(self, entry: Entry) -> str:
        """The address of the sentence of a claim."""
        return addresses.claim(entry.article.id, entry.claim.id)

    def to(self, entry: Entry) -> str:
        """The address of the sentence of a claim."""
        return self.href(entry)

    def to_article(self, article: Article) -> str:
        """The address of an article."""
        return addresses.thing("article", article.id)

    def to_proposition(self, identifier: str) -> str:
        """The address of a proposition."""
        return addresses.thing("proposition", identifier)

    def to_voice(self, voice: Voice) -> str:
        """The address of a source."""
        return addresses.thing("source", voice.key)

    def to_actor(self, actor: Actor) -> str:
        """The address of somebody who is named."""
        return addresses.thing("actor", actor_key(actor))

    def to_deeds(self, one: Actor, other: Actor, tone: str = "") -> str:
        """The address of what one did toward another; of one tone (friendly, hostile) or of all."""
        return addresses.with_query("/deeds", {"by": one.name, "toward": other.name, "tone": tone})

    def to_denials(self, actor: Actor) -> str:
        """The address of what somebody denied; of a state, also what those denied who speak for it."""
        return addresses.with_query("/disputes", {"kind": "denies", "source": actor.name})

    def to_escalation(self, one: Actor, other: Actor) -> str:
        """The address of whether it escalates between two sides."""
        return addresses.with_query("/escalation", {"one": one.name, "other": other.name})

    def to_outlet(self, outlet: Outlet) -> str:
        """The address of an outlet."""
        return addresses.thing("outlet", outlet.key)

    def to_quantity(self, group: FigureGroup) -> str:
        """The address of a quantity."""
        one = group.quantity
        return addresses.quantity((one.concept, one.unit, one.owner, one.family))

    def name(self, actor: Actor) -> str:
        """What somebody or something is called in the language of the labels."""
        return name_in(actor, self.words.ui)

    def within(self, actor: Actor) -> str:
        """What holds a place, the nearest first; empty where nothing is known."""
        return ", ".join(translated(name, self.words.ui) for name in actor.place.within) if actor.place else ""

    @staticmethod
    def to_work(address: str, kind: str = "") -> str:
        """The address where something is decided about a thing (lage:claim/…)."""
        return work_at(address, kind)

    @staticmethod
    def to_comment(address: str) -> str:
        """The address where a comment on a thing is written."""
        return addresses.with_query("/comment", {"about": address})

    @staticmethod
    def to_thing(address: str) -> str:
        """The address of the page of a thing (lage:claim/…)."""
        return page_of(address)

    @staticmethod
    def read_at(entry: Entry, cell: str | None) -> str | None:
        """What was read into a cell of a claim, as JSON; None where it has no such cell now."""
        return value_at(entry.claim, cell or "")

    @staticmethod
    def short(words: str, most: int = 300) -> str:
        """Words for a list: cut where they are longer than anybody reads there; their own page has all of them."""
        return words if len(words) <= most else f"{words[:most].rstrip()} …"

    def speaker(self, entry: Entry) -> Voice:
        """Who says it."""
        return speaker(entry)

    def leaned_on(self, entry: Entry) -> tuple[Voice, ...]:
        """On whose word, nearest first."""
        return leaned_on(entry)

    def source_name(self, one: Speaking) -> str:
        """What a source is called in a list: the authors of an outlet are one source, whoever signs."""
        return source_name(one, self.words)

    def origin_name(self, one: Backing) -> str:
        """What an origin is called."""
        return origin_name(one, self.words)

    def counted_ends(self, one: FigureNumber | FigureValue) -> tuple[str, str]:
        """How many origins of a value are known, and how many are reports that name no source, in words."""
        return counted_ends(one, self.words)

    def outlet_of_origin(self, one: Backing) -> str:
        """Whose text it is that names no source."""
        return whose(one.voice, self.words)

    def pair_reasons(self, pair: ValuePair) -> str:
        """How two values relate, in words."""
        return why(pair, self.words)

    def day_of_answer(self, one: Conflict | Objection) -> str:
        """The day on which something was answered, and how it is known."""
        said, basis = one.said
        return self.words("answer_day", basis, day=self.words.day(said) if said else self.words("date", "unknown"))

    def objector(self, made: Objection) -> str:
        """Who stands against a value."""
        return objector(made, self.words)

    def is_together(self, one: Conflict) -> bool:
        """Whether two sides deny at once."""
        return is_together(one)

    def side_name(self, one: Denials) -> str:
        """What a side is called in the language of the labels; somebody without a name by the words for him."""
        if one.side is not None:
            return name_in(one.side, self.words.ui)
        if one.key == TOGETHER:
            return self.words("web_denials", "several")
        voice = one.found[0].voice
        plain = self.words.voice(voice)
        return plain if voice.actor or voice.kind != "described" else self.words("source", "quoted", words=plain)

    def outlet_name(self, outlet: Outlet) -> str:
        """What an outlet is called."""
        return outlet.name or self.words("text", "no_outlet")
