"""A site sent to real targets: a folder, rsync over ssh and as a daemon, S3 by rclone."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from mingbai.history import compressed, manifest
from mingbai.history.verification import listed
from mingbai.history.verification.trees import SiteTree
from mingbai.issues import Issue
from mingbai.publish import Inputs, OutputRefused, publish, sending, targets
from mingbai.publish.sending import SendingPlan, Sent
from mingbai.publish.targets import SendingFailed, Target
from servers import free_port, serving
from sitelinks import LOCAL, links, target
from small_site import lay, write

KEY = "mingbai-test"  # of a store that lives as long as its test
SSHD = "/usr/sbin/sshd"
LONG = "".join(chr(0x4E00 + n * 7 % 997) for n in range(700))  # what it is worth to compress


def render(inputs: Inputs, tree: Path) -> None:
    """Pages of the numbers in the data: the home page leads to each, each to its data and home."""
    word, _, numbers = (inputs.data / "word.txt").read_text("utf-8").partition(":")
    (tree / "theme").mkdir()
    (tree / "theme/style.css").write_text("body {}", "utf-8")
    for number in numbers:
        page = tree / "页" / number
        page.mkdir(parents=True)
        (page / "data.csv").write_text(f"{number},{word if number > '4' else ''}\n", "utf-8")
        links = '<a href="data.csv">a</a><a href="../../">b</a><a href="deep/">c</a>'
        (page / "index.html").write_text(f"<p>{word}{number}{links}", "utf-8")
        (page / "deep").mkdir()
        (page / "deep/index.html").write_text('<a href="../">up</a>', "utf-8")
    css = '<link rel="stylesheet" href="theme/style.css">'
    home = "".join(f'<a href="页/{number}/">{number}</a>' for number in numbers)
    (tree / "index.html").write_text(css + home, "utf-8")
    (tree / "feeds").mkdir()
    (tree / "feeds/news.atom").write_text(home, "utf-8")
    (tree / "edition.json").write_text(json.dumps({"as_of": "2026-07-20"}), "utf-8")


@dataclass(frozen=True)
class County:
    """A small county that publishes; `say` builds it with a word and some pages."""

    inputs: Inputs
    site: Path

    def say(self, text: str) -> None:
        write(self.inputs, text)
        publish(self.inputs, self.site, render=render)

    def send(self, where: Target, *, is_compressed: bool | None = None) -> Sent:
        sent = sending.send(
            self.site, where, is_agreed=lambda _plan: True, is_compressed=is_compressed
        )
        assert sent is not None
        return sent


@pytest.fixture(autouse=True)
def _programs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rclone comes with the virtual environment, which need not be on the path."""
    here = Path(sys.executable).parent
    monkeypatch.setenv("PATH", f"{here}{os.pathsep}{os.environ['PATH']}")


@pytest.fixture
def county(tmp_path: Path) -> County:
    (tmp_path / "www").mkdir()
    one = County(lay(tmp_path / "inputs"), tmp_path / "www" / "site")
    one.say("甲:123456")
    return one


