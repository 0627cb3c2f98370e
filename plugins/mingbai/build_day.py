"""The --as-of option and a data folder -> the day that a portal is built for.

Lateness is counted up to that day. A county is built for the day on which it is built, in China; a
demo, whose days are invented, for the newest publication in its data. Read without any library, so
that a build with nothing to do stays immediate.
"""

from __future__ import annotations

import csv
import io
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

CHINA = timezone(timedelta(hours=8))
TODAY = "today"
_ENCODINGS = ("utf-8-sig", "gb18030")


def build_day(option: str, data: Path, now: datetime | None = None) -> str:
    """The day as an ISO date; "" for a demo, whose build takes the newest publication.

    option: an ISO date, `today` or "". now: the moment that is asked for today, this one if not
    given. A date that is none raises ValueError.
    """
    if option and option != TODAY:
        return date.fromisoformat(option).isoformat()
    if not option and is_demo(data):
        return ""
    return (now or datetime.now(CHINA)).astimezone(CHINA).date().isoformat()


def is_demo(data: Path) -> bool:
    """Whether the registry of a data folder says that all of it is invented.

    Only a row `is_demo,是` of its table `site` says so; a table that cannot be read says nothing,
    and the check that follows says why.
    """
    return any(
        "is_demo" in row and "是" in row
        for path in sorted(data.glob("registry/*/*/site.csv"))
        for row in csv.reader(io.StringIO(_text(path.read_bytes())))
    )


def _text(body: bytes) -> str:
    """The text of a table in one of the encodings that clerks commit; "" in any other."""
    for encoding in _ENCODINGS:
        try:
            return body.decode(encoding)
        except UnicodeDecodeError:
            continue
    return ""
