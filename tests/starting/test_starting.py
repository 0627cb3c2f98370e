"""A county is started from answers, says what it lacks, and is known by the form of its folder."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from counties import mingbai
from harness import ROOT
from mingbai import home, starting
from mingbai.page import assets, catalogues
from mingbai.starting import CountyAnswers, NewOffice

HERE = Path(__file__).parent
_UYGHUR = '[ug]\nname = "ئۇيغۇرچە"\n'
DAY = date(2026, 11, 20)
ANSWERS = CountyAnswers(
    name="清源县",
    code="990121",
    address="清河路1号",
    offices=(
        NewOffice("taiping", "清源县太平镇人民政府", "990121100000"),
        NewOffice("nongye", "清源县农业农村局"),
    ),
)


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a county as it is when it starts."""
    folder = tmp_path_factory.mktemp("start") / "清源县"
    starting.start(folder, ANSWERS, DAY)
    return folder


def test_a_new_county_has_no_errors_and_says_what_it_lacks(county: Path) -> None:
    """Address, telephones, licence, key, first release, program, remote; the rest is there."""
    found = {one.what: one for one in starting.needs(county, DAY)}
    lacking = {what for what, one in found.items() if not one.is_ready}
    assert lacking == {
        *("网址", "电话", "监督电话", "许可", "日志公钥", "首次发布日期", "程序", "远程版本库")
    }
    assert found["日志公钥"].words.startswith("运行 mingbai keygen mingbai-990121.example/log ")
    assert found["数据"].words == "没有错误"
    assert found["工作日历"].is_ready


def test_the_servers_snippet_has_the_path_of_the_address(county: Path, tmp_path: Path) -> None:
    """As it was asked for; doctor says when the address was changed and the snippet was not."""
    assert "\nlocation / {\n" in (county / "nginx.conf").read_text("utf-8")
    answers = replace(ANSWERS, site_url="https://gov.cn/gongkai/")
    own = tmp_path / "own"
    starting.start(own, answers, DAY)
    snippet = own / "nginx.conf"
    text = snippet.read_text("utf-8")
    assert "location /gongkai/ {" in text
    assert "error_page 404 /gongkai/404.html;" in text
    assert "/mingbai/" not in text.replace("/var/www/mingbai/", "")
    found = {one.what: one for one in starting.needs(own, DAY)}
    assert found["服务器设置"].is_ready
    snippet.write_text(text.replace("/gongkai", "/old"), "utf-8")
    (need,) = [one for one in starting.needs(own, DAY) if one.what == "服务器设置"]
    assert not need.is_ready
    assert "写的是 /old/，网址里是 /gongkai/" in need.words


