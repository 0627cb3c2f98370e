"""Attachments of matters: which are there, and where they stand."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from mingbai.addressing import segment
from mingbai.model import Download, Edition
from mingbai.page.records import are_attached, attachment_downloads
from mingbai.read import Tables


def attachment_url(matter_no: str, stage: str, name: str) -> str:
    """Where an attachment of a stage of a matter stands."""
    return f"/village_affairs/{segment(matter_no)}/{stage}/{name}"


def are_there(tables: Tables) -> pd.Series:
    """Whether the package has the file, for each stage with one; on the index of `matters`."""
    return are_attached(tables, "matters")


def downloads(tables: Tables, _: Edition) -> Iterator[Download]:
    """Each attachment below the page of its matter: two stages may have files of one name."""
    return attachment_downloads(tables, "matters", ("matter_no", "stage"), attachment_url)
