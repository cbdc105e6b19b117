"""Published scales of intensity for deeds, as tables that a user can replace."""
