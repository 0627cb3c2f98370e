"""The county's repository -> a tree to work in, and what a clerk hands in as a branch of it.

Her own files are never touched: the desk works in a linked work tree in its work folder, and what
she hands in becomes a branch `desk/…`, which others merge. Nothing is ever written to the main
branch, and no push takes anything away from another.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from mingbai.sentences import Sentence

BRANCHES = "desk/"
_NEAR, _FAR = 120, 60  # seconds that git may take on this disk, and over a network
_DEPTH = 3  # folders of a package: kind, publisher, period
_PLAIN = ("-c", "core.autocrlf=false", "-c", "core.quotePath=false", "-c", "gc.auto=0")


class NotVersioned(Exception):
    """The data folder lies in no repository that can be handed in to. The message says why."""


class NotSent(Exception):
    """The remote could not be reached or did not take it. The message says why, in words."""


class GitFailed(Exception):
    """A command of git failed that should not: a full disk, a broken repository."""


@dataclass(frozen=True)
class CountyRepository:
    """top: of its work tree. data: POSIX path of the data folder below it, "." for itself.

    remote: its name, "" where there is none. main: name of the main branch.
    """

    top: Path
    data: str
    remote: str
    main: str

    @property
    def main_ref(self) -> str:
        """What is published, as far as this machine knows."""
        return (
            f"refs/remotes/{self.remote}/{self.main}" if self.remote else f"refs/heads/{self.main}"
        )


@dataclass(frozen=True)
class MainState:
    """The newest commit of the main branch. is_fresh: the remote, where there is one, was asked."""

    commit: str
    is_fresh: bool


@dataclass(frozen=True)
class WorkTree:
    """A linked work tree of a repository, in a folder of the desk."""

    repository: CountyRepository
    folder: Path

    @property
    def data(self) -> Path:
        """The data folder in it."""
        return self.folder / self.repository.data

    def reset(self, commit: str) -> None:
        """Let it hold just what a commit holds; laid anew where it is not there or broken."""
        top = self.repository.top
        if not (self.folder / ".git").is_file() or _git(self.folder, "status").returncode:
            shutil.rmtree(self.folder, ignore_errors=True)
            _must(top, "worktree", "prune")
            self.folder.parent.mkdir(parents=True, exist_ok=True)
            _must(top, "worktree", "add", "--force", "--detach", str(self.folder), commit)
        _must(self.folder, "checkout", "--quiet", "--force", "--detach", commit)
        _must(self.folder, "clean", "-ffdxq")

    def head(self) -> str:
        """The commit that it stands on; "" where there is no such tree."""
        return _git(self.folder, "rev-parse", "HEAD").stdout.strip() if self.folder.is_dir() else ""

    def commit(self, message: str, author: tuple[str, str], place: str) -> str:
        """Commit a package and its former versions; the id, that of before if nothing was changed.

        author: name and address for a machine on which git knows none.
        """
        data = Path(self.repository.data)
        for path in (data / place, data / "history" / "versions" / place):
            if (self.folder / path).exists():
                _must(self.folder, "add", "--all", "--force", "--", path.as_posix())
        if _git(self.folder, "diff", "--cached", "--quiet").returncode:
            names = _named(self.folder, author)
            # --no-verify: hooks check what the desk has just checked, and answer in a terminal
            _must(self.folder, *names, "commit", "--quiet", "--no-verify", "-m", message)
        return _must(self.folder, "rev-parse", "HEAD")


def locate(data: Path) -> CountyRepository:
    """The repository that a data folder lies in; NotVersioned where there is none."""
    if shutil.which("git") is None:
        raise NotVersioned(Sentence("这台电脑没有装 git，交不了。请管网站的人装一次。"))
    done = _git(data, "rev-parse", "--show-toplevel")
    if done.returncode:
        raise NotVersioned(
            Sentence("{data} 不在版本库里，交不了。请管网站的人把数据文件夹放进版本库。", data=data)
        )
    top = Path(done.stdout.strip())
    remotes = _must(top, "remote").split()
    remote = "origin" if "origin" in remotes else "".join(remotes[:1])
    main = _main(top, remote)
    if not main:
        raise NotVersioned(Sentence("版本库里还没有提交过任何数据，请管网站的人先提交一次。"))
    inside = data.resolve().relative_to(top.resolve()).as_posix()
    return CountyRepository(top, inside, remote, main)


def newest_main(repository: CountyRepository) -> MainState:
    """What is published now; the remote is asked, and where it does not answer the last known."""
    is_fresh = True
    if repository.remote:
        asked = ("fetch", "--quiet", "--prune", "--no-tags", repository.remote)
        is_fresh = _git(repository.top, *asked, seconds=_FAR).returncode == 0
    return MainState(_must(repository.top, "rev-parse", repository.main_ref), is_fresh)


def package_version(repository: CountyRepository, commit: str, place: str) -> str:
    """What names the content of a package in a commit; "" where it has none."""
    path = f"{repository.data}/{place}".removeprefix("./")
    done = _git(repository.top, "rev-parse", "--verify", "--quiet", f"{commit}:{path}")
    return done.stdout.strip() if done.returncode == 0 else ""


def changed_packages(repository: CountyRepository, before: str, after: str) -> tuple[str, ...]:
    """The packages that differ between two commits, as paths below the data folder, sorted."""
    listed = _must(repository.top, "diff", "--name-only", before, after, "--", repository.data)
    packages = set()
    for name in listed.splitlines():
        parts = Path(name).relative_to(repository.data).parts
        if len(parts) > _DEPTH and parts[0] != "history":
            packages.add("/".join(parts[:_DEPTH]))
    return tuple(sorted(packages))


def waiting(repository: CountyRepository, place: str) -> frozenset[str]:
    """Branches of the remote, handed in and not merged, that have another version of a package."""
    if not repository.remote:
        return frozenset()
    space = f"refs/remotes/{repository.remote}/"
    listed = _must(
        repository.top,
        "for-each-ref",
        "--format=%(refname)",
        f"--no-merged={repository.main_ref}",
        f"{space}{BRANCHES}",
    )
    published = package_version(repository, repository.main_ref, place)
    return frozenset(
        ref.removeprefix(space)
        for ref in listed.splitlines()
        if package_version(repository, ref, place) not in ("", published)
    )


def hand_in(repository: CountyRepository, branch: str, commit: str) -> None:
    """Let a branch of the desk be at a commit, on this machine."""
    _refuse_other(branch)
    _must(repository.top, "update-ref", f"refs/heads/{branch}", commit)


def send(repository: CountyRepository, branch: str, commit: str) -> bool:
    """Let the remote have a branch of the desk; False where there is none, NotSent if it fails."""
    _refuse_other(branch)
    if repository.remote:
        _push(repository, f"{commit}:refs/heads/{branch}")
    return bool(repository.remote)


def take_back(repository: CountyRepository, branch: str, commit: str) -> None:
    """Remove a branch of the desk that is still at a commit, here and at the remote."""
    _refuse_other(branch)
    remote = f"refs/remotes/{repository.remote}/{branch}"
    if (
        repository.remote
        and _git(repository.top, "rev-parse", "--quiet", "--verify", remote).stdout
    ):
        lease = f"--force-with-lease=refs/heads/{branch}:{commit}"
        _push(repository, lease, f":refs/heads/{branch}")
    _must(repository.top, "update-ref", "-d", f"refs/heads/{branch}")


def bundle(repository: CountyRepository, branch: str, base: str, file: Path) -> None:
    """Write what a branch adds to a commit into one file, which a memory stick can carry."""
    partial = file.with_name(f".{file.name}.part")
    _must(
        repository.top, "bundle", "create", "--quiet", str(partial), f"{base}..refs/heads/{branch}"
    )
    partial.replace(file)


def _refuse_other(branch: str) -> None:
    if not branch.startswith(BRANCHES):
        raise ValueError(f"not a branch of the desk: {branch}")


def _push(repository: CountyRepository, *what: str) -> None:
    done = _git(repository.top, "push", "--quiet", repository.remote, *what, seconds=_FAR)
    if done.returncode:
        raise NotSent("送不出去：网络不通，或者没有权限。")


def _main(top: Path, remote: str) -> str:
    """The name of the main branch: of the remote, else `main` or `master`, else the present one."""
    head = _git(top, "symbolic-ref", "--quiet", "--short", f"refs/remotes/{remote}/HEAD")
    if remote and head.returncode == 0:
        return head.stdout.strip().removeprefix(f"{remote}/")
    space = f"refs/remotes/{remote}" if remote else "refs/heads"
    for name in ("main", "master"):
        if _git(top, "rev-parse", "--verify", "--quiet", f"{space}/{name}").returncode == 0:
            return name
    present = _git(top, "symbolic-ref", "--quiet", "--short", "HEAD").stdout.strip()
    is_there = _git(top, "rev-parse", "--verify", "--quiet", f"{space}/{present}").returncode == 0
    return present if present and is_there else ""


def _named(folder: Path, author: tuple[str, str]) -> tuple[str, ...]:
    """Options that name an author where git knows none."""
    if _git(folder, "config", "user.email").returncode == 0:
        return ()
    name, address = author
    return ("-c", f"user.name={name}", "-c", f"user.email={address}")


def _must(folder: Path, *arguments: str) -> str:
    done = _git(folder, *arguments)
    if done.returncode:
        raise GitFailed(f"git {arguments[0]}: {done.stderr.strip()}")
    return done.stdout.strip()


def _git(folder: Path, *arguments: str, seconds: int = _NEAR) -> subprocess.CompletedProcess[str]:
    """Run git; it never asks anything in a terminal. Too slow counts as failed."""
    command: Sequence[str] = ["git", *_PLAIN, "-C", str(folder), *arguments]
    surroundings = {**os.environ, "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C.UTF-8"}
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        surroundings.pop(name, None)  # set while a hook runs
    try:
        return subprocess.run(  # noqa: S603  # no shell, our own words
            command,
            capture_output=True,
            text=True,
            check=False,
            env=surroundings,
            timeout=seconds,
            stdin=subprocess.DEVNULL,
        )
    except subprocess.TimeoutExpired:
        return subprocess.CompletedProcess(command, 1, "", "timeout")
