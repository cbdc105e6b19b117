"""Who said what: sources, cues and contents, read by rules (`lang/<language>/attribution.toml` and `verbs.toml`)."""

from lagebild.extract.attribution.reader import AttributionReader, RuleReader, read

__all__ = ["AttributionReader", "RuleReader", "read"]
