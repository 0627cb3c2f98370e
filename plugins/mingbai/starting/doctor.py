"""A county's folder -> what it still lacks before its first publication, and how to get it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import reduce
from pathlib import Path
from urllib.parse import urlsplit

from mingbai import history, home, repository
from mingbai.build import check
from mingbai.county import County
from mingbai.issues import Severity
from mingbai.page import catalogues
from mingbai.sentences import Sentence
from mingbai.starting import hosting, origin
from mingbai.starting.answers import PLACEHOLDER, UNDECIDED

_FORM = Sentence("格式")


@dataclass(frozen=True)
class Need:
    """One thing that a county needs. what: its name. words: how it stands, or how to get it."""

    what: str
    is_ready: bool
    words: str


def needs(county: Path, day: date) -> Iterator[Need]:
    """All that a county needs, in the order in which it is asked for."""
    yield _format(county)
    data, prose = county / "data", county / "content"
    checked = check(data, as_of=day, prose=prose) if data.is_dir() else None
    if checked is None or checked.county is None:
        yield Need(
            Sentence("数据"),
            False,
            Sentence("没有登记表，或者读不了：运行 mingbai check 看是哪里。"),
        )
    else:
        errors = sum(issue.severity is Severity.ERROR for issue in checked.issues)
        words = Sentence("没有错误")
        if errors:
            words = Sentence("有 {count:,} 个错误：运行 mingbai check，改好。", count=errors)
        yield Need(Sentence("数据"), not errors, words)
        yield from _registered(checked.county, day)
        yield from _server(county, checked.county)
    yield from _languages(county)
    yield _program(county)
    yield from _repository(county)


def _format(county: Path) -> Need:
    settings = home.settings(county)
    since = settings.format if settings else 0
    new = home.changes(since)
    if not new:
        return Need(_FORM, True, Sentence("格式 {format}，是最新的", format=since))
    numbered = [Sentence("（{n}）{words}", n=n, words=one) for n, one in enumerate(new, start=1)]
    listed = reduce(
        lambda former, one: Sentence("{former} {one}", former=former, one=one), numbered
    )
    words = Sentence(
        "从格式 {since} 到 {format} 变了：{changes}看过以后在 {file} 里写 format = {format}。",
        since=since,
        format=home.FORMAT,
        changes=listed,
        file=home.SETTINGS,
    )
    return Need(_FORM, False, words)


def _registered(county: County, day: date) -> Iterator[Need]:
    """What the registry says of the site, and whom it names."""
    address = county.setting("site_url")
    is_given = not (urlsplit(address).hostname or "").endswith(PLACEHOLDER)
    yield _site(Sentence("网址"), address if is_given else "", "site_url")
    yield _site(Sentence("电话"), county.setting("phone"), "phone")
    yield _site(Sentence("监督电话"), county.setting("supervision_phone"), "supervision_phone")
    yield _site(Sentence("地址"), county.setting("contact"), "contact")
    licence = county.setting("licence_name")
    yield _site(
        Sentence("许可"), "" if licence == UNDECIDED else licence, ("licence_name", "licence_url")
    )
    keys = county.registry.frame("log_keys")
    mend = Sentence(
        "运行 mingbai keygen {name} --out 文件夹外的文件，把公钥登记到“日志公钥”；私钥由专人收好。",
        name=history.checkpoints.origin_of(address),
    )
    registered = Sentence("登记了 {count} 把", count=len(keys))
    yield Need(Sentence("日志公钥"), not keys.empty, registered if len(keys) else mend)
    towns = int((county.places["kind"] == "乡镇").sum())
    mend = Sentence("在登记表“地方”里填乡镇和村，再导入。")
    registered = Sentence("登记了 {count} 个", count=towns)
    yield Need(Sentence("乡镇"), towns > 0, registered if towns else mend)
    off = county.registry.frame("calendar")["date"]
    is_announced = bool((off == str(date(day.year, 1, 1))).any())
    mend = Sentence("在登记表“工作日历”里填 {year} 年的放假和调休，再导入。", year=day.year)
    announced = Sentence("{year} 年的有了", year=day.year)
    yield Need(Sentence("工作日历"), is_announced, announced if is_announced else mend)
    yield _site(Sentence("首次发布日期"), county.setting("first_release"), "first_release")


def _server(county: Path, data: County) -> Iterator[Need]:
    """Whether the server's snippet serves the path of the address; nothing where there is none."""
    file, path = county / hosting.NAME, hosting.path_of(data.setting("site_url"))
    if not file.is_file():
        return
    served = hosting.served_path(file.read_text("utf-8"))
    if served is None:
        return
    words = Sentence("{file} 和网址一致", file=hosting.NAME)
    if served != path:
        words = Sentence(
            "{file} 写的是 {served}，网址里是 {path}：把前者都改成后者，"
            "不然“没有这个网页”的样式和链接会找不到。",
            file=hosting.NAME,
            served=served,
            path=path,
        )
    yield Need(Sentence("服务器设置"), served == path, words)


def _site(what: Sentence, value: str, key: str | tuple[str, ...]) -> Need:
    mend = Sentence("在登记表“站点信息”里填项目 {key} 的内容，再导入。", key=key)
    return Need(what, bool(value), value or mend)


def _languages(county: Path) -> Iterator[Need]:
    """What is left to translate of the languages that a county added, or what is wrong with one."""
    what = Sentence("别的语言")
    try:
        languages = catalogues.languages(home.overrides(county))
    except catalogues.LanguageRefused as refused:
        yield Need(what, False, refused.args[0])
        return
    for language in languages:
        if untranslated := catalogues.untranslated(language):
            words = Sentence(
                "{name}还有 {count} 句没有译，网页上是中文。要译的中文都在 {file} 里。",
                name=language.name,
                count=len(untranslated),
                file=catalogues.LOCALE / "en.po",
            )
            yield Need(what, False, words)


def _program(county: Path) -> Need:
    file = county / origin.REQUIREMENTS
    lines = file.read_text("utf-8").splitlines() if file.is_file() else []
    wanted = [line for line in lines if line.strip() and not line.startswith("#")]
    mend = Sentence(
        "在 {file} 里写一行：自动检查的机器从哪里装这个程序。", file=origin.REQUIREMENTS
    )
    return Need(Sentence("程序"), bool(wanted), wanted[0] if wanted else mend)


def _repository(county: Path) -> Iterator[Need]:
    """Whether there is a repository of its own, and where it is pushed to."""
    if shutil.which("git") is None:
        yield Need(Sentence("版本库"), False, Sentence("没有装 git。"))
        return
    is_there = not repository.git(county, "rev-parse", "--git-dir").returncode
    mend = Sentence("在这个文件夹里运行 git init。")
    yield Need(Sentence("版本库"), is_there, Sentence("有了") if is_there else mend)
    if is_there:
        remotes = repository.git(county, "remote").stdout.split()
        mend = Sentence("运行 git remote add origin 地址：提交要推到那里，才有人审核、自动检查。")
        yield Need(Sentence("远程版本库"), bool(remotes), "、".join(remotes) or mend)
