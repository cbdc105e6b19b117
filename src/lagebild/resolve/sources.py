"""Sources: which actor the words of a source mean, and how well they name it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from lagebild.extract.names.cases import bare_forms, is_case
from lagebild.extract.names.gazetteer import folded, gazetteer
from lagebild.extract.names.match import Name, RoleMatch
from lagebild.extract.names.sounds import sound
from lagebild.lang.load import has
from lagebild.resolve.referents import Page
from lagebild.types import Actor, Attribution, Document, Language, Mention, Source, SourceMention, Span, Token

_WITH_ARTICLE = 2
_CYRILLIC = "\u0400"  # the first sign of that block; Latin letters come before
#: Kinds whose mentions have their noun in them, or take one behind them ("the Yonhap news agency").
_NEVER_OWNERS = ("role", "military", "outlet", "place")
_GAP = 3  # code points between a name and the noun that it owns: "'s "
_ACRONYM = 2  # letters of the longest that is no acronym
_BODIES = ("organisation", "government", "military", "outlet", "group")


def resolve(
    document: Document, attributions: tuple[Attribution, ...], mentions: tuple[Mention, ...]
) -> tuple[tuple[Source, tuple[Source, ...]], ...]:
    """For each attribution its source and the chain that it leans on, with the actors that their words mean.

    A source is named where its words mean one actor, by name or by a description that fits only one on this page and
    day; a pronoun or a bare role takes the actor of its antecedent. In a language without words for names and roles
    only the mentions inside the words tell (`_bare_source`).
    """
    if not has(document.article.language, "names"):
        read = partial(_bare_source, mentions=mentions, language=document.article.language)
        return tuple((read(a.source, a.antecedent), tuple(read(link, None) for link in a.chain)) for a in attributions)
    reader = _SourceReader(Page(document, mentions), document)
    found = []
    for a in attributions:
        source = reader.source(reader.whole(a.source, a), a.antecedent)
        found.append((source, tuple(reader.links(a, source))))
    return tuple(found)


def _bare_source(
    found: SourceMention, antecedent: Span | None, mentions: tuple[Mention, ...], language: Language
) -> Source:
    """A source by the names in its words alone: the one person, else the one body whose name begins them.

    A body that stands later, or a person in a case, only tells whose somebody without a name is ("речник Міноборони",
    "радник Зеленського"); of several persons none is named.
    """
    words = found.span or antecedent
    if words is None or found.kind in ("author", "unnamed"):
        return Source("described" if found.kind == "named" else found.kind, found.span)
    inside = [m for m in mentions if words.contains(m.span) and m.actor.kind != "place"]
    first = [m for m in inside if m.span.start == words.start]
    people = [m for m in inside if m.actor.kind == "person" and (m in first or not _is_whose(m, language))]
    actors = {m.actor for m in people or first}
    if len(actors) != 1:
        return Source("described", found.span)
    return Source("named", found.span, actors.pop())


def _is_whose(mention: Mention, language: Language) -> bool:
    """Whether a name is in a case: its ending tells, or the page or the gazetteer has the name without."""
    word, name = mention.span.text.split()[-1], mention.actor.name.split()
    if is_case(word, language):
        return True
    if word < _CYRILLIC or mention.actor.name >= _CYRILLIC:
        return word not in name
    heard = {sound(part) for part in name}  # a known actor has its name in Latin letters
    if sound(word) in heard:
        return False
    bare = tuple(bare_forms(word, language))
    return any(sound(form) in heard or gazetteer(language).senses(folded(form)) for form in bare)


class _SourceReader:
    """Resolves the sources of a page in the order of the text and remembers who has spoken."""

    def __init__(self, page: Page, document: Document) -> None:
        self._page = page
        self._quotations = document.quotations
        self._sets = page.matcher.words.sets
        self._endings = tuple(e for e in page.matcher.words.lists["adjective_endings"] if e)
        self._speakers: list[tuple[int, Actor]] = []
        self._surnames: dict[str, Actor] = {}  # of speakers whose names are in no list

    def whole(self, found: SourceMention, attribution: Attribution) -> SourceMention:
        """A source that begins or ends inside a name, with the whole name, where nothing else of the claim is in it."""
        if found.span is None:
            return found
        start, end = self._without_links(found.span)
        for name in self._page.inside(found.span):
            start, end = min(start, name.span.start), max(end, name.span.end)
        taken = (*attribution.content, *attribution.cue)
        longer = Span.of(self._page.matcher.text, start, end)
        if longer == found.span or any(longer.overlaps(part) and not found.span.overlaps(part) for part in taken):
            return found
        return SourceMention(found.kind, longer)

    def _without_links(self, words: Span) -> tuple[int, int]:
        """Where the words of a source begin and end without a preposition that leads on: "22 countries in"."""
        tokens = self._page.tokens(words)
        links = self._sets["attribute_links"] if self._page.matcher.words.capitals_tell_names else frozenset()
        while len(tokens) > 1 and tokens[-1].text in links:
            tokens = tokens[:-1]
        while len(tokens) > 1 and tokens[0].text in links:
            tokens = tokens[1:]
        return tokens[0].start if tokens else words.start, tokens[-1].end if tokens else words.end

    def links(self, attribution: Attribution, source: Source) -> Iterator[Source]:
        """Whom a source leans on; a pronoun that means nobody, or the source, tells only whose work: "his book"."""
        for link in attribution.chain:
            found = self.source(self.whole(link, attribution), None)
            words = self._page.tokens(found.span) if found.span is not None else ()
            is_pronoun = len(words) == 1 and self._is_pronoun(words[0])
            if not (is_pronoun and found.actor in (None, source.actor)):
                yield found

    def _is_possessive(self, words: Span | None) -> bool:
        """Whether somebody is told by a pronoun alone: "his comments that ..."."""
        tokens = self._page.tokens(words) if words is not None else ()
        return len(tokens) == 1 and bool(self._page.pronoun(tokens))

    def _is_pronoun(self, token: Token) -> bool:
        return any(token.lower in pronoun.words for pronoun in self._page.matcher.words.pronouns)

    def _is_author(self, words: Span) -> bool:
        """Whether the words are the author's "I", outside of what others are quoted with."""
        tokens = self._page.tokens(words)
        if len(tokens) != 1 or not {tokens[0].text, tokens[0].lower} & self._sets["author_words"]:
            return False
        return not any(quoted.start <= words.start < quoted.end for quoted in self._quotations)

    def source(self, found: SourceMention, antecedent: Span | None) -> Source:
        """The source with its final kind and its actor."""
        if found.kind == "author" or (found.kind == "unnamed" and not self._is_possessive(found.span)):
            return Source(found.kind, found.span)
        words = found.span or antecedent
        if words is None:
            return Source(found.kind, None)
        if found.span is not None and self._is_author(found.span):
            return Source("author", None)
        kind, actor = self._meant(words)
        if actor is None and antecedent is not None and antecedent != words:
            kind, actor = self._meant(antecedent)
            readings = self._page.pronoun(self._page.tokens(words))
            if actor is not None and not self._page.agrees(readings, actor):
                actor = None
            if actor is not None:
                actor = self._page.told(readings, self._page.better(readings, actor, antecedent.start, words.start))
        if actor is None and not any(self._is_owner(m, words) for m in self._page.inside(words)):
            kind, actor = self._referred(words, found)
        if actor is not None and (readings := self._page.pronoun(self._page.tokens(words))):
            said = max((start for start, speaker in self._speakers if speaker == actor), default=-1)
            actor = self._page.unless_another(readings, actor, said, words.start)
        if actor is not None:
            self._speakers.append((words.start, actor))
        return Source("named" if kind == "named" and actor is not None else "described", found.span, actor)

    def _meant(self, words: Span) -> tuple[str, Actor | None]:
        """What the words say by themselves."""
        tokens = self._page.tokens(words)
        heads = [m for m in self._page.inside(words) if m.actor.kind != "place"]
        owned = self._spokesperson(tokens, heads)
        if owned is not None:
            return "described", owned
        heads = [m for m in heads if self._is_head(m, words) and not self._is_another(m, words)]
        heads = [m for m in heads if not self._is_possessor(m, words)]
        if heads and not any(m.actor.kind == "person" and not self._is_owner(m, words) for m in heads):
            heads = [m for m in heads if not self._is_owner(m, words)]
        people = [m for m in heads if m.actor.kind == "person"]
        people = people[:1] if people and self._is_first(people, words) else people
        heads = people or [m for m in heads if not self._is_attribute(m)] or heads
        actors = {m.actor for m in heads}
        if len(actors) != 1:
            return "described", self._last_of(people) if people else None
        actor = actors.pop()
        if self._is_listed(heads[0], words) or self._is_of_members(heads[0], words):
            return "described", None
        if actor.kind in ("role", "state") and not self._fits_one(actor, tokens, heads[0]):
            return "described", actor if actor.kind == "role" else None
        return "named", actor

    def _is_first(self, people: list[Mention], words: Span) -> bool:
        """Whether the words begin with a person of whom the rest only tells: "Matt Baker, a former adviser to ..."."""
        tokens, end = self._page.tokens(words), people[0].span.end
        after = [token for token in tokens if token.start >= end][:2]
        if people[0].span.start > tokens[0].start or len(after) < _WITH_ARTICLE or after[0].text != ",":
            return False
        return all(person.span.start != after[1].start for person in people[1:])  # "Ben Carson, Ted Cruz and Rand Paul"

    def _is_listed(self, mention: Mention, words: Span) -> bool:
        """Whether the words name somebody else beside: "Sonia und Willy Bogner"."""
        tokens = self._page.tokens(words)
        for at, token in enumerate(tokens[1:-1], 1):
            if token.text not in self._sets["listings"]:
                continue
            after = self._name_after(tokens, at + 1)
            beside = mention.span.end == tokens[at - 1].end or mention.span.start == tokens[after].start
            if beside and tokens[at - 1].text[0].isupper() and tokens[after].text[0].isupper():
                return True
        return False

    def _name_after(self, tokens: tuple[Token, ...], at: int) -> int:
        """Where a name begins behind an article, titles and words for a role: "and Attorney General Janet Reno"."""
        if tokens[at].lower in self._sets["determiners"] and at + 1 < len(tokens):
            at += 1
        while at + 1 < len(tokens) and (
            tokens[at].text in self._sets["titles"] or self._page.role(tokens[at : at + 1])
        ):
            at += 1
        return at

    def _is_of_members(self, mention: Mention, words: Span) -> bool:
        """Whether only some of a party's people are meant: "other Republicans", "Democrats who voted"."""
        if mention.span.text not in self._sets["member_names"]:
            return False
        rest = [token for token in self._page.tokens(words) if not mention.span.start <= token.start < mention.span.end]
        return any(token.text[0].isalpha() and token.lower not in self._sets["member_articles"] for token in rest)

    def _is_possessor(self, mention: Mention, words: Span) -> bool:
        """Whether a person in a case form only tells whose: "die Anwältin Samanis"."""
        if mention.actor.kind != "person" or mention.span.text.endswith(mention.actor.name[-1]):
            return False
        before = [token for token in self._page.tokens(words) if token.start < mention.span.start]
        return mention.span.end == words.end and any(self._is_noun(token) for token in before)

    def _is_owner(self, mention: Mention, words: Span) -> bool:
        """Whether a noun behind the name tells that it is only somebody's: "Mrs. Clinton's aides", "EU-Diplomaten"."""
        if mention.actor.kind in _NEVER_OWNERS:
            return False
        text, end = self._page.matcher.text, mention.span.end
        rest = [token for token in self._page.tokens(words) if token.end > end]
        if rest and rest[0].start < end and text[end] == "-":  # "EU-Diplomaten"
            return text[end + 1].isupper()
        owned = bool(rest) and rest[0].text.replace("’", "'").endswith(("'s", "'"))
        rest = rest[1:] if owned or (rest and rest[0].start < end) else rest
        if mention.actor.kind in _BODIES and self._is_compound(rest, end):
            return True
        if not rest or rest[0].start > end + _GAP or not rest[0].text[0].isalpha():
            return False
        return owned or rest[0].text in self._sets["owned_by_name"]

    def _is_compound(self, rest: list[Token], end: int) -> bool:
        """Whether the words end with a plural written small that belongs to a body's name: "outside GOP groups"."""
        if not self._page.matcher.words.roles_in_any_case or not rest or rest[0].start != end + 1:
            return False
        plain = all(token.text.isalpha() and token.text.islower() for token in rest)
        last = rest[-1].text
        return plain and len(rest) <= _WITH_ARTICLE and last.endswith("s") and not self._page.role(tuple(rest[-1:]))

    def _is_another(self, mention: Mention, words: Span) -> bool:
        """Whether a word of the name makes it another body: "das Deutsche Rote Kreuz", "die Bangkok Post"."""
        before = [token for token in self._page.tokens(words) if token.start < mention.span.start]
        after = next((token for token in self._page.tokens(words) if token.start >= mention.span.end), None)
        if mention.actor.kind == "government" and after is not None and after.text[0].isupper():
            return self._page.role((after,)) is None and after.start == mention.span.end + 1
        if mention.actor.kind != "organisation" or mention.actor.country or len(before) < _WITH_ARTICLE:
            return False
        sentence = self._page.matcher.sentence_of(before[-1].index)
        is_part = before[-1].text[0].isupper() and before[-1].index > sentence.first
        return is_part and self._page.matcher.adjective(before[-1].index, sentence) is not None

    def _is_attribute(self, mention: Mention) -> bool:
        """Whether a mention only tells whose: "die deutsche Bundesregierung", "South Korea's Service"."""
        if mention.actor.kind != "state":
            return False
        name = self._country_name(mention)
        return name is None or bool(name.ending)

    def _last_of(self, people: list[Mention]) -> Actor | None:
        """The last of several persons where they are no list: "Selenskyjs Berater Podoljak"."""
        begin, end = people[-2].span.end, people[-1].span.start
        between = self._page.tokens(Span.of(self._page.matcher.text, begin, end)) if begin < end else ()
        coordinated = any(token.text in self._sets["coordinators"] for token in between)
        return None if coordinated or not between else people[-1].actor

    def _is_head(self, mention: Mention, words: Span) -> bool:
        """Whether a mention is what the words are about and no attribute of another noun ("Bewohner von Mariupol")."""
        before = [token for token in self._page.tokens(words) if token.start < mention.span.start]
        nouns = [at for at, token in enumerate(before) if self._is_noun(token)]
        if mention.actor.kind == "person" and before and before[-1].text == ",":
            return True
        links = [
            at
            for at, token in enumerate(before)
            if nouns and at > nouns[0] and token.text in self._sets["attribute_links"]
        ]
        if not links:
            return True
        role = self._page.role(tuple(before))
        is_apposed = mention.actor.kind == "person" and links[-1] < len(before) - 1
        return is_apposed and role is not None and not role.role.kind.speaks_for

    def _is_noun(self, token: Token) -> bool:
        if not token.text[0].isalpha() or token.lower in self._sets["determiners"]:
            return False
        return token.text[0].isupper() or self._page.matcher.words.roles_in_any_case

    def _spokesperson(self, tokens: tuple[Token, ...], heads: list[Mention]) -> Actor | None:
        """The body for which somebody without a name speaks: "ein Sprecher des Ministeriums"."""
        role = self._page.role(tokens)
        if role is None or not role.role.kind.speaks_for or any(m.actor.kind == "person" for m in heads):
            return None
        bodies = {m.actor for m in heads if m.actor.kind in _BODIES} or self._bodies(tokens[1:])
        return bodies.pop() if len(bodies) == 1 else None

    def _bodies(self, tokens: tuple[Token, ...]) -> set[Actor]:
        """The organisations that words name, also where they are part of a longer mention ("Sprecher der Nato")."""
        matcher = self._page.matcher
        names = (matcher.name(token.index, matcher.sentence_of(token.index)) for token in tokens)
        keys = {sense.key for name in names if name for sense in name.senses if sense.use == "organisation"}
        return {matcher.gazetteer.actor(key) for key in keys}

    def _fits_one(self, actor: Actor, tokens: tuple[Token, ...], mention: Mention) -> bool:
        """Whether a role or nationality fits only one: an office with a definite article, a state by its name."""
        if actor.kind == "state":
            return self._country_name(mention) is not None
        role = self._page.role(tokens)
        if role is None or not (role.role.kind.stands_for or role.role.kind.unique):
            return False
        return tokens[0].lower not in self._sets["indefinite"] and not tokens[0].text[0].isdigit()

    def _country_name(self, mention: Mention) -> Name | None:
        """The name by which a state is named, if not by its adjective or people."""
        first = self._page.tokens(mention.span)[0]
        sentence = self._page.matcher.sentence_of(first.index)
        name = self._page.matcher.name(first.index, sentence)
        return name if name is not None and name.uses("country") else None

    def _referred(self, words: Span, found: SourceMention) -> tuple[str, Actor | None]:
        """What the words mean by what the page has said before."""
        tokens = self._page.tokens(words)
        readings = self._page.pronoun(tokens)
        if readings and found.kind == "described" and len({reading.number for reading in readings}) > 1:
            return "described", None  # the verb has told that several are meant
        if readings:
            return "named", self._page.meant_by_pronoun(readings, words.start, self._speakers)
        if not tokens or tokens[0].lower in self._sets["indefinite"]:
            return "described", None
        if outlet := self._outlet(tokens):
            return "named", outlet
        role = self._page.role(tokens)
        definite = tokens[0].lower in self._sets["determiners"]
        if definite and len(tokens) == 2 and (body := self._page.meant_by_noun(tokens[1], self._speakers)):
            return "named", body
        if role is not None and len(tokens) <= 3:
            several = role.plural or self._is_several(tokens, role)
            actor = self._page.meant_by_role(role, words.start) if definite and not several else None
            return "described" if actor is None or actor.kind == "role" else "named", actor
        if found.kind == "named" and role is None:
            return "named", self._bare_name(tokens)
        return "described", None

    def _outlet(self, tokens: tuple[Token, ...]) -> Actor | None:
        """The outlet whose name is a common word elsewhere, but not as a source: "laut Bild", "der Spiegel"."""
        if len(tokens) > _WITH_ARTICLE or (len(tokens) > 1 and tokens[0].lower not in self._sets["determiners"]):
            return None
        matcher, last = self._page.matcher, tokens[-1]
        if len(tokens) > 1 and last.text in self._sets["things_with_article"]:
            return None
        name = (
            matcher.name(last.index, matcher.sentence_of(last.index)) if last.text in self._sets["ambiguous"] else None
        )
        senses = name.senses if name is not None and name.end == last.index + 1 else ()
        actors = [matcher.gazetteer.actor(s.key) for s in senses if s.use == "organisation"]
        return next((actor for actor in actors if actor.kind == "outlet"), None)

    def _is_several(self, tokens: tuple[Token, ...], role: RoleMatch) -> bool:
        """Whether an article tells that several men are meant: "die Machthaber", but "die Sprecherin"."""
        if not role.role.is_person or tokens[0].lower not in self._sets["plural_articles"]:
            return False
        return not tokens[-1].lower.endswith(tuple(self._page.matcher.words.lists["woman_endings"]))

    def _begins_sentence(self, name: tuple[Token, ...]) -> bool:
        """Whether the first of several words may be written large for no other reason ("Jungen Aktionären")."""
        sentence = self._page.matcher.sentence_of(name[0].index)
        opens = sentence.first == name[0].index or not self._page.matcher.tokens[name[0].index - 1].text.isalnum()
        return len(name) > 1 and opens and name[0].lower.endswith(self._endings)

    def _bare_name(self, tokens: tuple[Token, ...]) -> Actor | None:
        """An unknown name at the end of the words: an acronym, several capitals, or one after a noun written small."""
        comma = next((at for at, token in enumerate(tokens) if token.text == ","), len(tokens))
        if comma > 1 and all(token.text[0].isupper() for token in tokens[:comma]):
            tokens = tokens[:comma]  # "Jan Berg, ein Kenner des Hafens"
        first = len(tokens)
        while first and tokens[first - 1].text[0].isupper() and tokens[first - 1].text not in self._sets["no_names"]:
            first -= 1
        name = tokens[first:]
        if len(name) == 1 and name[0].text in self._surnames:
            return self._surnames[name[0].text]
        if not name or self._page.inside(Span.of(self._page.matcher.text, name[0].start, name[-1].end)):
            return None
        if name[0].lower in self._sets["determiners"] or len(name) > 4 or self._begins_sentence(name):
            return None
        if {name[-1].text, f"{name[-1].text}."} & self._sets["legal_forms"]:
            return None
        while len(name) > 1 and {name[0].text, f"{name[0].text}."} & self._sets["titles"]:
            name, first = name[1:], first + 1
        acronym = len(name) == 1 and name[0].text.isupper() and not self._page.is_small(name[0])
        acronym = acronym and len(name[0].text) > _ACRONYM
        apposed = (
            first > 0 and tokens[first - 1].text.islower() and tokens[first - 1].lower not in self._sets["determiners"]
        )
        if (
            not acronym
            and not (len(name) > 1 and first == 0)
            and not (apposed and self._page.matcher.words.roles_in_any_case)
        ):
            return None
        if tokens[first - 1].text in self._sets["attribute_links"] and first:
            return None
        actor = Actor(self._page.matcher.text[name[0].start : name[-1].end], "other")
        if len(name) > 1:
            self._surnames[name[-1].text] = actor
        return actor
