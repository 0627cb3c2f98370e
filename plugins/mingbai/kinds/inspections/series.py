"""Filings -> by when each was to be published: counted from the day of filing."""

from mingbai.check.series import Events, of_rows

SERIES = (
    Events(
        name="filings",
        title="公开检查备案：{name}",
        rows=of_rows("filings", "filing_no", name="objects", day="filed_on", url="/inspections/"),
    ),
)
