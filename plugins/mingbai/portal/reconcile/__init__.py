"""Reconciled pairs -> what agrees, what differs and what cannot be compared, page by page.

`/reconcile/` for the whole county, a page for each reconciliation, township and agency, a section
on the page of each thing that is compared, the pairs as files.
"""

from mingbai.portal.reconcile.downloads import downloads
from mingbai.portal.reconcile.pages import pages
from mingbai.portal.reconcile.pairs import URL, Pair, pairs, url_of, words
from mingbai.portal.reconcile.panels import panels

__all__ = ["URL", "Pair", "downloads", "pages", "pairs", "panels", "url_of", "words"]
