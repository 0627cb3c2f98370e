"""Edition -> the pages around the kinds.

Home, doors, rules, clock, reconciled pairs, changes, search, feeds, datasets, site map and prose.
"""

from collections.abc import Iterable, Iterator, Sequence

from mingbai.model import Edition, Kind, Panel
from mingbai.portal import clock_panels, corrections, feeds, findings, reconcile, since
from mingbai.portal.datasets import names as dataset_names
from mingbai.portal.pages import downloads, feed_downloads, pages
from mingbai.portal.prose import Prose, prose_pages
from mingbai.portal.search import SCOPES
from mingbai.portal.shell import shell

__all__ = [
    "SCOPES",
    "Prose",
    "corrections",
    "dataset_names",
    "downloads",
    "feed_downloads",
    "feeds",
    "findings",
    "pages",
    "panels",
    "prose_pages",
    "shell",
]


def panels(
    kinds: Sequence[Kind], edition: Edition, of_kinds: Iterable[Panel] = ()
) -> Iterator[Panel]:
    """What the portal itself adds to the pages of things, places and agencies.

    of_kinds: what stands there already; what one of them says to be overdue is not said twice.
    """
    yield from since.panels(kinds, edition)
    yield from reconcile.panels(edition)
    yield from corrections.panels(kinds, edition)
    said = frozenset((panel.subject, panel.band.series) for panel in of_kinds if panel.band)
    yield from clock_panels.record_panels(edition, said)
