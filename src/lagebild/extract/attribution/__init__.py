"""Who said what: sources, cues and contents, read by rules (`lang/<language>/attribution.toml` and `verbs.toml`).

Two readers share the types, the classes of verbs and the data files; the order of words in a language chooses
between them (`[order] complement`): "comma", where a comma parts a complement from its cue (German), and "adjacent"
(English). A language without these files is read for marked quotations only (`quoted`).
"""

from functools import partial

from lagebild.encoder import Sight
from lagebild.extract.attribution import adjacent, bare, quoted, reader
from lagebild.extract.attribution.occasions import settled
from lagebild.extract.attribution.reader import AttributionReader
from lagebild.extract.attribution.reports import Join
from lagebild.lang.load import has, table
from lagebild.types import Attribution, Document, NameMention

_BY_ORDER = {"comma": reader.read, "adjacent": adjacent.read}


def read(document: Document, names: tuple[NameMention, ...] = (), join: Join | None = None) -> tuple[Attribution, ...]:
    """Who said what in a document, by rules; ordered by the start of the content. `names` may be empty.

    With `join` (of `joined`), the encoder's reading and that of the rules are settled together.
    """
    if not has(document.article.language, "attribution"):
        return quoted.read(document) if join is None else bare.read(document, names, join)
    order = table(document.article.language, "attribution")["order"]["complement"]
    return settled(_BY_ORDER[order](document, names, join), document.article.language)


def joiner(sight: Sight) -> Join:
    """What `read` needs to join the rules with what an encoder sees of the document."""
    from lagebild.extract.attribution.joined import join

    return partial(join, sight.encoder, sight.seen)


class RuleReader:
    """Reads attributions by the rules of the document's language."""

    def read(self, document: Document, names: tuple[NameMention, ...] = ()) -> tuple[Attribution, ...]:
        """The attributions of a document, in the order of their contents."""
        return read(document, names)


__all__ = ["AttributionReader", "RuleReader", "joiner", "read"]
