"""What a run made and kept -> words for whoever builds: how many pages, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import reduce
from typing import TYPE_CHECKING

from mingbai.publish.rendering import Rendered, StandingSite
from mingbai.sentences import Sentence

if TYPE_CHECKING:
    from mingbai.tasks import Made

_REASONS = 3


def summary(rendered: Rendered) -> Sentence:
    """How many pages were made and kept, and what made them be made: the commonest first."""
    from mingbai import tasks

    made = [one for key, one in rendered.record.tasks.items() if key not in rendered.kept]
    kept_tasks = [one for key, one in rendered.record.tasks.items() if key in rendered.kept]
    sentence = Sentence(
        "做了 {made:,} 页，留用 {kept:,} 页。", made=_pages(made), kept=_pages(kept_tasks)
    )
    counts = Counter(one.why for one in made if kept_tasks)
    if not counts:
        return sentence
    commonest = [
        Sentence("{why}（{count} 项）", why=tasks.says(why), count=count)
        for why, count in counts.most_common(_REASONS)
    ]
    reasons = reduce(
        lambda former, one: Sentence("{former}；{one}", former=former, one=one), commonest
    )
    if len(counts) > _REASONS:
        more = len(counts) - _REASONS
        reasons = Sentence("{reasons}，另有 {count} 种原因", reasons=reasons, count=more)
    return Sentence("{sentence}重做的原因：{reasons}。", sentence=sentence, reasons=reasons)


def explain(url: str, site: StandingSite | None, rendered: Rendered | None) -> Sentence:
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
        return Sentence("{url}：没有记录说得出它是怎样做的。", url=url)
    is_kept = rendered is None or made.key in rendered.kept
    return Sentence(
        "{url}：属于“{task}”，{state}。上次做的原因：{why}。读了：{read}。",
        url=url,
        task=made.key,
        state=Sentence("这次留用") if is_kept else Sentence("这次重做"),
        why=tasks.says(made.why),
        read=list(made.reads),
    )


def _pages(made: Sequence[Made]) -> int:
    return sum(one.pages for one in made)
