"""Edition -> the same portal in short, in another language, below `/<language>/`.

Home, data and dictionaries, rules, clock, comparisons, log, verification. What is printed in a page
of the portal is asked of the same frames; no ledger year is repeated. A language is a catalogue
(`page/locale/<code>.po`) and a line in `page.languages.LANGUAGES`, nothing else.
"""

from mingbai.portal.languages.pages import pages

__all__ = ["pages"]
