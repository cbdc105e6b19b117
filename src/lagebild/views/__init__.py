"""Stage views."""
