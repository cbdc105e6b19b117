"""A dossier as a folder of static files, which can be put on any web server or mailed."""

from lagebild.views.publish.site import Imprint, publish

__all__ = ["Imprint", "publish"]
