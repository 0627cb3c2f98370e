"""Lists of languages and their catalogues: the program's, a county's, and what is wrong in one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from harness import ROOT
from mingbai.kinds import KINDS
from mingbai.page import catalogues
from mingbai.page.catalogues import Language, LanguageRefused
from mingbai.page.languages import Quoted, Speaker

# A rooted address that begins with a word as short as the code of a language.
_ADDRESS = re.compile(r"""["'`]/([a-z]{2,3})/""")
_UYGHUR = "ئۇيغۇرچە"


def _theme(folder: Path, listed: str, **catalogue: str) -> Path:
    """A county's theme with a list of languages and catalogues by their codes."""
    locale = folder / "locale"
    locale.mkdir()
    (locale / "languages.toml").write_text(listed, "utf-8")
    for code, text in catalogue.items():
        (locale / f"{code}.po").write_text(text, "utf-8")
    return folder


def test_a_county_adds_a_language_by_a_list_and_a_catalogue(tmp_path: Path) -> None:
    """Its direction is that of the letters of its name; names stand in a context of their own."""
    words = 'msgid "数据"\nmsgstr "M"\n\nmsgctxt "name"\nmsgid "数据"\nmsgstr "N"\n'
    theme = _theme(tmp_path, f'[bo]\nname = "བོད་ཡིག"\n[ug]\nname = "{_UYGHUR}"\n', ug=words)
    assert catalogues.languages(theme) == (
        *catalogues.shipped(),
        Language("bo", "བོད་ཡིག"),
        Language("ug", _UYGHUR, "rtl", words={"数据": "M"}, names={"数据": "N"}),
    )


def test_a_county_says_some_words_of_english_otherwise(tmp_path: Path) -> None:
    """Message by message, as its files take the place of the theme's; all others stay."""
    theme = _theme(tmp_path, "", en='msgid "数据"\nmsgstr "Open data"\n')
    [english], [before] = catalogues.languages(theme), catalogues.shipped()
    assert english.words == {**before.words, "数据": "Open data"}


def test_without_a_folder_of_its_own_a_county_has_the_program_s_languages(tmp_path: Path) -> None:
    """A theme without `locale/` adds none."""
    assert catalogues.languages(None) == catalogues.languages(tmp_path) == catalogues.shipped()


def test_what_a_catalogue_lacks_is_said_in_chinese_and_marked() -> None:
    """Fuzzy or missing, never silently; values and names are put in as they can be read."""
    speak = Speaker(Language("ug", _UYGHUR, "rtl", words={"{name}：数据": "{name} <D>"}))
    missing = speak("{count} 栏", count="3")
    assert isinstance(missing, Quoted)
    assert missing == '<span lang="zh-CN" dir="ltr">3 栏</span>'
    town = speak.name("太平镇", "Taiping Town")
    assert town == '<span lang="zh-CN" dir="ltr">太平镇</span>'
    assert speak("{name}：数据", name=town) == f"{town} &lt;D&gt;"
    assert speak("{name}：数据", name="2026-07") == "\u20662026-07\u2069 <D>"
    assert speak("{name}：数据", name=_UYGHUR) == f"{_UYGHUR} <D>"
    assert Speaker(Language("bo", "B"))("{name}：数据", name=town) == (
        '<span lang="zh-CN">太平镇：数据</span>'
    )


def test_what_is_left_to_translate_is_counted(tmp_path: Path) -> None:
    """Every message that English has; a fuzzy one is not translated."""
    fuzzy = '#, fuzzy\nmsgid "首页"\nmsgstr "H"\n'
    theme = _theme(tmp_path, '[bo]\nname = "B"\n', bo=f'msgid "数据"\nmsgstr "M"\n\n{fuzzy}')
    english, tibetan = catalogues.languages(theme)
    assert catalogues.untranslated(english) == ()
    assert set(english.words) - set(catalogues.untranslated(tibetan)) == {"数据"}


@pytest.mark.parametrize(
    ("listed", "catalogue", "says"),
    [
        ("[bo]\n", "", "[bo]：要写 name"),
        ('[bo]\nname = "B"\ndirection = "rtl"\n', "", "direction 写错了；可以写 name、dir"),
        ('[bo]\nname = "B"\ndir = "down"\n', "", "ltr（从左往右）或 rtl"),
        ('[zh-Hant]\nname = "繁體"\n', "", "不能是中文"),
        ('[log]\nname = "L"\n', "", "网站已有的网址"),
        ("[bo\n", "", "languages.toml 读不了"),
        ("", 'msgid "数据"\nmsgstr "M"\n', "bo.po 是哪种语言的？"),
        (
            '[bo]\nname = "B"\n',
            'msgid "{count} 栏"\nmsgstr "{number}"\n',
            "bo.po 第 1 行：译文“{num",
        ),
        (
            '[bo]\nname = "B"\n',
            'msgid "{count} 栏"\nmsgstr "{count"\n',
            "bo.po 第 1 行：译文“{coun",
        ),
        ('[bo]\nname = "B"\n', 'msgid "数据\n', "bo.po 读不了"),
    ],
)
def test_a_language_that_is_set_up_wrong_is_refused(
    listed: str, catalogue: str, says: str, tmp_path: Path
) -> None:
    """The message names file and line, and how it is written; no page is made of a guess."""
    theme = _theme(tmp_path, listed, **({"bo": catalogue} if catalogue else {}))
    with pytest.raises(LanguageRefused) as refused:
        catalogues.languages(theme)
    assert says in str(refused.value)


def test_no_language_takes_an_address_that_the_site_has() -> None:
    """Addresses of two or three letters are known to the list of languages."""
    sources = (ROOT / "plugins/mingbai").rglob("*.py")
    begun = {one for p in sources for one in _ADDRESS.findall(p.read_text("utf-8"))}
    assert begun - {"en", "dev", "tmp"} == catalogues.RESERVED
    assert [kind.name for kind in KINDS if len(kind.name) < 4] == []
