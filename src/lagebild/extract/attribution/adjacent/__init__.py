"""Attribution where the complement stands right behind its cue ("she said it was late"): English.

Which of the two readers serves a language is a word in its data: `[order] complement` in
`lang/<language>/attribution.toml`.
"""

from lagebild.extract.attribution.adjacent.reader import read

__all__ = ["read"]
