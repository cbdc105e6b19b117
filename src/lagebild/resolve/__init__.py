"""Findings to claims: names become actors, relative times become days, mentions of one person become one person."""
