"""Documents -> by when each was to be published: counted from the day of issue."""

from mingbai.check.series import Events, of_rows

SERIES = (
    Events(
        name="documents",
        title="公开文件：{name}",
        rows=of_rows("documents", "slug", name="title", day="issued", url="/regulations/"),
    ),
)
