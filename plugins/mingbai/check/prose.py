"""Markdown texts of `content/` -> issues of their front matter, links and pictures.

Pelican reads these files later, with what is named here and nothing else; a fault is said before,
with file and line. A draft is a draft: it is not published, and not asked to be finished.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from mingbai.issues import Issue, Rule
from mingbai.read.cell.characters import forbidden

UNKNOWN_KEY = Rule(
    code="prose-unknown-key",
    title="文章开头多出不认识的项",
    message="文章开头不认识“{found}”这一项。",
    remedy="删掉它，或改成：{expected}。",
    meaning="文章开头只收本站规定的几项，别的一律不交给生成程序。",
)
DOUBLE_KEY = Rule(
    code="prose-double-key",
    title="文章开头同一项写了两次",
    message="文章开头“{found}”写了两次。",
    remedy="只留一个。",
    meaning="同一项写两次，不知道以哪个为准。",
)
MISSING_KEY = Rule(
    code="prose-missing-key",
    title="文章开头缺一项",
    message="文章开头缺“{found}”。",
    remedy="在第一行起补上，如 {expected}；还没写完的，写 Status: draft。",
    meaning="每篇文章要有标题；通知公告、设计决定还要有日期。",
)
BAD_DATE = Rule(
    code="prose-date",
    title="文章日期写法不对",
    message="日期“{found}”写法不对，或没有这一天。",
    remedy="写成 2026-06-20。",
    meaning="文章的日期只有一种写法，必须真有这一天。",
)
BAD_STATUS = Rule(
    code="prose-status",
    title="文章状态不对",
    message="状态“{found}”不认识。",
    remedy="草稿写 Status: draft；要公开的删掉这一行，或写 Status: published。",
    meaning="文章只有草稿和公开两种；草稿不公开，也不影响别的。",
)
BAD_LANGUAGE = Rule(
    code="prose-language",
    title="文章语言不对",
    message="语言“{found}”不认识。",
    remedy="删掉这一行：文章都用中文。",
    meaning="文章用中文；语言写错，网页就生成不了。",
)
BAD_SLUG = Rule(
    code="prose-slug",
    title="文章网址写法不对",
    message="网址“{found}”不能用。",
    remedy="只用小写字母、数字、横线，如 2026-06-notice；不写 Slug 就用文件名。",
    meaning="文章的网址就是它的文件夹名，不能跳到别处去。",
)
SAME_SLUG = Rule(
    code="prose-same-slug",
    title="两篇文章同一个网址",
    message="网址“{found}”，{expected} 也用。",
    remedy="给其中一篇改 Slug 或文件名。",
    meaning="一个网址只能是一篇文章。",
)
REMOTE_PICTURE = Rule(
    code="prose-picture",
    title="文章里的图片",
    message="文章里有图片：{found}",
    remedy="删掉图片，用文字说；要给人看的图，放进数据包的附件。",
    meaning="网页不向别的网站要任何东西，文章里不放图片。",
)
PELICAN_LINK = Rule(
    code="prose-link",
    title="文章里的链接写法不对",
    message="链接用了生成程序自己的写法：{found}",
    remedy="写网站上的地址，如 /notices/ 或 /data/。",
    meaning="文章里的链接写网站上的地址，不写 filename、attach 一类。",
)

WRONG_FILE = Rule(
    code="prose-file",
    title="文章文件不能用",
    message="这个文件不能作文章：{found}。",
    remedy="文章是 UTF-8 编码、以 .md 结尾的文件；别的不要放在这里。",
    meaning="文章只收 UTF-8 的 .md 文件，不收别的格式、别处文件的链接和不能用的字符。",
)

RULES = (
    WRONG_FILE,
    UNKNOWN_KEY,
    DOUBLE_KEY,
    MISSING_KEY,
    BAD_DATE,
    BAD_STATUS,
    BAD_LANGUAGE,
    BAD_SLUG,
    SAME_SLUG,
    REMOTE_PICTURE,
    PELICAN_LINK,
)

BLOCK = ("index_no", "document_no", "issuer", "written", "validity")  # of a notice
NAMED = frozenset({"title", "date", "slug", "summary", "status", "lang", "demo", *BLOCK})
DRAFT = "draft"
_DATED = ("notices", "decisions")
_KEY = re.compile(r" {0,3}([A-Za-z0-9_-]+):\s*(.*)")
_DATE = re.compile(r"20\d\d-\d\d-\d\d")
_SLUG = re.compile(r"[a-z0-9][a-z0-9-]*(?:/[a-z0-9][a-z0-9-]*)?")
_LANGUAGES = frozenset({"zh", "zh-cn", "zh_cn", "zh-hans"})
_PICTURE = re.compile(
    r"!\[[^\]]*\](?:\s?[(\[][^)\]]*[)\]])?"
    r"|<\s*(?:img|picture|video|audio|iframe|object|embed|svg)\b[^>]*>?",
    re.IGNORECASE,
)
_OF_PELICAN = re.compile(r"[{|](?:filename|attach|static|author|category|tag|index)[}|][^\s)\"]*")
_CODE = re.compile(r"`[^`\n]*`")
_FENCED = re.compile(
    r"^(?P<fence>`{3,}|~{3,})[^\n]*\n.*?^(?P=fence)[ ]*$", re.MULTILINE | re.DOTALL
)
_LINE_END = re.compile(r"\r\n|\r|\n")  # those that Markdown knows
_SECTIONS = ("notices", "pages", "decisions")


@dataclass(frozen=True)
class FrontMatter:
    """The lines before the first blank line.

    values: by key in small letters. lines: where each key stands. double: line and name of keys
    that stand there again.
    """

    values: Mapping[str, str]
    lines: Mapping[str, int]
    double: tuple[tuple[int, str], ...]

    @property
    def is_draft(self) -> bool:
        """Whether the text says that it is not finished."""
        return self.values.get("status", "").strip().lower() == DRAFT


def front_matter(text: str) -> FrontMatter:
    """The front matter of a text, as Python-Markdown reads it: `Key: value`, until a blank line."""
    values: dict[str, str] = {}
    lines: dict[str, int] = {}
    double: list[tuple[int, str]] = []
    for number, line in enumerate(_LINE_END.split(text.removeprefix("\ufeff")), start=1):
        match = _KEY.match(line)
        if line.strip() == "---" and number == 1:
            continue
        if match is None:
            if not (line.startswith("    ") and values):
                break
            continue
        key = match[1].lower()
        if key in values:
            double.append((number, match[1]))
        values.setdefault(key, match[2].strip())
        lines.setdefault(key, number)
    return FrontMatter(values, lines, tuple(double))


def check(folder: Path) -> tuple[Issue, ...]:
    """Issues of every file of texts below `folder` (`content/`), unordered; drafts have none."""
    issues: list[Issue] = []
    slugs: dict[str, str] = {}
    for file in sorted(folder.rglob("*")):
        below = file.relative_to(folder)
        path = f"{folder.name}/{below.as_posix()}"
        if below.parts[0] not in _SECTIONS or any(part.startswith(".") for part in below.parts):
            continue
        if file.is_symlink():
            issues.append(WRONG_FILE.issue(path, found="它是指向别处的链接"))
            continue
        if file.is_dir():
            continue
        text = _text(file, path, issues)
        if text is None:
            continue
        matter = front_matter(text)
        if matter.is_draft:
            continue
        issues += _characters(text, path)
        issues += _of_matter(matter, path, below.parts[0])
        issues += _of_body(text, path)
        above = "notices/" if below.parts[0] == "notices" else ""
        slug = f"/{above}{matter.values.get('slug', file.stem)}/"
        if slug in slugs:
            line = matter.lines.get("slug")
            issues.append(SAME_SLUG.issue(path, line, found=slug, expected=slugs[slug]))
        slugs.setdefault(slug, path)
    return tuple(issues)


def _text(file: Path, path: str, issues: list[Issue]) -> str | None:
    """The text of a file; None where it is none, which is said in `issues`."""
    if file.suffix != ".md":
        ending = file.suffix or file.name
        issues.append(WRONG_FILE.issue(path, found=f"它不以 .md 结尾（{ending}）"))
        return None
    try:
        return file.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        issues.append(WRONG_FILE.issue(path, found=f"第 {error.start + 1} 个字节不是 UTF-8"))
        return None


def _characters(text: str, path: str) -> Iterator[Issue]:
    """Characters that no text may hold: one issue a line that has some."""
    for number, line in enumerate(_LINE_END.split(text.removeprefix("\ufeff")), start=1):
        if code := forbidden(line.replace("\t", " ")):
            yield WRONG_FILE.issue(path, number, found=f"有不能用的字符 {code}")


def _of_matter(matter: FrontMatter, path: str, section: str) -> Iterator[Issue]:
    for line, key in matter.double:
        yield DOUBLE_KEY.issue(path, line, found=key)
    for key in matter.values.keys() - NAMED:
        expected = "、".join(name.capitalize() for name in sorted(NAMED))
        yield UNKNOWN_KEY.issue(path, matter.lines[key], found=key, expected=expected)
    needed = {"title": "Title: 关于……的通知"}
    if section in _DATED:
        needed["date"] = "Date: 2026-06-20"
    for key, example in needed.items():
        if not matter.values.get(key):
            yield MISSING_KEY.issue(path, 1, found=key.capitalize(), expected=example)
    yield from _of_values(matter, path)


def _of_values(matter: FrontMatter, path: str) -> Iterator[Issue]:
    """Values that are not in their form."""
    for key in ("date", "written"):
        if matter.values.get(key) and not _is_day(matter.values[key]):
            yield BAD_DATE.issue(path, matter.lines[key], found=matter.values[key])
    status = matter.values.get("status")
    if status is not None and status.lower() != "published":
        yield BAD_STATUS.issue(path, matter.lines["status"], found=status)
    language = matter.values.get("lang")
    if language is not None and language.lower() not in _LANGUAGES:
        yield BAD_LANGUAGE.issue(path, matter.lines["lang"], found=language)
    slug = matter.values.get("slug")
    if slug is not None and not _SLUG.fullmatch(slug):
        yield BAD_SLUG.issue(path, matter.lines["slug"], found=slug)


def _of_body(text: str, path: str) -> Iterator[Issue]:
    """Pictures, and links that only the generator understands; not what stands as code."""
    words = _FENCED.sub(lambda code: "\n" * code[0].count("\n"), "\n".join(_LINE_END.split(text)))
    words = _CODE.sub("", words)
    for rule, pattern in ((REMOTE_PICTURE, _PICTURE), (PELICAN_LINK, _OF_PELICAN)):
        for match in pattern.finditer(words):
            line = words.count("\n", 0, match.start()) + 1
            yield rule.issue(path, line, found=" ".join(match[0].split()))


def _is_day(text: str) -> bool:
    if not _DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
