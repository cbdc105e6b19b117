"""What the commands share: their options, the intake of pages, output and messages."""
