"""Numbers -> charts drawn when the site is built: inline SVG, a table of the same, a sentence.

No script and no style attribute; solid, hatched, blank and dotted read the same in grey.
"""

from mingbai.page.charts.balance import balance
from mingbai.page.charts.dot_grid import DotRow, DotState, dot_grid
from mingbai.page.charts.dot_strip import Dot, dot_strip
from mingbai.page.charts.histogram import DayLimit, histogram
from mingbai.page.charts.history import Point, history
from mingbai.page.charts.lately import lately
from mingbai.page.charts.month_line import month_line
from mingbai.page.charts.months import MonthSum, bars
from mingbai.page.charts.rank_lines import RankedRound, rank_lines
from mingbai.page.charts.shares import shares, shares_key
from mingbai.page.charts.tile_map import MapTile, tile_map

__all__ = [
    "DayLimit",
    "Dot",
    "DotRow",
    "DotState",
    "MapTile",
    "MonthSum",
    "Point",
    "RankedRound",
    "balance",
    "bars",
    "dot_grid",
    "dot_strip",
    "histogram",
    "history",
    "lately",
    "month_line",
    "rank_lines",
    "shares",
    "shares_key",
    "tile_map",
]
