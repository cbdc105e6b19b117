"""Which browser this machine has."""

import os
import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MISSING = "NO BROWSER: the pages were not tested in one; install chromium, or name one with LAGEBILD_BROWSER"


def chromium() -> str | None:
    """The browser of this machine, or that of LAGEBILD_BROWSER."""
    return os.environ.get("LAGEBILD_BROWSER") or next((path for name in NAMES if (path := shutil.which(name))), None)
