"""Why something was made -> words for whoever builds."""

from __future__ import annotations

from collections.abc import Mapping

_WORDS: Mapping[str, str] = {
    "new": "以前没有做过，或程序、主题、设置改了",
    "given": "做的时候给的“{}”变了",
    "packages": "“{}”的数据包增减了，或说明改了",
    "table": "表“{}”改了",
    "kind": "“{}”的数据包改了",
    "folder": "数据包“{}”的文件改了",
    "descriptor": "数据包“{}”的说明改了",
    "files": "“{}”的数据包多了或少了一张表",
    "corrections": "公开以后的更正变了",
    "is_released": "公开日志开始了",
    "verdicts": "规则对“{}”的结论变了",
    "names": "“{}”的名录变了",
    "disclosures": "公开事项增减了，或有一项改了",
    "releases": "日志里的版本变了",
    "open_data": "开放数据改了",
    "open_data_left_out": "没有公开的开放数据增减了",
    "publishers": "公开“{}”的类别增减了",
    "frame": "别类公开的“{}”变了",
    "threshold": "规则数值“{}”变了",
    "setting": "设置“{}”变了",
    "seal": "数据包“{}”的封签变了",
    "sealed": "有封签的数据包增减了",
    "has": "“{}”开始公开，或不再公开",
    "readable": "“{}”核对得了，或核对不了",
    "county": "登记表里的“{}”变了",
    "known": "登记的“{}”增减了",
    "day": "换了一天",
    "states": "“{}”的情况变了",
    "dues": "到期和公开的情况变了",
    "upcoming": "将要到期的变了",
    "warnings": "提醒变了",
    "reconciled": "两处说的核对结果变了",
    "checkpoint": "公开日志第 {} 条的检查点变了",
    "log": "公开日志变了",
    "panels": "别类放在“{}”页上的内容变了",
    "shell": "每页的页眉、页脚变了",
    "file": "原来网站里的“{}”被改动过",
}


def says(why: str) -> str:
    """A key of what was read, in words: `table accounts entries` -> 表“accounts/entries”改了."""
    word, _, rest = why.partition(" ")
    return _WORDS[word].format(rest.split(",")[0].replace(" ", "/"))
