"""A site that is built upon the one before is the site that would be built anew, and costs less."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

import harness
import sizes
from harness import ROOT
from mingbai.model import Page, Panel
from mingbai.publish import (
    Inputs,
    Rendered,
    explain,
    publish,
    rollback,
    standing_site,
    summary,
)
from mingbai.tasks import load
from mingbai.writing import PelicanPress
from shared import Shared, inputs

# Holdings are a third of a build; village affairs read lines of the accounts as they do.
OTHERS = ("village_affairs", "appraisals", *(["holdings"] if sizes.PROFILE == "deep" else []))


@dataclass(frozen=True)
class County:
    """A folder with data, theme and the site that was built from them; each test has a copy."""

    place: Path

    @property
    def inputs(self) -> Inputs:
        """What the site is made from."""
        made_from = inputs(self.place / "data")
        return replace(made_from, theme=self.place / "theme", content=self.place / "content")

    @property
    def site(self) -> Path:
        """The standing site."""
        return self.place / "site"

    @property
    def private(self) -> Path:
        """The folder beside the site, with the records of its builds."""
        return self.place / ".site.mingbai"

    @property
    def record(self) -> Path:
        """The record of the tasks that made the standing site."""
        site = standing_site(self.site)
        assert site is not None
        return site.record

    def copy(self, place: Path) -> County:
        """All of it in another folder. Records are named by the inode of the site's folder."""
        shutil.copytree(self.place, place)
        copied = County(place)
        old, new = (folder.stat().st_ino for folder in (self.site, copied.site))
        for file in sorted((copied.private / "records").glob(f"{old}.*")):
            file.rename(file.with_name(file.name.replace(str(old), str(new))))
        return copied

    def build(self, made_from: Inputs | None = None) -> Rendered:
        """Build upon the standing site."""
        rendered = publish(made_from or self.inputs, self.site).rendered
        assert rendered is not None, "there was nothing to build"
        return rendered

    def made(self, rendered: Rendered) -> set[str]:
        """The keys of tasks that were made again."""
        return rendered.record.tasks.keys() - rendered.kept

    def file(self, pattern: str) -> Path:
        """The one file of the data that a pattern names."""
        (found,) = (self.place / "data").glob(pattern)
        return found

    def edit(self, pattern: str, one: str, other: str) -> None:
        """Change a word in a file of the data, or change it back, and seal its package again."""
        file = self.file(pattern)
        text = file.read_text("utf-8")
        assert one in text or other in text
        old, new = (one, other) if one in text else (other, one)
        file.write_text(text.replace(old, new), "utf-8")
        self.seal(file.parent)

    def seal(self, folder: Path) -> None:
        """Seal a package as a clerk's tools do."""
        harness.seal(self.place / "data", [folder.relative_to(self.place / "data").as_posix()])


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, shared: Shared) -> County:
    """Two townships' books and what else villages and departments publish, built once."""
    place = tmp_path_factory.mktemp("county")
    shutil.copytree(shared.data("accounts", others=OTHERS), place / "data")
    for name in ("theme", "content"):
        shutil.copytree(ROOT / name, place / name)
    county = County(place)
    county.build()
    return county


@pytest.fixture
def county(built: County, tmp_path: Path) -> County:
    """A copy that may be changed; its files have the times of the first, and other inodes."""
    return built.copy(tmp_path / "county")


def tree(site: Path) -> dict[str, bytes]:
    """Every file of a site."""
    files = (path for path in site.rglob("*") if path.is_file())
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in files}


def assert_clean(county: County, made_from: Inputs | None = None) -> None:
    """The standing site is, byte for byte, the one that is built where there was none."""
    clean = county.place / "clean"
    publish(made_from or county.inputs, clean)
    one, other = tree(county.site), tree(clean)
    assert one.keys() == other.keys()
    assert [name for name in one if one[name] != other[name]] == []


