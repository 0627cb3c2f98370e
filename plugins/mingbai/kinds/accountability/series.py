"""Decisions -> by when each was to be published."""

from mingbai.check.series import Events, of_rows

SERIES = (
    Events(
        name="decisions",
        title="公开问责决定：{name}",
        rows=of_rows(
            "decisions", "decision_no", name="decision_no", day="date", url="/accountability/"
        ),
    ),
)
