"""An output folder -> OutputPlace: where its site stands, and the private folder beside it.

`NAME/` is the site, or, where folders cannot be exchanged, a link to it. `.NAME.mingbai/` beside it
is nobody else's: the lock, the records, the objects, former sites and those that are being made.
A mount point cannot be replaced; its site is `NAME/current`, with the private folder inside, too.
"""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from mingbai.history.manifest import MARK, NAME
from mingbai.publish.refusals import OutputRefused
from mingbai.sentences import Sentence

INSIDE = "current"
EDITION = "edition.json"
_FOLDERS = {"records": 0o700, "objects": 0o700, "trees": 0o711}
_PRIVATE_MODE = 0o711  # a web server passes through to what a link leads to, and lists nothing


@dataclass(frozen=True)
class OutputPlace:
    """site: a folder, a link into `trees`, or absent. private: the folder beside it."""

    site: Path
    private: Path

    @property
    def lock(self) -> Path:
        """The file that is locked by whoever works here."""
        return self.private / "lock"

    @property
    def records(self) -> Path:
        """Of each tree what it was made from (`records`)."""
        return self.private / "records"

    @property
    def objects(self) -> Path:
        """Files by their sha256 (`store`)."""
        return self.private / "objects"

    @property
    def trees(self) -> Path:
        """Former sites, and one that is being made; where the site is a link, the site too."""
        return self.private / "trees"

    @property
    def live(self) -> Path | None:
        """The folder that is served, None before the first publication."""
        return self.site.resolve() if self.site.exists() else None

    def prepare(self) -> None:
        """Make the private folder, with the modes that it must have; refuse somebody else's."""
        _own_folder(self.private, _PRIVATE_MODE)
        for name, mode in _FOLDERS.items():
            _own_folder(self.private / name, mode)


def of(output: Path) -> OutputPlace:
    """The place of an output folder. Nothing is written.

    Raises OutputRefused for a link that is not ours, a file, a folder with files of somebody else.
    """
    output = output.absolute()
    if os.path.ismount(output) or _private(output / INSIDE).is_dir():
        return inside(output)
    place = OutputPlace(output, _private(output))
    if output.is_symlink():
        if output.resolve().parent != place.trees.resolve():
            raise OutputRefused(
                Sentence(
                    "输出文件夹 {output} 是链接，不能替换；请给出真正的文件夹。", output=output
                )
            )
    elif output.exists() and not output.is_dir():
        raise OutputRefused(Sentence("{output} 不是文件夹；请换一个输出位置。", output=output))
    if not output.parent.is_dir():
        raise OutputRefused(
            Sentence("上级文件夹 {folder} 不存在；请先建好。", folder=output.parent)
        )
    if not os.access(output.parent, os.W_OK):
        raise OutputRefused(
            Sentence("上级文件夹 {folder} 不能写入；请换一个输出位置。", folder=output.parent)
        )
    return place


def inside(output: Path) -> OutputPlace:
    """The place inside a mount point; raises OutputRefused where something else is in it."""
    site = output / INSIDE
    ours = {INSIDE, _private(site).name, "lost+found"}
    others = sorted(one.name for one in output.iterdir() if one.name not in ours)
    if others:
        raise OutputRefused(
            Sentence(
                "{output} 是挂载点，不能整个换掉；里面已有 {first} 等 {count} 项，没有动它。"
                "请用 --output {output}/网站 这样的下级文件夹，让网页服务器指向那里。",
                output=output,
                first=others[0],
                count=len(others),
            )
        )
    return of(site)


def is_inside(place: OutputPlace, output: Path) -> bool:
    """Whether the site stands inside the output folder rather than in its place."""
    return place.site != output.absolute()


def looks_ours(folder: Path) -> bool:
    """Whether a folder is empty, or a site of this program by the files at its top."""
    if (folder / NAME).is_file() and ((folder / EDITION).is_file() or (folder / MARK).is_file()):
        return True
    return not any(folder.iterdir())


def _private(output: Path) -> Path:
    return output.parent / f".{output.name}.mingbai"


def _own_folder(folder: Path, mode: int) -> None:
    with suppress(FileExistsError):
        folder.mkdir(mode)
    status = os.lstat(folder)
    if not stat.S_ISDIR(status.st_mode) or status.st_uid != os.geteuid():
        raise OutputRefused(
            Sentence("{folder} 不是本程序的文件夹，没有动它；请看看是谁放的。", folder=folder)
        )
    if stat.S_IMODE(status.st_mode) != mode:
        folder.chmod(mode)