def test_one_word_makes_a_few_tasks(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    """A word in a line of one township: its own tasks are made, of its years the one of the word.

    Changed and all built afresh, then changed back and built upon that: the site is, byte for byte,
    the one that was built where there was none. The same bytes keep their time, however made.
    """
    before, times = tree(county.site), _times(county.site)
    file, words = "accounts/taiping/2026-06/entries.csv", ("村口商铺", "村头商铺")
    county.edit(file, *words)
    fresh = publish(county.inputs, county.site, is_fresh=True).rendered
    assert fresh is not None
    assert fresh.kept == frozenset(), "who asks for a fresh build trusts no time and no inode"
    other = _times(county.site)
    county.edit(file, *words)
    written = _written(monkeypatch)
    rendered = county.build()
    assert county.made(rendered) == {
        "kinds/accounts/990121100000",
        "kinds/accounts/990121100000-2026",
        "kinds/accounts/990121100000-board",
        "kinds/accounts/index",
        "api/accounts/entries",  # the rows of the table page by page
        "data/accounts",
        "data/county",  # everything in one file
        "data/places/990121100000",  # everything of the township in one file
        "data",
    }
    assert tree(county.site) == before
    book = "/accounts/990121100201-00/"
    assert f"{book}2026/" in written
    assert [url for url in written if url.startswith("/accounts/") and book not in url] == []
    of_town = "accounts/town/990121100000/index.html"
    assert times[of_town] == other[of_town] == _times(county.site)[of_town]
    kept = [name for name, time in _times(county.site).items() if time == times[name]]
    assert len(kept) > 0.9 * len(times)
    told = explain("/accounts/990121100201-00/", standing_site(county.site), rendered)
    assert "这次重做" in told
    assert "“accounts”的数据包改了" in told
    assert "留用" in summary(rendered)


def _written(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The pages that are rendered from now on, of whatever task, by their addresses."""
    written: list[str] = []
    write = PelicanPress.page

    def page(press: PelicanPress, page: Page, panels: Sequence[Panel]) -> None:
        written.append(page.url)
        write(press, page, panels)

    monkeypatch.setattr(PelicanPress, "page", page)
    return written


def _times(site: Path) -> dict[str, int]:
    """When each page was last changed, by its name."""
    return {p.relative_to(site).as_posix(): p.stat().st_mtime_ns for p in site.rglob("*.html")}


def test_two_processes_make_the_same_site(built: County, tmp_path: Path) -> None:
    """Each task is done by one of them, once; not a byte differs, nor what the record says."""
    site = tmp_path / "site"
    rendered = publish(built.inputs, site, jobs=2).rendered
    alone = load(built.record)
    assert tree(site) == tree(built.site)
    assert rendered is not None
    assert alone is not None
    assert {key: made.reads for key, made in rendered.record.tasks.items()} == {
        key: made.reads for key, made in alone.tasks.items()
    }


def test_a_record_stays_with_its_site(county: County) -> None:
    """A site that was mended, and one that was gone back to, are built upon as before."""
    _a_page_altered(county)
    mended = publish(county.inputs, county.site)
    assert [one.path for one in mended.mended] == ["search/index.html"]
    assert mended.rendered is None
    _a_word(county)
    made = county.made(county.build())
    assert "kinds/accounts/index" in made
    assert "home" not in made
    rollback(county.site)
    assert county.made(county.build()) == made


def _a_package_less(county: County) -> None:
    """A township's month is gone."""
    shutil.rmtree(county.place / "data/accounts/baiyang/2026-06", ignore_errors=True)


def _that_package_again(county: County) -> None:
    """It comes back; a change only where it was gone."""
    path = "data/accounts/baiyang/2026-06"
    shutil.copytree(county.place / "kept" / path, county.place / path, dirs_exist_ok=True)


def _a_kind_less(county: County) -> None:
    """Nothing of a kind is published any more: it has no door."""
    shutil.rmtree(county.place / "data/appraisals", ignore_errors=True)


def _a_word(county: County) -> None:
    county.edit(
        "accounts/baiyang/2026-05/entries.csv", ",上河鱼塘五月承包费,", ",上河鱼塘五月承包费一笔,"
    )


def _a_setting(county: County) -> None:
    county.edit("registry/*/*/site.csv", "phone,000-0000-0110", "phone,000-0000-0119")


def _a_name(county: County) -> None:
    county.edit("registry/*/*/site.csv", "portal_name,", "portal_name,新")


def _a_template(county: County) -> None:
    template = county.place / "theme/templates/prose.html"
    template.write_text(template.read_text("utf-8") + "{# 改过 #}\n<hr>\n", "utf-8")


def _a_style(county: County) -> None:
    style = county.place / "theme/static/css/base.css"
    style.write_text(style.read_text("utf-8") + "/* */\n", "utf-8")


def _a_word_of_prose(county: County) -> None:
    about = county.place / "content/pages/about.md"
    about.write_text(about.read_text("utf-8") + "\n又一句。\n", "utf-8")


def _a_page_altered(county: County) -> None:
    page = county.site / "search/index.html"
    page.chmod(0o644)
    page.write_text(page.read_text("utf-8") + "改过", "utf-8")


def _no_record(county: County) -> None:
    county.record.unlink(missing_ok=True)


CHANGES: tuple[Callable[[County], None], ...] = (
    _a_package_less,
    _that_package_again,
    _a_kind_less,
    _a_word,
    _a_setting,
    _a_name,
    _a_template,
    _a_style,
    _a_word_of_prose,
    _a_page_altered,
    _no_record,
)
DAYS = ("", "2026-08-31", "2026-09-30")


@pytest.mark.parametrize("seed", range(sizes.times(1)))
def test_whatever_changes_the_site_is_as_if_built_anew(county: County, seed: int) -> None:
    """Packages, words, settings, templates, prose, days, at random: no byte is of yesterday.

    Two builds one upon the other, each after some changes; the last is compared.
    """
    chance = random.Random(seed)
    shutil.copytree(county.place / "data", county.place / "kept/data")
    made_from = county.inputs
    for _ in range(2):
        for change in chance.sample(CHANGES, 3):
            change(county)
        made_from = replace(county.inputs, as_of=chance.choice(DAYS))
        publish(made_from, county.site)
    assert_clean(county, made_from)
