"""Builds the names that are shipped (`python gazetteer/build.py`); no part of the program at run time."""
