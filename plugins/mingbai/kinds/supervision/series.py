"""What the office owes: notices of supervision, month by month."""

from mingbai.check.series import MONTH, Series, by_packages, of_packages, on_day
from mingbai.county import MONTH_DUE_DAY

_URL = "/supervision/"

# A month's package is published again when a notice of it is answered.
SERIES = (
    Series(
        name="months",
        title="{name} {period}督查通报",
        rhythm=MONTH,
        members=of_packages(_URL, MONTH),
        publications=by_packages(_URL, MONTH),
        due=on_day(MONTH_DUE_DAY),
        is_revised=True,
    ),
)
