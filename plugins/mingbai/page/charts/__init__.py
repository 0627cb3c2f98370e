"""Numbers -> charts drawn when the site is built: inline SVG, a table of the same, a sentence.

No script and no style attribute; solid, hatched, blank and dotted read the same in grey.
"""

from mingbai.page.charts.balance import balance
from mingbai.page.charts.dot_strip import Dot, dot_strip
from mingbai.page.charts.history import Point, history
from mingbai.page.charts.lately import lately
from mingbai.page.charts.months import MonthSum, bars
from mingbai.page.charts.shares import shares, shares_key

__all__ = [
    "Dot",
    "MonthSum",
    "Point",
    "balance",
    "bars",
    "dot_strip",
    "history",
    "lately",
    "shares",
    "shares_key",
]
