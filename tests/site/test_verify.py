"""A real site, released twice and signed: whatever is done to its files, `verify` finds by name.

A thousand random changes: bytes flipped, files dropped, added, swapped, cut off, rolled back; notes
and manifests of another time or key; sites of two releases mixed.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import random
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import html5lib
import lxml.html
import pytest
from typer.testing import CliRunner

import harness
import remembered
import sizes
from logs import key
from mingbai import cli, history
from mingbai.build import check
from mingbai.history import checkpoints, manifest, notes, verification
from mingbai.history.checkpoints import Checkpoint
from mingbai.history.notes import SignerKey
from mingbai.issues import Severity
from mingbai.publish import publish
from shared import Shared, inputs

ORIGIN = "qingyuan.example/log"
OLD, NEW, STRANGER = key(ORIGIN, "old"), key(ORIGIN, "new"), key(ORIGIN, "stranger")
DAYS = (date(2026, 8, 1), date(2026, 8, 20))
REGISTRY = "registry/county/2026"
WITHDRAWN = "appraisals/office/2024"
SUMS, NOTE = manifest.NAME, manifest.NOTE
AT_ONCE = 16  # changes of a round: each must be named, whatever else is wrong


@dataclass(frozen=True)
class Sites:
    """Two states of one site by path of file; old, new: their checkpoints."""

    root: Path
    former: dict[str, bytes]
    present: dict[str, bytes]
    old: Checkpoint
    new: Checkpoint


def files(root: Path) -> dict[str, bytes]:
    """Every file of a site."""
    plain = [path for path in root.rglob("*") if path.is_file()]
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in plain}


def register_keys(data: Path) -> None:
    """The registry's table of keys: the old one until the tenth of August, and the new one."""
    folder = data / REGISTRY
    rows = [f"{OLD.verifier.text},2026-01-01,2026-08-10", f"{NEW.verifier.text},2026-07-01,"]
    (folder / "log_keys.csv").write_text("\n".join(["vkey,since,until", *rows, ""]), "utf-8")
    descriptor = json.loads((folder / "datapackage.json").read_text("utf-8"))
    descriptor["resources"].append({"name": "log_keys", "path": "log_keys.csv"})
    (folder / "datapackage.json").write_text(json.dumps(descriptor, ensure_ascii=False), "utf-8")
    harness.seal(data, [REGISTRY])


def change_a_telephone(data: Path) -> None:
    """The registry is a register: a change that is logged and needs no reason."""
    table = data / REGISTRY / "site.csv"
    table.write_text(table.read_text("utf-8").replace("000-0000-0110", "000-0000-0119"), "utf-8")
    harness.seal(data, [REGISTRY])


def release(data: Path, day: date, signer: SignerKey) -> None:
    """What `mingbai release` does."""
    checked = check(data)
    assert not checked.has_errors, checked.issues
    history.releasing.release(data, checked.standings, day, ORIGIN, [signer])


def build(data: Path, day: date, signer: SignerKey, output: Path) -> None:
    """A site of that day, signed."""
    publish(dataclasses.replace(inputs(data), as_of=day.isoformat()), output)
    assert verification.sign(output, signer) == ()


def make(target: Path) -> None:
    """Both sites and the data that they were made from."""
    data = harness.data_folder(target / "data", "appraisals")
    register_keys(data)
    release(data, DAYS[0], OLD)
    build(data, DAYS[0], OLD, target / "former")
    remembered.keep(data, REGISTRY)
    change_a_telephone(data)
    schemas = remembered.SCHEMAS[WITHDRAWN.partition("/")[0]]
    history.withdrawing.withdraw(data, WITHDRAWN, schemas, remembered.TYPO, DAYS[1])
    release(data, DAYS[1], NEW)
    build(data, DAYS[1], NEW, target / "present")


@pytest.fixture(scope="module")
def sites(shared: Shared) -> Sites:
    """Both, built once in a run."""
    root = shared.folder("verified", make)
    former, present = files(root / "former"), files(root / "present")
    old, new = (checkpoints.parse(site["log/checkpoint"]) for site in (former, present))
    return Sites(root, former, present, old, new)


