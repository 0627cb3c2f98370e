"""Names -> a search index of which a phone reads two or three parts a query.

`core.json` is read first: titles of scopes, how characters are read and simplified, people's words
for official ones, which part holds which character, and the few things that everyone looks for.
The browser (theme/static/js/search.js) does the finding; nothing is asked of a server.
"""

from mingbai.portal.search import places
from mingbai.portal.search.index import CORE_URL, documents, downloads, months_of
from mingbai.portal.search.scopes import SCOPES

__all__ = ["CORE_URL", "SCOPES", "documents", "downloads", "months_of", "places"]