def test_the_registry_comes_back_from_its_workbook_as_it_is(county: Path, tmp_path: Path) -> None:
    """A workbook that nobody changed is imported, and no table has another digest."""
    own = shutil.copytree(county, tmp_path / "own")
    (package,) = (own / "data/registry/county").iterdir()
    before = json.loads((package / "datapackage.json").read_text("utf-8"))
    (book,) = (own / "工作簿").iterdir()
    done = mingbai(
        *("import", book, "--kind", "registry", "--publisher", "county", "--replace"),
        *("--period", package.name, "--published", str(DAY), "--approved-by", "县政府"),
        here=own,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    after = json.loads((package / "datapackage.json").read_text("utf-8"))
    digests = [{one["name"]: one["digest"] for one in d["resources"]} for d in (before, after)]
    assert digests[0] == digests[1]


def test_a_county_has_the_texts_and_none_of_the_program_s_own(county: Path) -> None:
    """Dated by the day that it took them over; without the program's decisions."""
    pages = {file.name: file.read_text("utf-8") for file in (county / "content/pages").iterdir()}
    assert pages.keys() == {file.name for file in home.shipped("pages").iterdir()}
    assert all(f"\nDate: {DAY}\n" in text for text in pages.values())
    assert not any("/decisions/" in text for text in pages.values())
    assert "谁都可以拿去用" in pages["about.md"]


def test_an_answered_county_lacks_nothing_that_was_answered(tmp_path: Path) -> None:
    """What is given at the start is in the registry, and the remote is seen."""
    wheel = tmp_path / "mingbai-0.1.0-py3-none-any.whl"
    wheel.write_bytes(b"a wheel")
    done = mingbai(
        *("init", "县", "--name", "清源县", "--code", "990121", "--licence", "cc0-1.0"),
        *("--site-url", "https://gov.cn/mingbai/", "--phone", "000-0000-0110"),
        *("--supervision-phone", "000-0000-0111", "--program", wheel, "--ci", "github"),
        here=tmp_path,
    )
    assert done.returncode == 0, done.stderr
    folder = tmp_path / "县"
    subprocess.run(["git", "-C", folder, "remote", "add", "origin", "x"], check=True)
    asked = mingbai("doctor", "--format", "json", here=folder / "data")
    assert asked.returncode == 2
    lacking = {one["what"] for one in json.loads(asked.stdout) if not one["ready"]}
    assert lacking == {"地址", "日志公钥", "乡镇", "首次发布日期"}
    assert (folder / "requirements.txt").read_text("utf-8").endswith(f"\n./program/{wheel.name}\n")
    assert (folder / "program" / wheel.name).read_bytes() == b"a wheel"
    tracked = subprocess.run(
        ["git", "-C", folder, "-c", "core.quotePath=false", "ls-files"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert ".github/workflows/publish.yml" in tracked
    assert "工作簿" not in tracked
    assert ".githooks/pre-commit" in tracked


WRONG = {
    "code": ({"code": "9901"}, "行政区划代码写的是“9901”，应为 6 位数字"),
    "address": ({"site_url": "http://gov.cn"}, "网址写的是“http://gov.cn”"),
    "licence": ({"licence": "mit"}, "许可写的是“mit”，应为 cc-by-4.0、cc0-1.0"),
    "twice": ({"offices": (NewOffice("county", "县政府"),)}, "单位简码 county 写了两次"),
    "place": (
        {"offices": (NewOffice("taiping", "太平镇人民政府", "990122100000"),)},
        "太平镇人民政府的地方代码写的是“990122100000”",
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_wrong_answers_are_said(case: str) -> None:
    """Each wrong answer is named with what is wanted; right ones are not complained of."""
    changed, words = WRONG[case]
    (complaint,) = starting.complaints(
        CountyAnswers(**{"name": "清源县", "code": "990121", **changed})
    )
    assert complaint.startswith(words)
    assert not list(starting.complaints(ANSWERS))


def test_nothing_is_laid_over_anything(county: Path, tmp_path: Path) -> None:
    """A folder with files is left as it is; so are files of a forge that somebody changed."""
    done = mingbai("init", county, "--code", "990121", here=tmp_path)
    assert done.returncode == 1
    assert "里已经有东西了，没有动它" in done.stderr
    own = shutil.copytree(county, tmp_path / "own")
    assert mingbai("init", "--ci", "gitlab", here=own).stdout == "已写好：.gitlab-ci.yml\n"
    (own / ".gitlab-ci.yml").write_text("mine", "utf-8")
    again = mingbai("init", "--ci", "gitlab", here=own)
    assert again.stdout == "gitlab 的文件都有了，没有动。\n"
    assert (own / ".gitlab-ci.yml").read_text("utf-8") == "mine"


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    """What would be made is said, and is not made."""
    done = mingbai("init", "县", "--code", "990121", "--dry-run", here=tmp_path)
    assert (done.returncode, done.stdout) == (0, "会新建 县：县（990121），没有写。\n")
    assert not list(tmp_path.iterdir())


def test_a_county_of_a_newer_form_is_refused(county: Path, tmp_path: Path) -> None:
    """Nothing is read or written; only help, and another county, are given."""
    own = shutil.copytree(county, tmp_path / "own")
    (own / home.SETTINGS).write_text(f"format = {home.FORMAT + 1}\n", "utf-8")
    for words in (("check",), ("build",), ("doctor",), ("seal", "--all")):
        done = mingbai(*words, here=own / "data")
        assert done.returncode == 1, words
        assert done.stderr.startswith("这个县的文件夹是更新的程序写的：格式 2，")
    assert not (own / "output").exists()
    assert mingbai("check", "--help", here=own).returncode == 0


@pytest.mark.parametrize("text", ["", "format = 'x'", "format = 0", "format = true", "format ="])
def test_settings_that_say_nothing_are_refused(text: str, tmp_path: Path) -> None:
    """Whatever is no whole number from 1 is said to be wrong, and how it should be."""
    (tmp_path / home.SETTINGS).write_text(text, "utf-8")
    with pytest.raises(home.SettingsRefused, match="format = 1"):
        home.settings(tmp_path)


def test_changes_since_a_form_are_listed(tmp_path: Path) -> None:
    """Of every later form, oldest first; a folder without settings is older than all."""
    known = {3: ("c",), 1: ("a", "b"), 2: ()}
    assert home.changes(0, known) == ("a", "b", "c")
    assert home.changes(2, known) == ("c",)
    assert home.changes(home.FORMAT) == ()
    assert sorted(home.CHANGES) == list(range(1, home.FORMAT + 1))
    assert home.settings(tmp_path) is None
    found = next(iter(starting.needs(tmp_path, DAY)))
    assert not found.is_ready
    assert all(words in found.words for words in home.CHANGES[1])


@pytest.mark.parametrize("number", range(1, home.FORMAT + 1))
def test_a_county_of_an_earlier_release_builds(number: int, tmp_path: Path) -> None:
    """A folder as a release of each form wrote it, with a month in it, builds as it is.

    So it does with a language in its theme; one that is set up wrong is refused at once.
    """
    own = shutil.copytree(HERE / f"format_{number}", tmp_path / "own")
    _add_language(own, "")
    refused = mingbai("build", "--as-of", "2026-12-01", here=own)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "ug.po 是哪种语言的？" in refused.stderr
    assert not (own / "output").exists()
    _add_language(own, _UYGHUR)
    done = mingbai("build", "--as-of", "2026-12-01", here=own)
    assert done.returncode == 0, done.stdout + done.stderr
    page = own / "output/accounts/990121100201-00/index.html"
    assert "6,631.50" in page.read_text("utf-8")
    assert '<html lang="ug" dir="rtl"' in (own / "output/ug/index.html").read_text("utf-8")
    assert 'lang="ug" dir="rtl" hreflang="ug"' in (own / "output/index.html").read_text("utf-8")


def test_doctor_says_what_of_a_language_is_wrong_or_left_to_translate(
    county: Path, tmp_path: Path
) -> None:
    """A catalogue and a list make a language; nothing is said where a county added none."""
    own = shutil.copytree(county, tmp_path / "own")
    assert _languages(own) == []
    _add_language(own, "")
    [(is_ready, words)] = _languages(own)
    assert not is_ready
    assert "ug.po 是哪种语言的？" in words
    _add_language(own, _UYGHUR)
    [(is_ready, words)] = _languages(own)
    assert not is_ready
    left = len(catalogues.shipped()[0].words) - 1
    assert words.startswith(f"ئۇيغۇرچە还有 {left} 句没有译")


def _add_language(county: Path, listed: str) -> None:
    """A catalogue of one word in the county's theme, and what its list says."""
    locale = county / "theme" / "locale"
    locale.mkdir(parents=True, exist_ok=True)
    (locale / "languages.toml").write_text(listed, "utf-8")
    (locale / "ug.po").write_text('msgid "首页"\nmsgstr "ئابپ"\n', "utf-8")


def _languages(county: Path) -> list[tuple[bool, str]]:
    needs = starting.needs(county, DAY)
    return [(one.is_ready, str(one.words)) for one in needs if one.what == "别的语言"]


def test_a_command_finds_the_county_that_it_is_in(county: Path, tmp_path: Path) -> None:
    """From any folder below it; outside of any, the checkout's own demo."""
    assert home.folder(county / "data" / "registry") == county
    assert home.folder(tmp_path) == ROOT
    assert home.overrides(ROOT) is None
    assert home.overrides(county) == county / "theme"


def test_a_county_s_own_files_take_the_place_of_the_theme_s(tmp_path: Path) -> None:
    """A sheet or picture of the same name replaces, another sheet is added before paper's."""
    theme, css = home.shipped("theme"), tmp_path / "static/css"
    css.mkdir(parents=True)
    (tmp_path / "static/icon.svg").write_text("<svg/>", "utf-8")
    (tmp_path / "static/.DS_Store").write_text("", "utf-8")
    (css / "county.css").write_text(".mine { order: 7 }\n", "utf-8")
    (css / "layout.css").write_text(".page { order: 8 }\n", "utf-8")
    component = tmp_path / "templates/components/actions"
    component.mkdir(parents=True)
    (component / "style.css").write_text(".actions { order: 9 }\n", "utf-8")
    files = dict(assets.assets(theme, tmp_path))
    assert files.keys() == dict(assets.assets(theme)).keys()
    assert files["theme/icon.svg"] == b"<svg/>"
    sheet = files["theme/mingbai.css"].decode()
    places = [sheet.index(f"order: {n};") for n in (8, 9, 7)]
    assert places == sorted(places)
    assert sheet.index("order: 7;") < sheet.index("@page {")
    assert assets.version(theme, tmp_path) != assets.version(theme)
