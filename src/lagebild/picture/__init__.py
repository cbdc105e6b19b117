"""Stage picture."""
