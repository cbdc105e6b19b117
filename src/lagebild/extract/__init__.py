"""Sentences to findings: names, times, figures, attributions, stances and events, each an explicit function over a document."""
