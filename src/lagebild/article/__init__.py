"""Stage article."""
