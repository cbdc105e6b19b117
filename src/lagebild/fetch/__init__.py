"""Stage fetch."""