def files(folder: Path) -> dict[str, str]:
    """Sha256 of each file by path."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


@dataclass(frozen=True)
class Remote:
    """A target, and how a test looks at what is there and spoils it: by its folder."""

    text: str
    folder: Path

    def delete(self, path: str) -> None:
        """Delete a file there, as its owner would: a store does not see what is done behind it."""
        if self.text.startswith("rclone:"):
            place = f"{self.text.removeprefix('rclone:')}/{path}"
            subprocess.run(["rclone", "deletefile", place], check=True)
        else:
            (self.folder / path).unlink()


@contextmanager
def a_folder(tmp_path: Path, _patch: pytest.MonkeyPatch) -> Iterator[Remote]:
    """A folder of this machine."""
    yield Remote(str(tmp_path / "there"), tmp_path / "there")


@contextmanager
def rsync_by_shell(tmp_path: Path, patch: pytest.MonkeyPatch) -> Iterator[Remote]:
    """Rsync to `host:path`, where the remote shell is a local one."""
    shell = tmp_path / "shell"
    shell.write_text('#!/bin/sh\n[ "$1" = -l ] && shift 2\nshift\nexec sh -c "$*"\n', "utf-8")
    shell.chmod(0o755)
    patch.setenv("RSYNC_RSH", str(shell))
    yield Remote(f"clerk@web.example:{tmp_path}/there", tmp_path / "there")


@contextmanager
def rsync_daemon(tmp_path: Path, _patch: pytest.MonkeyPatch) -> Iterator[Remote]:
    """Rsync to `rsync://`, a daemon on the loopback address."""
    port, folder = free_port(), tmp_path / "there"
    folder.mkdir()
    conf = tmp_path / "rsyncd.conf"
    owner = f"uid = {os.getuid()}\ngid = {os.getgid()}\nuse chroot = no\n"
    conf.write_text(f"{owner}[www]\npath = {folder}\nread only = no\n", "utf-8")
    command = ["rsync", "--daemon", "--no-detach", f"--config={conf}"]
    with serving([*command, "--address=127.0.0.1", f"--port={port}"], port):
        yield Remote(f"rsync://127.0.0.1:{port}/www", folder)


@contextmanager
def rsync_by_ssh(tmp_path: Path, patch: pytest.MonkeyPatch) -> Iterator[Remote]:
    """Rsync through a real sshd on the loopback address, by one connection: each costs a second."""
    port = free_port()
    for name in ("host", "user"):
        key = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(tmp_path / name)]
        subprocess.run(key, check=True)
    shutil.copyfile(tmp_path / "user.pub", tmp_path / "authorized")
    (tmp_path / "authorized").chmod(0o600)
    Path("/run/sshd").mkdir(exist_ok=True)
    options = [
        f"HostKey={tmp_path}/host",
        f"AuthorizedKeysFile={tmp_path}/authorized",
        "StrictModes=no",
        "UsePAM=no",
        "PermitRootLogin=yes",
        f"PidFile={tmp_path}/pid",
        "ListenAddress=127.0.0.1",
    ]
    command = [SSHD, "-D", "-e", "-f", "/dev/null", "-p", str(port)]
    with (
        tempfile.TemporaryDirectory() as short,  # the path of a socket has at most 108 bytes
        serving([*command, *(f"-o{option}" for option in options)], port),
    ):
        shell = (
            f"ssh -p {port} -i {tmp_path}/user -o StrictHostKeyChecking=no"
            f" -o UserKnownHostsFile={tmp_path}/known -o LogLevel=ERROR -F none"
            f" -o ControlPath={short}/ssh"
        )
        patch.setenv("RSYNC_RSH", shell)
        subprocess.run([*shell.split(), "-o", "ControlMaster=yes", "-fN", "127.0.0.1"], check=True)
        yield Remote(f"127.0.0.1:{tmp_path}/there", tmp_path / "there")
        subprocess.run([*shell.split(), "-O", "exit", "127.0.0.1"], check=True)


@contextmanager
def s3(tmp_path: Path, patch: pytest.MonkeyPatch) -> Iterator[Remote]:
    """A bucket of a real S3 server, which keeps its objects in a folder."""
    port, folder = free_port(), tmp_path / "objects"
    (folder / "bucket").mkdir(parents=True)
    patch.setenv("RCLONE_CONFIG", str(tmp_path / "rclone.conf"))
    remote = {
        "TYPE": "s3",
        "PROVIDER": "Rclone",
        "ENDPOINT": f"http://127.0.0.1:{port}",
        "ACCESS_KEY_ID": KEY,
        "SECRET_ACCESS_KEY": KEY,
    }
    for name, value in remote.items():
        patch.setenv(f"RCLONE_CONFIG_STORE_{name}", value)
    command = ["rclone", "serve", "s3", "--addr", f"127.0.0.1:{port}", "--auth-key", f"{KEY},{KEY}"]
    with serving([*command, str(folder)], port):
        yield Remote("rclone:store:bucket/county", folder / "bucket/county")


REMOTES: dict[str, tuple[Callable[..., object], str]] = {
    "folder": (a_folder, "sh"),
    "rsync by a shell": (rsync_by_shell, "rsync"),
    "rsync daemon": (rsync_daemon, "rsync"),
    "rsync by ssh": (rsync_by_ssh, SSHD),
    "s3": (s3, "rclone"),
}


def on(*sorts: str) -> pytest.MarkDecorator:
    """Try a test on these sorts of targets."""
    return pytest.mark.parametrize("remote", sorts, indirect=True)


@pytest.fixture
def remote(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Remote]:
    """Each sort of target; `scripts/sending.sh` installs the programs that are missing."""
    make, program = REMOTES[request.param]
    assert shutil.which(program), f"{program} is missing: sh scripts/sending.sh"
    (tmp_path / "remote").mkdir()
    with make(tmp_path / "remote", monkeypatch) as one:  # type: ignore[attr-defined]
        yield one


@on(*REMOTES)
def test_a_target_gets_what_changed_and_loses_what_is_gone(county: County, remote: Remote) -> None:
    """First all, then nothing, then the difference alone; what somebody changed there is mended."""
    where = targets.target(remote.text)
    first = county.send(where)
    assert files(remote.folder) == files(county.site)
    assert first.plan.new == len(files(county.site)) - 1
    same, ours = (folder / "页/1/data.csv" for folder in (remote.folder, county.site))
    assert abs(same.stat().st_mtime - ours.stat().st_mtime) < 1
    again = county.send(where)
    assert again.plan.is_empty
    assert again.mended == ()
    county.say("乙:23456789")
    sent = county.send(where)
    assert files(remote.folder) == files(county.site)
    assert (same.exists(), "页/1/data.csv" in sent.plan.removed) == (False, True)
    assert "页/2/data.csv" not in sent.plan.sizes
    (remote.folder / "页/2/data.csv").write_bytes(b"forged")
    remote.delete("页/3/index.html")
    assert set(county.send(where).mended) == {"页/2/data.csv", "页/3/index.html"}
    assert files(remote.folder) == files(county.site)


@on("folder", "rsync by a shell", "s3")
def test_an_interrupted_sending_goes_on_and_leaves_nothing(county: County, remote: Remote) -> None:
    """Broken off after two batches; the next build lacks what was sent; it is deleted, too."""
    where = targets.target(remote.text)
    county.send(where)
    county.say("乙:123456789")
    with pytest.raises(SendingFailed, match="broken"):
        sending.send(county.site, Breaking(where, 2), is_agreed=lambda _plan: True)
    assert (remote.folder / "页/8/data.csv").exists()
    county.say("丙:1237")
    county.send(where)
    assert files(remote.folder) == files(county.site)


def forms_there(county: County, folder: Path) -> set[str]:
    """The compressed forms at a target; each says what its file says, and all are listed."""
    extra = files(folder).keys() - files(county.site).keys() - {compressed.NAME}
    for path in extra:
        body = (folder / (compressed.base(path) or "")).read_bytes()
        assert compressed.says(path, (folder / path).read_bytes(), body), path
    listed = folder / compressed.NAME
    assert extra == (set(manifest.parse(listed.read_bytes())) if listed.exists() else set())
    return set(extra)


def forms_of(numbers: str) -> set[str]:
    """Of every page that is long, and of the data behind it where that is."""
    texts = [f"页/{n}/index.html" for n in numbers] + [
        f"页/{n}/data.csv" for n in numbers if n > "4"
    ]
    return {text + suffix for text in texts for suffix in compressed.SUFFIXES}


@on("folder", "rsync by a shell", "s3")
def test_compressed_forms_come_with_what_changed_and_go_with_it(
    county: County, remote: Remote
) -> None:
    """Once wanted they stay, of changed files alone anew, until they are no longer wanted."""
    where = targets.target(remote.text)
    county.say(f"{LONG}:123456")
    county.send(where)
    assert forms_there(county, remote.folder) == set()
    first = county.send(where, is_compressed=True)
    assert forms_there(county, remote.folder) == forms_of("123456") == set(first.plan.sizes)
    before = (remote.folder / "页/3/index.html.gz").stat().st_mtime
    county.say(f"{LONG}:2345678")
    second = county.send(where)
    assert forms_there(county, remote.folder) == forms_of("2345678")
    assert not {path for path in second.plan.sizes if path.startswith("页/3/")}
    if not remote.text.startswith("rclone:"):
        assert abs((remote.folder / "页/3/index.html.gz").stat().st_mtime - before) < 1
    (remote.folder / "页/4/index.html.br").write_bytes(b"forged")
    assert county.send(where).mended == ("页/4/index.html.br",)
    assert county.send(where).plan.is_empty
    county.send(where, is_compressed=False)
    assert files(remote.folder) == files(county.site)


def test_what_is_compressed_says_the_same_on_verification(county: County, tmp_path: Path) -> None:
    """A form that says something else than its file is named; a form of nothing is extra."""
    there = tmp_path / "there"
    county.say(f"{LONG}:12")
    county.send(targets.target(str(there)), is_compressed=True)
    listed_issues = {issue.path for issue in listed.check(SiteTree(there))}
    assert listed_issues == set()
    (there / "页/1/index.html.gz").write_bytes(gzip.compress("换了".encode() * 999))
    (there / "页/2/index.html.br").write_bytes((there / "页/1/index.html.br").read_bytes())
    (there / "页/2/none.html.gz").write_bytes(gzip.compress(b"x"))
    assert [(issue.path, issue.code) for issue in sorted_by_path(there)] == [
        ("页/1/index.html.gz", "site-form-differs"),
        ("页/2/index.html.br", "site-form-differs"),
        ("页/2/none.html.gz", "site-file-extra"),
    ]


def sorted_by_path(there: Path) -> list[Issue]:
    return sorted(listed.check(SiteTree(there)), key=lambda issue: issue.path)


@on("folder", "rsync daemon", "s3")
def test_files_of_somebody_else_are_not_touched(county: County, remote: Remote) -> None:
    """A target that holds other files and no manifest is refused, in words."""
    remote.folder.mkdir(parents=True, exist_ok=True)
    (remote.folder / "letter.txt").write_text("keep me", "utf-8")
    with pytest.raises(SendingFailed, match=r"letter\.txt 等 1 项，不是本程序发的"):
        county.send(targets.target(remote.text))
    assert files(remote.folder).keys() == {"letter.txt"}


@dataclass
class Breaking:
    """A target that fails after some batches."""

    target: Target
    left: int
    address: str = field(init=False)

    def __post_init__(self) -> None:
        self.address = self.target.address
        self.fetch, self.names = self.target.fetch, self.target.names
        self.remove, self.wrong = self.target.remove, self.target.wrong

    def put(self, site: Path, paths: Sequence[str]) -> None:
        if self.left == 0:
            raise SendingFailed("broken")
        self.left -= 1
        self.target.put(site, paths)


@dataclass
class Watched(Breaking):
    """A folder that is looked at after every single file that comes or goes."""

    left: int = -1

    def __post_init__(self) -> None:
        super().__post_init__()
        self.remove = self._remove  # type: ignore[method-assign]

    def put(self, site: Path, paths: Sequence[str]) -> None:
        for path in paths:
            self.target.put(site, [path])
            self.look(path)

    def _remove(self, paths: Sequence[str]) -> None:
        for path in paths:
            self.target.remove([path])
            self.look(path)

    def look(self, after: str) -> None:
        """No page that a reader gets to from the home page leads to what is not there."""
        folder = Path(self.address)
        waiting, seen = [folder / "index.html"], set()
        while waiting:
            page = waiting.pop()
            if page in seen or not page.exists():
                continue
            seen.add(page)
            for link in links(page, folder):
                if link.startswith(LOCAL):
                    file, _ = target(link, folder)
                    assert file.is_file(), f"{page} -> {link} after {after}"
                    waiting += [file] if file.suffix == ".html" else []


def test_no_reader_meets_a_link_that_leads_nowhere(county: County, tmp_path: Path) -> None:
    """After every single file, over a first sending, additions, changes and deletions."""
    where = Watched(targets.target(str(tmp_path / "there")))
    for text in ("甲:123456", "乙:456789", "丙:1", "丁:123456789"):
        county.say(text)
        county.send(where)
        assert files(tmp_path / "there") == files(county.site)


def test_the_manifest_comes_when_all_is_there(county: County, tmp_path: Path) -> None:
    """Pages after their data, the home page last of them; then feeds; deletions: pages first."""
    new = {path: county.site.name for path in files(county.site) if path != manifest.NAME}
    plan = sending.plan(county.site, {}, new, ())
    order = [path for step in plan.steps for path in step]
    assert set(order) == new.keys()
    first_page = next(n for n, path in enumerate(order) if path.endswith(".html"))
    assert all(path.endswith(".html") for path in order[first_page:])
    assert order[-1] == "index.html"
    old = {**new, "index.html": "x", "feeds/news.atom": "x", "旧/a.csv": "x", "旧/index.html": "x"}
    plan = sending.plan(county.site, old, new, ("旧/orphan.csv",))
    assert plan.steps == (("index.html",), ("feeds/news.atom",))
    assert plan.removed == ("旧/index.html", "旧/a.csv", "旧/orphan.csv")


def test_the_note_is_sent_and_an_old_one_is_not_left(county: County, tmp_path: Path) -> None:
    """A signed note comes last; a new site without one takes the old one away."""
    where = targets.target(str(tmp_path / "there"))
    (county.site / manifest.NOTE).write_text("signed", "utf-8")
    county.send(where)
    assert (tmp_path / "there" / manifest.NOTE).read_text("utf-8") == "signed"
    county.say("乙:123")
    county.send(where)
    assert not (tmp_path / "there" / manifest.NOTE).exists()


def test_an_edited_site_is_not_sent(county: County, tmp_path: Path) -> None:
    """Nor one that was never built here: both are told to build first."""
    where = targets.target(str(tmp_path / "there"))
    (county.site / "pw").symlink_to("/etc/passwd")
    with pytest.raises(OutputRefused, match="pw：是链接"):
        county.send(where)
    copy = shutil.copytree(county.site, tmp_path / "www" / "copy", symlinks=True)
    with pytest.raises(OutputRefused, match="先运行 mingbai build"):
        sending.send(copy, where, is_agreed=lambda _plan: True)
    with pytest.raises(OutputRefused, match="还没有网站"):
        sending.send(tmp_path / "nothing", where, is_agreed=lambda _plan: True)
    assert not (tmp_path / "there").exists()


def test_a_link_in_the_target_is_not_followed(county: County, tmp_path: Path) -> None:
    """A folder that leads elsewhere is not written through."""
    there, elsewhere = tmp_path / "there", tmp_path / "elsewhere"
    there.mkdir()
    elsewhere.mkdir()
    (there / ".keep").touch()
    (there / "页").symlink_to(elsewhere)
    (there / manifest.NAME).write_bytes(b"")
    with pytest.raises(SendingFailed, match="是链接"):
        county.send(targets.target(str(there)))
    assert list(elsewhere.iterdir()) == []


@pytest.mark.parametrize(
    ("text", "sort"),
    [
        ("/srv/www", "FolderTarget"),
        ("www", "FolderTarget"),
        ("./a:b", "FolderTarget"),
        ("web:/srv/www", "RsyncTarget"),
        ("clerk@web.example:www", "RsyncTarget"),
        ("rsync://web.example/www", "RsyncTarget"),
        ("rclone:store:bucket/x", "RcloneTarget"),
    ],
)
def test_a_target_is_read_as_it_is_written(text: str, sort: str) -> None:
    """Hosts as rsync writes them, remotes as rclone does, all else a folder."""
    assert type(targets.target(text)).__name__ == sort


@pytest.mark.parametrize("text", ["", "-e sh", "--delete"])
def test_an_option_is_no_target(text: str) -> None:
    """What a program would take for an option is refused."""
    with pytest.raises(SendingFailed, match="不是可以发到的地方"):
        targets.target(text)


def test_a_missing_program_is_named(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    """With what to install; a host that cannot be reached, with what rsync said."""
    monkeypatch.setenv("RSYNC_RSH", "false")
    with pytest.raises(SendingFailed, match=r"rsync 没有发成（退出码 \d+）"):
        county.send(targets.target("web.example:/srv"))
    monkeypatch.setenv("PATH", "/nowhere")
    for text, name in (("web:/srv", "rsync"), ("rclone:a:b", "rclone")):
        with pytest.raises(SendingFailed, match=f"没有装 {name}"):
            county.send(targets.target(text))


def test_the_command_says_before_and_after(county: County, tmp_path: Path) -> None:
    """`--dry-run` names every file and sends none; then it sends, and says what it compared."""
    there = tmp_path / "there"
    command = [sys.executable, "-m", "mingbai.cli", "publish", str(there)]
    command += ["--output", str(county.site)]
    done = subprocess.run([*command, "--dry-run"], capture_output=True, text=True, check=True)
    lines = done.stdout.splitlines()
    count = len(files(county.site)) - 1
    assert lines[0] == f"{there}：新的 {count} 个，改了的 0 个，要删的 0 个，一共 0.0 MB。"
    assert len(lines) == count + 1
    assert lines[-1] == "  发 index.html"
    assert not there.exists()
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert f"发完了，核对过 {count} 个文件，和清单一致：{there}" in done.stdout
    assert done.stderr == ""
    assert files(there) == files(county.site)
    done = subprocess.run(
        [*command[:-1], "/nowhere/x"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr


def test_plans_need_no_order_within_a_step(county: County) -> None:
    """No path stands in two steps, and none is both sent and deleted."""
    new = dict.fromkeys(files(county.site), "a")
    old = dict.fromkeys(list(new)[::2], "b") | {"旧.html": "b"}
    plan: SendingPlan = sending.plan(county.site, old, new, ())
    order = [path for step in plan.steps for path in step]
    assert len(order) == len(set(order)) == len(new)
    assert not set(order) & set(plan.removed)
