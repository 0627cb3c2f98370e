"""Edition -> the pages around the kinds.

Home, doors, rules, clock, reconciled pairs, changes, search, feeds, datasets, site map and prose.
"""

from mingbai.portal import calendars, corrections, feeds, findings
from mingbai.portal.datasets import MadeFile
from mingbai.portal.datasets import names as dataset_names
from mingbai.portal.pages import (
    closing_tasks,
    downloads,
    feed_downloads,
    joined_files,
    pages,
    panel_tasks,
    panels,
    tasks,
)
from mingbai.portal.prose import Prose, prose_pages
from mingbai.portal.search import SCOPES
from mingbai.portal.shell import shell

__all__ = [
    "SCOPES",
    "MadeFile",
    "Prose",
    "calendars",
    "closing_tasks",
    "corrections",
    "dataset_names",
    "downloads",
    "feed_downloads",
    "feeds",
    "findings",
    "joined_files",
    "pages",
    "panel_tasks",
    "panels",
    "prose_pages",
    "shell",
    "tasks",
]
