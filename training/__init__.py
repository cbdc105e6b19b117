"""The recipe of the trained reader, a module a step: convert, trim, read the gold sets, fit, export, fit the decoder."""
