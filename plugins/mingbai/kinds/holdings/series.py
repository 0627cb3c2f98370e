"""What every township owes: assets, resources and contracts of its villages, by the quarter."""

from mingbai.check.series import QUARTER, Series, by_packages, of_packages, on_day
from mingbai.county import QUARTER_DUE_DAY

_URL = "/holdings/"

# Also a quarter in which nothing happened: then its tables are empty.
SERIES = (
    Series(
        name="quarters",
        title="{name} {period}资产资源合同",
        rhythm=QUARTER,
        members=of_packages(_URL, QUARTER),
        publications=by_packages(_URL, QUARTER),
        due=on_day(QUARTER_DUE_DAY),
    ),
)
