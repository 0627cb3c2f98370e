"""Why something was made -> words for whoever builds."""

from __future__ import annotations

from collections.abc import Mapping

from mingbai.sentences import Sentence

_WORDS: Mapping[str, str] = {
    "new": "以前没有做过，或程序、主题、设置改了",
    "given": "做的时候给的“{name}”变了",
    "packages": "“{name}”的数据包增减了，或说明改了",
    "table": "表“{name}”改了",
    "kind": "“{name}”的数据包改了",
    "folder": "数据包“{name}”的文件改了",
    "descriptor": "数据包“{name}”的说明改了",
    "files": "“{name}”的数据包多了或少了一张表",
    "corrections": "公开以后的更正变了",
    "is_released": "公开日志开始了",
    "verdicts": "规则对“{name}”的结论变了",
    "names": "“{name}”的名录变了",
    "disclosures": "公开事项增减了，或有一项改了",
    "releases": "日志里的版本变了",
    "open_data": "开放数据改了",
    "open_data_left_out": "没有公开的开放数据增减了",
    "publishers": "公开“{name}”的类别增减了",
    "frame": "别类公开的“{name}”变了",
    "threshold": "规则数值“{name}”变了",
    "setting": "设置“{name}”变了",
    "seal": "数据包“{name}”的封签变了",
    "sealed": "有封签的数据包增减了",
    "has": "“{name}”开始公开，或不再公开",
    "readable": "“{name}”核对得了，或核对不了",
    "county": "登记表里的“{name}”变了",
    "known": "登记的“{name}”增减了",
    "day": "换了一天",
    "states": "“{name}”的情况变了",
    "dues": "到期和公开的情况变了",
    "upcoming": "将要到期的变了",
    "warnings": "提醒变了",
    "reconciled": "两处说的核对结果变了",
    "checkpoint": "公开日志第 {name} 条的检查点变了",
    "log": "公开日志变了",
    "panels": "别类放在“{name}”页上的内容变了",
    "shell": "每页的页眉、页脚变了",
    "file": "原来网站里的“{name}”被改动过",
}


def says(why: str) -> Sentence:
    """A key of what was read, in words: `table accounts entries` -> 表“accounts/entries”改了."""
    word, _, rest = why.partition(" ")
    return Sentence(_WORDS[word], name=rest.split(",")[0].replace(" ", "/"))
