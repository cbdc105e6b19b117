"""The recipe of the trained reader, a module a step: trim, read the gold sets, fit, export, fit the decoder."""
