"""Edition -> the pages around the kinds.

Home, doors, rules, clock, changes, search, feeds, datasets, site map and prose.
"""

from mingbai.portal.clock_pages import record_panels
from mingbai.portal.datasets import names as dataset_names
from mingbai.portal.pages import downloads, feed_downloads, pages
from mingbai.portal.prose import Prose, prose_pages
from mingbai.portal.search import SCOPES
from mingbai.portal.shell import shell

__all__ = [
    "SCOPES",
    "Prose",
    "dataset_names",
    "downloads",
    "feed_downloads",
    "pages",
    "prose_pages",
    "record_panels",
    "shell",
]
