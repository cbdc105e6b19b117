"""Stage ontology."""
