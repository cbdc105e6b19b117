"""What a language needs to be read: one folder a language, the same file names in each, and one loader."""
