"""A portal of thirty files that is made without Pelican: what tests of publishing alone look at."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

from mingbai.publish import Inputs

DAY = "2026-07-20"
PAGES = 12


def lay(folder: Path, word: str = "第一版") -> Inputs:
    """Inputs below a folder: a table of one word, prose, theme, settings."""
    for name in ("data", "content", "theme"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    (folder / "pelicanconf.py").write_text("SITENAME = 'small'\n", "utf-8")
    (folder / "theme" / "style.css").write_text("body {}\n", "utf-8")
    inputs = Inputs(
        folder / "data", folder / "content", folder / "theme", folder / "pelicanconf.py", ""
    )
    write(inputs, word)
    return inputs


def write(inputs: Inputs, word: str) -> None:
    """Let the data say another word."""
    (inputs.data / "word.txt").write_text(word, "utf-8")


def render(inputs: Inputs, tree: Path) -> None:
    """Pages that say the word, each with its data; a page and a file that never change."""
    word = (inputs.data / "word.txt").read_text("utf-8")
    for number in range(PAGES):
        page = tree / "pages" / f"{number}"
        page.mkdir(parents=True)
        text = word if number % 2 else "一直一样"
        (page / "index.html").write_text(f"<p>{text}<p>{number}", "utf-8")
        (page / "data.csv").write_text(f"word\n{text}{number}\n", "utf-8")
    (tree / "theme").mkdir()
    shutil.copyfile(inputs.theme / "style.css", tree / "theme" / "style.css")
    (tree / "index.html").write_text(f"<p>{word}", "utf-8")
    (tree / "edition.json").write_text(json.dumps({"as_of": DAY}), "utf-8")


def contents(folder: Path) -> dict[str, str]:
    """Sha256 of every plain file by path; of links and folders what they are."""
    return {
        path.relative_to(folder).as_posix(): _content(path) for path in sorted(folder.rglob("*"))
    }


def _content(path: Path) -> str:
    if path.is_symlink():
        return "link"
    return "folder" if path.is_dir() else hashlib.sha256(path.read_bytes()).hexdigest()


def is_readable(folder: Path) -> bool:
    """Whether anyone may read every file and enter every folder."""
    return all(
        path.stat().st_mode & 0o777 == (0o755 if path.is_dir() else 0o444)
        for path in (folder, *folder.rglob("*"))
    )
