"""Tests read by the rules alone unless they ask for weights: rules read the same on every processor."""

from __future__ import annotations

import os

os.environ.setdefault("LAGEBILD_WEIGHTS", "none")  # for the processes that tests start, too
