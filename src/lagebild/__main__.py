"""`python -m lagebild` is `lagebild`."""

import sys

from lagebild.cli import main

if __name__ == "__main__":
    sys.exit(main())
