"""Sentences to findings: names, times, figures, attributions, stances and events, each a function over a document."""
