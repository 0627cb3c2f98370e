"""Two Editions and their output folders -> the Preview of what would change on the site."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from mingbai.model import Edition, Kind
from mingbai.preview import (
    disclosures,
    duties,
    entries,
    figures,
    gaps,
    packages,
    persons,
    proofs,
    remarks,
    sheets,
    trees,
)
from mingbai.preview.consequences import Preview, topic, without


@dataclass(frozen=True)
class RenderedEdition:
    """One of the two that are compared. output: the portal of the edition, as it is published."""

    edition: Edition
    output: Path


def preview(
    kinds: Sequence[Kind], before: RenderedEdition, after: RenderedEdition, against: str
) -> Preview:
    """All that differs. Both are looked at on one day (ValueError where they are not).

    against: what the base is called.
    """
    was, now = before.edition, after.edition
    if was.county.as_of != now.county.as_of:
        raise ValueError(f"two days: {was.county.as_of}, {now.county.as_of}")
    folders = before.output, after.output
    difference = trees.differences(*folders)
    old, new = (figures.figures(kinds, edition) for edition in (was, now))
    changed = packages.changed(kinds, was, now)
    compared = Preview(
        against=against,
        as_of=now.county.as_of,
        topics=(
            topic("disclosures", "公开的事项", disclosures.moved(was, now)),
            topic("packages", "数据：新的、改了的、撤回的", packages.moved(changed, was, now)),
            topic("figures", "数字", figures.moved(old, new)),
            topic("duties", "按期公开和办理", duties.moved(was, now)),
            topic("warnings", "提醒", remarks.moved(kinds, was, now)),
            topic("gaps", "两边对不对得上", gaps.moved(was, now)),
            topic("proofs", "逐处核对", proofs.moved(kinds, was, now)),
            topic("sheets", "公示单", sheets.moved(*folders, difference)),
            topic("persons", "名单里的人", persons.moved(kinds, was, now)),
            topic("entries", "订阅", entries.moved(kinds, was, now)),
            topic("pages", "网页", trees.pages(*folders, difference)),
            topic("files", "其他文件", trees.files(*folders, difference)),
        ),
    )
    return without(compared, packages.erased(changed, now))
