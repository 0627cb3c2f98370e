"""Kinds and the pages around them -> names that only the search knows: where one goes for what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mingbai.model import Edition, Kind, Name

# Title, address, and what else people call it.
_PAGES = (
    ("怎样投诉、怎样更正", "/contact/", ("投诉", "举报", "反映问题", "意见", "监督电话")),
    ("怎样看账", "/how-to-read/", ("看不懂账",)),
    ("数据下载", "/data/", ("开放数据", "下载", "Excel", "CSV", "表格")),
    ("怎样用数据", "/take-home/", ("接口", "API", "数据库")),
    ("订阅更新", "/feeds/", ("订阅", "RSS")),
    ("公开及时吗", "/clock/", ("到期", "按时公开", "逾期", "没公开的", "迟公开")),
    ("全县一眼", "/clock/county/", ("地图", "日历", "哪些村没公开")),
    ("账和账对得上吗", "/reconcile/", ("对账", "核对")),
    ("核对规则", "/rules/", ("规则",)),
    ("公开日志", "/log/", ("日志", "存证")),
    ("核对一份文件、一张纸", "/verify/", ("真假", "二维码")),
    ("最近公开的、更正的", "/changes/", ("更正", "改过的账", "新公开")),
    ("按地方找", "/places/", ("村", "地方")),
    ("按名称找", "/az/", ("拼音", "字母")),
    ("关于本网", "/about/", ("网站说明",)),
)


def names(kinds: Iterable[Kind], edition: Edition) -> Iterator[Name]:
    """The first page of each kind that published anything, and what stands around the kinds."""
    for kind in kinds:
        if edition.tables[kind.name].packages:
            url = f"/{kind.name}/"
            yield Name("page", url, kind.title, url=url, note=kind.summary, keys=(kind.title_en,))
    for title, url, keys in _PAGES:
        yield Name("page", url, title, url=url, note="", keys=keys)
