"""What the office owes: the ledger of complaints, month by month."""

from mingbai.check.series import MONTH, Series, by_packages, of_packages, on_day
from mingbai.county import MONTH_DUE_DAY

_URL = "/complaints/"

# A month's package is published again when a complaint of it is closed.
SERIES = (
    Series(
        name="months",
        title="{name} {period}效能投诉",
        rhythm=MONTH,
        members=of_packages(_URL, MONTH),
        publications=by_packages(_URL, MONTH),
        due=on_day(MONTH_DUE_DAY),
        is_revised=True,
    ),
)
