"""What the office owes: the scores of the year before, year by year."""

from mingbai.check.series import YEAR, Series, by_packages, months_later, of_packages

_URL = "/performance/"

# The scores of a year are known after it: with the first quarter of the next one.
SERIES = (
    Series(
        name="years",
        title="{name} {period}绩效考评",
        rhythm=YEAR,
        members=of_packages(_URL, YEAR),
        publications=by_packages(_URL, YEAR),
        due=months_later(3),
    ),
)