@dataclass
class Trial:
    """A copy of the present site that is spoiled and mended again. changed: paths."""

    sites: Sites
    root: Path
    chance: random.Random
    changed: set[str] = field(default_factory=set)

    def write(self, path: str, content: bytes | None) -> None:
        """Put that content there; None takes the file away."""
        self.changed.add(path)
        file = self.root / path
        if content is None:
            file.unlink()
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)

    def mend(self) -> None:
        """Everything as it was."""
        for path in sorted(self.changed):
            (self.root / path).unlink(missing_ok=True)
            if path in self.sites.present:
                self.write(path, self.sites.present[path])
        self.changed.clear()

    def errors(self, old: Checkpoint | None = None) -> dict[str, set[str]]:
        """By path, the codes of what is wrong, as a reader sees who brings the new key."""
        keys = [NEW.verifier]
        issues = verification.verify(self.root, keys, old or self.sites.old).issues
        found: dict[str, set[str]] = {}
        for issue in issues:
            assert issue.severity is Severity.ERROR, issue
            found.setdefault(issue.path, set()).add(issue.code)
        return found

    def pick(self) -> str:
        """A file that nothing was done to yet, and that the manifest names."""
        free = self.sites.present.keys() - self.changed - {SUMS, NOTE}
        return self.chance.choice(sorted(free))


