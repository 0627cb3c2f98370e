"""What the office owes: a round of appraisal, year by year."""

from mingbai.check.series import YEAR, Series, by_packages, months_later, of_packages

_URL = "/appraisals/"

# 每年: within the year. A round is published again when what it asked for was answered.
SERIES = (
    Series(
        name="years",
        title="{name} {period}民主评议",
        rhythm=YEAR,
        members=of_packages(_URL, YEAR),
        publications=by_packages(_URL, YEAR),
        due=months_later(0),
        is_current=True,
        is_revised=True,
    ),
)
