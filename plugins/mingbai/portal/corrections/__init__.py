"""Releases -> what was corrected or changed after publication: its pages, marks, feeds and files.

Every version of a package that has several stands at a lasting address, the one that was replaced
with its tables. A correction is told where the thing itself stands, too.
"""

from mingbai.portal.corrections.addresses import change_url, folder_url, versions_url
from mingbai.portal.corrections.downloads import downloads
from mingbai.portal.corrections.news import CorrectionLine, corrected
from mingbai.portal.corrections.pages import pages
from mingbai.portal.corrections.panels import corrections_table, panels
from mingbai.portal.corrections.things import ChangeLine, change_lines

__all__ = [
    "ChangeLine",
    "CorrectionLine",
    "change_lines",
    "change_url",
    "corrected",
    "corrections_table",
    "downloads",
    "folder_url",
    "pages",
    "panels",
    "versions_url",
]
