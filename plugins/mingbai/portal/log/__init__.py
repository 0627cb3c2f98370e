"""The log of all that was released -> its pages, and its files in the form of C2SP tlog-tiles.

Before the first release there are none.
"""

from mingbai.portal.log.downloads import downloads
from mingbai.portal.log.pages import URL, entry_url, pages

__all__ = ["URL", "downloads", "entry_url", "pages"]