@pytest.fixture(scope="module")
def copy(sites: Sites, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shutil.copytree(sites.root / "present", tmp_path_factory.mktemp("copy") / "site")


@pytest.fixture
def trial(sites: Sites, copy: Path) -> Iterator[Trial]:
    trial = Trial(sites, copy, random.Random(42))
    yield trial
    trial.mend()


def flipped(content: bytes, chance: random.Random) -> bytes:
    """One bit is another."""
    place = chance.randrange(len(content) * 8)
    spoiled = bytearray(content)
    spoiled[place // 8] ^= 1 << place % 8
    return bytes(spoiled)


def flip(trial: Trial) -> list[str]:
    path = trial.pick()
    content = trial.sites.present[path]
    trial.write(path, flipped(content, trial.chance) if content else b"\0")
    return [path]


def drop(trial: Trial) -> list[str]:
    path = trial.pick()
    trial.write(path, None)
    return [path]


def cut(trial: Trial) -> list[str]:
    path = trial.pick()
    content = trial.sites.present[path]
    trial.write(path, content[: trial.chance.randrange(len(content))] if content else b"x")
    return [path]


def add(trial: Trial) -> list[str]:
    beside = trial.pick().rpartition("/")[0]
    name = f"{trial.chance.randrange(10**9)}{trial.chance.choice(['', '.html', '.csv', '.p'])}"
    path = f"{beside}/{name}".removeprefix("/")
    trial.write(path, trial.chance.randbytes(9))
    return [path]


def swap(trial: Trial) -> list[str]:
    one, other = trial.pick(), trial.pick()
    present = trial.sites.present
    while present[one] == present[other]:
        other = trial.pick()
    trial.write(one, present[other])
    trial.write(other, present[one])
    return [one, other]


def roll_back(trial: Trial) -> list[str]:
    """A file as it was in the former release."""
    former, present = trial.sites.former, trial.sites.present
    changed = {path for path, content in former.items() if present.get(path) != content}
    free = sorted(changed - trial.changed - {SUMS, NOTE})
    if not free:
        return flip(trial)
    path = trial.chance.choice(free)
    trial.write(path, former[path])
    return [path]


ORDINARY: tuple[Callable[[Trial], list[str]], ...] = (flip, flip, drop, cut, add, swap, roll_back)


def test_the_sites_hold(sites: Sites, trial: Trial) -> None:
    """Before anything is done to them; the older one too, to whoever has kept nothing."""
    assert trial.errors() == {}
    assert trial.errors(sites.new) == {}
    former = verification.verify(sites.root / "former", [OLD.verifier])
    assert former.issues == ()
    assert (former.entries, sites.old.size, sites.new.size) == (3, 3, 5)


def test_whatever_is_done_to_files_is_named(trial: Trial) -> None:
    """Each change by its path, however many there are; no page that nobody touched."""
    done = 0
    while done < sizes.times(900):
        expected: set[str] = set()
        for _ in range(AT_ONCE):
            expected.update(trial.chance.choice(ORDINARY)(trial))
            done += 1
        errors = trial.errors()
        assert expected <= errors.keys()
        beyond = errors.keys() - expected
        assert all(path == NOTE or path.startswith(("log/", "data/")) for path in beyond), beyond
        trial.mend()
    assert trial.errors() == {}


def note_flipped(trial: Trial) -> str:
    trial.write(NOTE, flipped(trial.sites.present[NOTE], trial.chance))
    return NOTE


def note_cut(trial: Trial) -> str:
    content = trial.sites.present[NOTE]
    trial.write(NOTE, content[: trial.chance.randrange(len(content))])
    return NOTE


def note_dropped(trial: Trial) -> str:
    trial.write(NOTE, None)
    return NOTE


def note_of_before(trial: Trial) -> str:
    trial.write(NOTE, trial.sites.former[NOTE])
    return NOTE


def manifest_flipped(trial: Trial) -> str:
    trial.write(SUMS, flipped(trial.sites.present[SUMS], trial.chance))
    return NOTE


def manifest_dropped(trial: Trial) -> str:
    trial.write(SUMS, None)
    return SUMS


def manifest_of_before(trial: Trial) -> str:
    trial.write(SUMS, trial.sites.former[SUMS])
    return NOTE


def both_of_before(trial: Trial) -> str:
    """An old manifest with its own note: the files betray it, and the key had ended."""
    for path in (SUMS, NOTE):
        trial.write(path, trial.sites.former[path])
    return "edition.json"


def signed_by(signer: SignerKey) -> Callable[[Trial], str]:
    """The present manifest, signed well by a key that does not count."""

    def change(trial: Trial) -> str:
        note = notes.parse(trial.sites.present[NOTE])
        trial.write(NOTE, notes.signed(note.text, [signer]))
        return NOTE

    return change


def forged(trial: Trial) -> str:
    """A changed page in a new manifest, under a signature that was made up."""
    page = flip(trial)[0]
    content = (trial.root / page).read_bytes()
    sums = {**manifest.parse(trial.sites.present[SUMS]), page: _sha256(content)}
    trial.write(SUMS, manifest.write(sums))
    digest = _sha256((trial.root / SUMS).read_bytes())
    note = notes.parse(trial.sites.present[NOTE])
    said = dataclasses.replace(manifest.parse_statement(note.text), digest=digest)
    made = tuple(dataclasses.replace(s, made=trial.chance.randbytes(64)) for s in note.signatures)
    trial.write(NOTE, notes.signed(said.text, [], made))
    return NOTE


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def mixed(trial: Trial) -> str:
    """Some files, any of them, of the former release; one at least that differs."""
    former = trial.sites.former
    named = roll_back(trial)[0]
    for path in trial.chance.sample(sorted(former), len(former) // 2):
        is_other = former[path] != trial.sites.present.get(path)
        if is_other and path not in {named, SUMS, NOTE}:
            trial.write(path, former[path])
    return named


SPECIAL = (
    note_flipped,
    note_cut,
    note_dropped,
    note_of_before,
    manifest_flipped,
    manifest_dropped,
    manifest_of_before,
    both_of_before,
    signed_by(STRANGER),
    signed_by(OLD),
    forged,
    mixed,
)


def test_whatever_is_done_to_manifest_note_and_releases_is_named(trial: Trial) -> None:
    """One at a time: the file that betrays it is named."""
    for number in range(max(len(SPECIAL), sizes.times(100))):
        path = SPECIAL[number % len(SPECIAL)](trial)
        assert path in trial.errors(), SPECIAL[number % len(SPECIAL)]
        trial.mend()
    assert trial.errors() == {}


def test_the_former_site_as_a_whole_is_older(sites: Sites) -> None:
    """Sound and signed as it is, it cannot stand before whoever has seen the present one."""
    found = verification.verify(sites.root / "former", [OLD.verifier], sites.new).issues
    assert [(issue.code, issue.path) for issue in found] == [("site-older", "log/checkpoint")]


@pytest.mark.parametrize("page", ["log/index.html", "log/entries/1/index.html"])
def test_the_pages_of_the_log_are_sound(sites: Sites, page: str) -> None:
    """Valid HTML, each id once, no dead link; a change and a withdrawal are said."""
    file = sites.root / "present" / page
    parser = html5lib.HTMLParser(strict=False)
    parser.parse(file.read_text("utf-8"))
    assert parser.errors == []
    tree = lxml.html.fromstring(file.read_bytes())
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    links = [link for link in tree.xpath("//a/@href") if not link.startswith(("#", "tel:"))]
    targets = [file.parent / link.partition("#")[0] for link in links]
    assert [path for path in targets if not path.exists()] == []
    for words in ("首次公开", "变更", "撤回"):
        assert words in tree.text_content()


def test_a_key_that_ended_is_named_with_its_days(trial: Trial) -> None:
    """To whoever brings the old key, too: the site says until when it was valid."""
    signed_by(OLD)(trial)
    (issue,) = (
        i
        for i in verification.verify(trial.root, [OLD.verifier, NEW.verifier]).issues
        if i.path == NOTE
    )
    assert (issue.code, issue.values["day"]) == ("site-expired-key", "2026-08-20")
    trial.mend()


def test_the_command_says_it_in_words(sites: Sites, trial: Trial, tmp_path: Path) -> None:
    """Exit 0 and what was looked at; 2 and each fault; 1 for what is no command."""
    kept = tmp_path / "checkpoint"
    kept.write_bytes(sites.old.file)
    vkey = ["--vkey", NEW.verifier.text]
    command = ["verify", str(trial.root), "--checkpoint", str(kept), *vkey]
    run = CliRunner().invoke
    done = run(cli.app, command)
    assert done.exit_code == 0
    assert "日志 5 条" in done.output
    assert NEW.verifier.text in done.output
    page = flip(trial)[0]
    done = run(cli.app, command)
    assert done.exit_code == 2
    assert page in done.output
    trial.mend()
    note_dropped(trial)
    done = run(cli.app, command[:2])
    assert done.exit_code == 0
    assert "页面没有签名可对" in done.output
    trial.mend()
    for wrong in (
        ["verify", str(tmp_path)],
        ["verify", str(tmp_path / "nowhere")],
        [*command[:2], "--vkey", "x"],
        [*command[:2], "--checkpoint", str(trial.root / "index.html")],
        [*command[:2], "--checkpoint", str(tmp_path / "nothing")],
    ):
        done = run(cli.app, wrong)
        assert done.exit_code == 1, wrong
        assert "Traceback" not in done.output


def test_keygen_makes_a_key_that_signs(sites: Sites, trial: Trial, tmp_path: Path) -> None:
    """The private half in a file for its owner alone, never twice, never in a repository."""
    run, file = CliRunner().invoke, tmp_path / "log.key"
    done = run(cli.app, ["keygen", ORIGIN, "--out", str(file)])
    assert done.exit_code == 0
    signer = notes.signer_key(file.read_text("utf-8").strip())
    assert signer.verifier.text in done.output
    assert signer.text not in done.output
    assert file.stat().st_mode & 0o777 == 0o600
    assert run(cli.app, ["keygen", ORIGIN, "--out", str(file)]).exit_code == 1
    assert run(cli.app, ["keygen", "a b", "--out", str(tmp_path / "other")]).exit_code == 1
    (tmp_path / "repository/.git").mkdir(parents=True)
    inside = tmp_path / "repository/log.key"
    assert run(cli.app, ["keygen", ORIGIN, "--out", str(inside)]).exit_code == 1
    assert not inside.exists()
    assert notes.signer_key(file.read_text("utf-8").strip()) == signer
    done = run(cli.app, ["sign", str(trial.root), "--key", str(file)])
    assert done.exit_code == 1
    assert "没有登记" in done.output


def test_sign_says_what_it_does(trial: Trial, tmp_path: Path) -> None:
    """Exit 0 with the note; 2 where the site is not as listed; 1 for what is no key."""
    run, file = CliRunner().invoke, tmp_path / "log.key"
    file.write_text(NEW.text, "utf-8")
    command = ["sign", str(trial.root), "--key", str(file)]
    note_dropped(trial)
    assert run(cli.app, command).exit_code == 0
    assert (trial.root / NOTE).read_bytes() == trial.sites.present[NOTE]
    page = flip(trial)[0]
    done = run(cli.app, command)
    assert done.exit_code == 2
    assert page in done.output
    trial.mend()
    file.write_text("PRIVATE+KEY+x", "utf-8")
    done = run(cli.app, command)
    assert done.exit_code == 1
    assert "PRIVATE" not in done.output
