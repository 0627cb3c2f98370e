"""What is asked when a county starts -> CountyAnswers, or what is wrong with them in words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from mingbai.sentences import Sentence

UNDECIDED = "还没有定"
PLACEHOLDER = ".example"
"""The end of a host that stands for an address nobody has given yet (RFC 2606)."""


class Licence(NamedTuple):
    """What readers may do with the data. package: how a data package names it, "" for none."""

    name: str
    url: str
    package: str


LICENCES: Mapping[str, Licence] = {
    "cc-by-4.0": Licence(
        "知识共享 署名 4.0 国际（CC BY 4.0）",
        "https://creativecommons.org/licenses/by/4.0/deed.zh-hans",
        "CC-BY-4.0",
    ),
    "cc0-1.0": Licence(
        "知识共享 公共领域 1.0（CC0 1.0）",
        "https://creativecommons.org/publicdomain/zero/1.0/deed.zh-hans",
        "CC0-1.0",
    ),
}
NO_LICENCE = Licence(UNDECIDED, f"https://licence{PLACEHOLDER}/", "")

_SLUG = re.compile(r"[a-z][a-z0-9-]{1,39}")
_TOWN = re.compile(r"\d{9}000")


@dataclass(frozen=True)
class NewOffice:
    """An agency that publishes. place_code: of its township; "" for an office of the county."""

    slug: str
    name: str
    place_code: str = ""

    def place_name(self, county: str) -> str:
        """What its township is called, in the county of that name: 太平镇."""
        return re.sub(r"(人民政府|办事处|政府)$", "", self.name.removeprefix(county))


@dataclass(frozen=True)
class CountyAnswers:
    """What a county says of itself.

    code: six digits. site_url: where it will be read, "" while nobody knows. address: of the
    office that answers for the site. phone, supervision_phone: its numbers, "" while there are
    none. licence: a key of LICENCES, or "". offices: besides the county's government itself.
    """

    name: str
    code: str
    site_url: str = ""
    address: str = ""
    organiser: str = ""
    phone: str = ""
    supervision_phone: str = ""
    licence: str = ""
    offices: tuple[NewOffice, ...] = ()

    @property
    def place_code(self) -> str:
        """The county as statistics write it: twelve digits."""
        return f"{self.code}000000"

    @property
    def government(self) -> str:
        """Who answers for the registry, and for the site where nobody else is named."""
        return f"{self.name}人民政府"

    @property
    def terms(self) -> Licence:
        """The licence of the data."""
        return LICENCES[self.licence] if self.licence else NO_LICENCE


def office(text: str) -> NewOffice | None:
    """`taiping=太平镇人民政府=990121100000` or `nongye=县农业农村局`; None for anything else."""
    slug, *rest = (part.strip() for part in text.replace("＝", "=").split("="))
    if not _SLUG.fullmatch(slug) or not 1 <= len(rest) <= 2 or not rest[0]:
        return None
    return NewOffice(slug, rest[0], rest[1] if len(rest) > 1 else "")


def complaints(answers: CountyAnswers) -> Iterator[Sentence]:
    """What is wrong with the answers, one sentence each; nothing where a county can start."""
    if not answers.name or len(answers.name) > 30:
        yield Sentence("县名要写，最多 30 个字，如 清源县。")
    if not re.fullmatch(r"\d{6}", answers.code):
        yield Sentence("行政区划代码写的是“{code}”，应为 6 位数字，如 990121。", code=answers.code)
    if answers.site_url and not re.fullmatch(r"https://[^\s/]+(/\S*)?", answers.site_url):
        yield Sentence(
            "网址写的是“{url}”，应为 https:// 开头的完整网址；还没有就留空。", url=answers.site_url
        )
    if answers.licence and answers.licence not in LICENCES:
        yield Sentence(
            "许可写的是“{licence}”，应为 {known}；还没有定就留空。",
            licence=answers.licence,
            known=list(LICENCES),
        )
    slugs = ["county"]
    for one in answers.offices:
        if one.slug in slugs:
            yield Sentence("单位简码 {slug} 写了两次，或者是县政府的；换一个。", slug=one.slug)
        slugs.append(one.slug)
        if one.place_code and not (
            _TOWN.fullmatch(one.place_code)
            and one.place_code.startswith(answers.code)
            and one.place_code != answers.place_code
        ):
            yield Sentence(
                "{name}的地方代码写的是“{place}”，应为 12 位数字："
                "{code} 开头，000 结尾，如 {code}100000。",
                name=one.name,
                place=one.place_code,
                code=answers.code,
            )
