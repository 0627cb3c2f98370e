"""What a run made and kept -> words for whoever builds: how many pages, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from mingbai.publish.rendering import Rendered, StandingSite

if TYPE_CHECKING:
    from mingbai.tasks import Made

_REASONS = 3


def summary(rendered: Rendered) -> str:
    """How many pages were made and kept, and what made them be made: the commonest first."""
    from mingbai import tasks

    made = [one for key, one in rendered.record.tasks.items() if key not in rendered.kept]
    kept_tasks = [one for key, one in rendered.record.tasks.items() if key in rendered.kept]
    sentence = f"做了 {_pages(made):,} 页，留用 {_pages(kept_tasks):,} 页。"
    counts = Counter(one.why for one in made if kept_tasks)
    reasons = [f"{tasks.says(why)}（{count} 项）" for why, count in counts.most_common(_REASONS)]
    rest = f"，另有 {len(counts) - _REASONS} 种原因" if len(counts) > _REASONS else ""
    return f"{sentence}重做的原因：{'；'.join(reasons)}{rest}。" if reasons else sentence


def explain(url: str, site: StandingSite | None, rendered: Rendered | None) -> str:
    """Which task a page or file belongs to, whether it was made, why it was last made.

    site: the one that is served, None where there is none. rendered: None where nothing had to be
    built.
    """
    from mingbai import tasks
    from mingbai.page.addresses import file_name

    left = tasks.load(site.record) if site else None
    record = left if rendered is None else rendered.record
    made_tasks = record.tasks.values() if record is not None else ()
    made = next((one for one in made_tasks if file_name(url) in one.files), None)
    if made is None:
        return f"{url}：没有记录说得出它是怎样做的。"
    is_kept = rendered is None or made.key in rendered.kept
    state = "这次留用" if is_kept else "这次重做"
    read = "、".join(key for key in made.reads)
    return f"{url}：属于“{made.key}”，{state}。上次做的原因：{tasks.says(made.why)}。读了：{read}。"


def _pages(made: Sequence[Made]) -> int:
    return sum(one.pages for one in made)
