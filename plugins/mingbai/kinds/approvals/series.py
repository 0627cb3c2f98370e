"""What every agency owes: its guides, year by year."""

from mingbai.check.series import YEAR, Series, by_packages, months_later, of_packages

_URL = "/approvals/"

# 每年: within the year. The package of a year is published again on every change.
SERIES = (
    Series(
        name="years",
        title="{name} {period}办事指南",
        rhythm=YEAR,
        members=of_packages(_URL, YEAR),
        publications=by_packages(_URL, YEAR),
        due=months_later(0),
        is_current=True,
        is_revised=True,
    ),
)
