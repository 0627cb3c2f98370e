"""Names -> a search index that a phone reads in one go, and the A–Z for readers without a script.

A name is found by any part of its title, its id, its keys, its note, its pinyin or the initials of
its pinyin. The browser (theme/static/js/search.js) does the finding; nothing is asked of a server.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby

from pypinyin import lazy_pinyin

from mingbai.model import Download, Name
from mingbai.views import Choice, Link

Entry = tuple[str, str, str, int, str, str]

# Scope -> what a reader calls it. The order is the order of results that match equally well.
SCOPES = {
    "place": "地方",
    "book": "账本",
    "agency": "部门",
    "item": "事项",
    "contract": "合同",
    "asset": "资产",
    "resource": "资源",
    "project": "工程",
    "matter": "村务",
    "party_item": "党务",
    "window": "窗口",
    "round": "评议",
    "opinion": "评议意见",
    "rectification": "整改任务",
    "indicator": "考评指标",
    "task": "重点工作",
    "document": "文件",
    "basis": "依据",
    "catalogue_entry": "公开目录",
    "filing": "检查备案",
    "commitment": "承诺",
    "complaint": "投诉",
    "decision": "问责",
    "delay": "滞办告知书",
    "notice": "督查通报",
    "case": "办件",
    "post": "岗位",
    "dataset": "数据",
    "page": "网页",
}
# Things that people look up by number, not by name: too many for an A–Z.
BY_NUMBER = frozenset({"case", "opinion", "rectification", "complaint", "commitment", "delay"})
SHARD_OCTETS = 100_000

# Readings that the general dictionary gets wrong in names of places, agencies and families.
_WORDS = {
    "朝阳": "chao yang",
    "长乐": "chang le",
    "单县": "shan xian",
    "蔚县": "yu xian",
    "浚县": "xun xian",
    "台州": "tai zhou",
    "丽水": "li shui",
    "乐亭": "lao ting",
    "东阿": "dong e",
    "铅山": "yan shan",
    "洪洞": "hong tong",
    "繁峙": "fan shi",
    "大埔": "da bu",
    "番禺": "pan yu",
    "尉犁": "yu li",
    "涡阳": "guo yang",
    "泌阳": "bi yang",
    "长垣": "chang yuan",
    "还款": "huan kuan",
    "还建": "huan jian",
}
_FAMILIES = {
    "解": "xie",
    "仇": "qiu",
    "单": "shan",
    "查": "zha",
    "曾": "zeng",
    "盖": "ge",
    "朴": "piao",
    "区": "ou",
    "尉": "wei",
    "召": "shao",
    "缪": "miao",
    "冼": "xian",
    "覃": "qin",
    "乐": "yue",
    "薄": "bo",
    "员": "yun",
    "种": "chong",
    "秘": "bi",
    "繁": "po",
    "折": "she",
}
_CORRECTED = re.compile(
    f"(?P<word>{'|'.join(_WORDS)})"
    f"|(?P<family>[{''.join(_FAMILIES)}])(?=[家氏])"
    f"|^(?P<first>[{''.join(_FAMILIES)}])(?=[庄屯湾楼寨店集营沟桥河坪塘圩岭])"
    "|^(?P<long>长)(?=[岭沟河湖山坪塘坡安兴春沙寿宁葛泰治丰清顺冲])"
)
_DIGITS = "零一二三四五六七八九"
_ONE = "[一二三四五六七八九]"
_NUMBER = re.compile(f"[0-9]+|(?:{_ONE}?十{_ONE}?|{_ONE})(?=[组社队号期月])")


def pinyin(title: str) -> str:
    """`柳塘村` -> `liu tang cun`; digits and Latin letters stand one by one, in lower case."""
    return _reading(title)


# The same title is read for the index, its addresses and the A–Z: 65 µs each time.
@lru_cache(maxsize=1 << 16)
def _reading(title: str) -> str:
    syllables: list[str] = []
    at = 0
    for match in _CORRECTED.finditer(title):
        syllables += _general(title[at : match.start()])
        syllables.append(_correction(match))
        at = match.end()
    syllables += _general(title[at:])
    return " ".join(syllables)


def _correction(match: re.Match[str]) -> str:
    if match["word"]:
        return _WORDS[match["word"]]
    if match["long"]:
        return "chang"
    return _FAMILIES[match["family"] or match["first"]]


def _general(text: str) -> list[str]:
    """Syllables by the general dictionary; what is neither Han, letter nor digit is left out."""
    read = lazy_pinyin(text, errors=lambda rest: " ".join(c for c in rest.lower() if c.isalnum()))
    return " ".join(read).split()


def initials(title: str) -> str:
    """`柳塘村` -> `ltc`."""
    return "".join(syllable[0] for syllable in pinyin(title).split())


def index(names: Iterable[Name]) -> bytes:
    """All names as one document: strict JSON without any `<`, sorted, without white space.

    `sorts`: what readers call each scope. `names`: title, pinyin, url, position in `sorts`, note,
    further words it is found by (its id and keys). A scope that SCOPES lacks is a KeyError. What
    is looked up by number has no pinyin.
    """
    return _document(_entries(names), {})


def documents(names: Iterable[Name], limit: int = SHARD_OCTETS) -> dict[str, bytes]:
    """Url -> the same in documents of about `limit` octets.

    Names come before records (BY_NUMBER), which a browser asks for only when it needs them. Each
    document says in `parts` how many there are of both.
    """
    order = list(SCOPES)
    entries: dict[str, list[Entry]] = {"names": [], "records": []}
    for entry in _entries(names):
        sort = "records" if order[int(entry[3])] in BY_NUMBER else "names"
        entries[sort].append(entry)
    cut = {sort: _cut(found, limit) for sort, found in entries.items()}
    parts = {
        "names": len(cut["names"]),
        "records": len(cut["records"]) if entries["records"] else 0,
    }
    return {
        f"/search/{sort}-{i}.json": _document(part, parts)
        for sort in entries
        for i, part in enumerate(cut[sort][: parts[sort]])
    }


def _cut(entries: Sequence[Entry], limit: int) -> list[list[Entry]]:
    """Runs of about `limit` octets of JSON; at least one run, though it be empty."""
    runs: list[list[Entry]] = [[]]
    octets = 0
    for entry in entries:
        length = len(json.dumps(entry, ensure_ascii=False).encode())
        if runs[-1] and octets + length > limit:
            runs.append([])
            octets = 0
        runs[-1].append(entry)
        octets += length
    return runs


def _entries(names: Iterable[Name]) -> list[Entry]:
    order = {scope: i for i, scope in enumerate(SCOPES)}
    found = sorted(names, key=lambda n: (order[n.scope], n.url, n.id))
    return [
        (
            n.title,
            "" if n.scope in BY_NUMBER else pinyin(n.title),
            n.url,
            order[n.scope],
            n.note,
            " ".join(dict.fromkeys((n.id, *n.keys))),
        )
        for n in found
    ]


def _document(entries: Sequence[Entry], parts: Mapping[str, int]) -> bytes:
    text = json.dumps(
        {"parts": parts, "sorts": list(SCOPES.values()), "names": entries},
        ensure_ascii=False,
        allow_nan=False,
        separators=(",", ":"),
    )
    for character in "<\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text.encode()


def urls(names: Iterable[Name]) -> Iterator[str]:
    """Where the documents stand, `/search/names-0.json` first."""
    return iter(documents(names))


def downloads(names: Iterable[Name]) -> Iterator[Download]:
    """The documents as files of the portal."""
    for url, body in documents(names).items():
        yield Download(url, _kept(body))


def _kept(body: bytes) -> Callable[[], bytes]:
    return lambda: body


def az(names: Iterable[Name]) -> tuple[Choice, ...]:
    """Groups by the first letter of the pinyin, A to Z, then 其他; inside, by pinyin.

    Numbers stand in their order, also Chinese ones that count groups, teams or months.
    """
    keyed = sorted(
        (_letter(n), pinyin(_NUMBER.sub(_padded, n.title)), n.title, n.url, n.note) for n in names
    )
    return tuple(
        Choice(letter, tuple(Link(title, url, note) for _, _, title, url, note in found))
        for letter, found in groupby(keyed, key=lambda entry: entry[0])
    )


def _padded(match: re.Match[str]) -> str:
    """`3` and `三` -> `00000003`; `十二` -> `00000012`."""
    tens, ten, ones = match[0].rpartition("十")
    if not match[0].isdecimal():
        value = (_DIGITS.index(tens or "一") * 10 if ten else 0) + _DIGITS.index(ones or "零")
        return f"{value:08}"
    return match[0].zfill(8)


def _letter(name: Name) -> str:
    first = pinyin(name.title)[:1].upper()
    return first if "A" <= first <= "Z" else "其他"
