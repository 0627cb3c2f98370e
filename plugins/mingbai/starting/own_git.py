"""A county's folder -> its own git: begun, with the hook that checks what is committed."""

from __future__ import annotations

import shutil
from pathlib import Path

from mingbai.repository import NOBODY, git, is_named
from mingbai.sentences import Sentence

HOOKS = ".githooks"
_HOOK = Path(__file__).parent / "files" / "pre-commit"
_BRANCH = "main"
_MESSAGE = "新建：县情、登记表、文章、设置"
_NO_GIT = Sentence(
    "没有装 git：文件都写好了，但没有版本库；装好 git 以后在这个文件夹里运行 git init。"
)


def begin(folder: Path) -> tuple[str, ...]:
    """Make the folder a repository with one commit; says what could not be done.

    Within another repository none is begun: its folders would not be told apart.
    """
    hook = folder / HOOKS / "pre-commit"
    install_hook(hook)
    if shutil.which("git") is None:
        return (_NO_GIT,)
    if not git(folder, "rev-parse", "--is-inside-work-tree").returncode:
        return (Sentence("这个文件夹在另一个版本库里，没有另开一个，也没有提交。"),)
    git(folder, "init", "--quiet", f"--initial-branch={_BRANCH}")
    git(folder, "config", "core.hooksPath", HOOKS)
    git(folder, "add", "--all")
    author = () if is_named(folder) else NOBODY
    done = git(folder, *author, "commit", "--quiet", "--no-verify", f"--message={_MESSAGE}")
    if done.returncode:
        return (Sentence("文件都写好了，没有提交成：{fault}", fault=done.stderr.strip()),)
    return ()


def install_hook(path: Path) -> None:
    """Put the hook where git looks for it; raises FileExistsError where somebody else's stands."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = _HOOK.read_text("utf-8")
    if path.exists() and path.read_text("utf-8", errors="replace") != text:
        raise FileExistsError(path)
    path.write_text(text, "utf-8")
    path.chmod(0o755)
