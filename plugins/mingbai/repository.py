"""The repository that data stands in -> what changed in it; what was released, committed to it."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from mingbai.sentences import Sentence

_PACKAGE_DEPTH = 3  # kind, publisher, period
_ATTEMPTS = 5  # pushes in a row that somebody else was before
NOBODY = ("-c", "user.name=明白", "-c", "user.email=mingbai@localhost")


class RepositoryRefused(Exception):
    """There is no such repository or revision, or git would not; the message says why."""


@dataclass(frozen=True)
class Changed:
    """What changed of data and prose.

    places: packages as reports name them (`accounts/taiping/2026-06`), files above any package,
    and texts (`content/pages/about.md`).
    """

    places: frozenset[str]

    def has(self, path: str) -> bool:
        """Whether what a report names by this path is in a package or text that changed."""
        parts = path.split("/")
        return any("/".join(parts[:n]) in self.places for n in range(1, len(parts) + 1))


def git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run git in a folder; its result, whatever it is."""
    command = ["git", "-C", str(folder), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603


def is_named(folder: Path) -> bool:
    """Whether git knows who commits here."""
    return all(not git(folder, "config", key).returncode for key in ("user.name", "user.email"))


def since(revision: str, data: Path, prose: Path) -> Changed:
    """What changed since the branch left a revision, with what nobody has committed yet."""
    top = _top(data)
    asked = f"{revision}^{{commit}}"
    known = git(top, "rev-parse", "--verify", "--quiet", "--end-of-options", asked)
    if known.returncode:
        raise RepositoryRefused(Sentence("“{revision}”不是这个版本库里的版本。", revision=revision))
    base = git(top, "merge-base", known.stdout.strip(), "HEAD").stdout.strip()
    if not base:
        raise RepositoryRefused(
            Sentence("“{revision}”和现在没有共同的来历，没法比。", revision=revision)
        )
    committed = _names(top, "diff", "--name-only", "-z", "--no-renames", base)
    untracked = _names(top, "ls-files", "-z", "--others", "--exclude-standard")
    return _changed(top, (*committed, *untracked), data, prose)


def staged(data: Path, prose: Path) -> Changed:
    """What the next commit changes."""
    top = _top(data)
    names = _names(top, "diff", "--cached", "--name-only", "-z", "--no-renames")
    return _changed(top, names, data, prose)


def is_as_staged(data: Path, prose: Path) -> bool:
    """Whether data and prose on the disk are what the next commit has, with nothing beside it."""
    top, folders = _top(data), ("--", str(data), str(prose))
    untracked = git(top, "ls-files", "--others", "--exclude-standard", *folders).stdout
    return not untracked and not git(top, "diff", "--quiet", *folders).returncode


def lay_staged(folder: Path, target: Path) -> Path:
    """Lay a folder below `target` as the next commit has it; where it is then."""
    top = _top(folder)
    below = folder.resolve().relative_to(top)
    names = git(top, "ls-files", "-z", "--", str(below)).stdout
    command = ["git", "-C", str(top), "checkout-index", "-z", "--stdin", f"--prefix={target}/"]
    subprocess.run(command, input=names, text=True, check=True)  # noqa: S603
    (target / below).mkdir(parents=True, exist_ok=True)
    return target / below


def side_branch(folder: Path) -> str:
    """The branch on which a folder is worked, where that is not the main one; else "".

    The main branch is that of the remote `origin`, else `main` or `master`. Outside of a repository
    and on no branch at all (as forges check a commit out) there is none.
    """
    if shutil.which("git") is None:
        return ""
    here = git(folder, "symbolic-ref", "--quiet", "--short", "HEAD").stdout.strip()
    remote = git(folder, "symbolic-ref", "--quiet", "--short", "refs/remotes/origin/HEAD")
    main = {remote.stdout.strip().removeprefix("origin/")} - {""} or {"main", "master"}
    return "" if here in main else here


def commit_and_push(folder: Path, remote: str, branch: str, work: Callable[[], str]) -> int:
    """Commit what `work` does below a folder, and push it; how often it was done.

    work: changes files, and says in words what it did, "" for nothing. Where somebody pushed
    before, all is done anew upon what is there then. The tree must be clean before, for what is
    not pushed is thrown away.
    """
    top = _top(folder)
    if git(top, "status", "--porcelain=v1", "--untracked-files=no").stdout:
        raise RepositoryRefused(Sentence("还有没有提交的改动：先提交，再入日志推送。"))
    author = () if is_named(top) else NOBODY
    for attempt in range(1, _ATTEMPTS + 1):
        words = work()
        if not words:
            return attempt
        _done(git(top, "add", "--all", "--", str(folder)))
        _done(git(top, *author, "commit", "--quiet", "--no-verify", f"--message={words} [skip ci]"))
        if not git(top, "push", "--quiet", remote, f"HEAD:{branch}").returncode:
            return attempt
        _done(git(top, "fetch", "--quiet", remote, branch))
        _done(git(top, "reset", "--quiet", "--hard", "FETCH_HEAD"))
    raise RepositoryRefused(
        Sentence("推了 {count} 次，每次都有别人先推了；过一会儿再运行一次。", count=_ATTEMPTS)
    )


def _done(result: subprocess.CompletedProcess[str]) -> None:
    if result.returncode:
        raise RepositoryRefused(Sentence("git 没有做成：{fault}", fault=result.stderr.strip()))


def _top(folder: Path) -> Path:
    """The top folder of the repository."""
    if shutil.which("git") is None:
        raise RepositoryRefused(Sentence("没有装 git。"))
    top = git(folder, "rev-parse", "--show-toplevel")
    if top.returncode:
        raise RepositoryRefused(Sentence("{folder} 不在版本库里。", folder=folder))
    return Path(top.stdout.rstrip("\n"))


def _names(top: Path, *arguments: str) -> list[str]:
    return [name for name in git(top, *arguments).stdout.split("\0") if name]


def _changed(top: Path, names: Sequence[str], data: Path, prose: Path) -> Changed:
    places = set()
    for name in names:
        file = top / name
        if file.is_relative_to(data.resolve()):
            parts = file.relative_to(data.resolve()).parts
            places.add("/".join(parts[:_PACKAGE_DEPTH]))
        elif file.is_relative_to(prose.resolve()):
            places.add(f"content/{file.relative_to(prose.resolve()).as_posix()}")
    return Changed(frozenset(places))
