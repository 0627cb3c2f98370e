"""A published package -> withdrawn: it says when, why and who decided; its version is kept.

What was withdrawn can be published again: the version that was kept is laid back, with a line in
its corrections that says why. What was said at the withdrawal stays a version of its own.
"""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

from mingbai.history import canonical, drafting, log, sealing, seals, versions
from mingbai.history.drafting import Grounds
from mingbai.read.package import withdrawn
from mingbai.schema import Schemas
from mingbai.sentences import Sentence


class ReinstatementRefused(Exception):
    """Nothing was published again. The message says why, in the words of whoever runs it."""


class WithdrawalRefused(Exception):
    """Nothing was withdrawn. The message says why, in the words of whoever runs the command."""


def withdraw(root: Path, path: str, schemas: Schemas, why: Grounds, today: date) -> None:
    """Keep the version of a package that the log has, and leave its descriptor with the reason.

    Raises WithdrawalRefused unless the package is as the log has it: what is withdrawn must be what
    was published.
    """
    entry = log.read(root).newest.get(path)
    if withdrawn(root, path) is not None:
        raise WithdrawalRefused(Sentence("{path} 已经撤回。", path=path))
    if entry is None:
        raise WithdrawalRefused(
            Sentence("公开日志里没有 {path}：没有入过日志的，直接拿掉，不用撤回。", path=path)
        )
    one = drafting.sealed_package(root, path, schemas)
    if one is None or one.seal.digest != entry.digest:
        raise WithdrawalRefused(
            Sentence(
                "{path} 和公开过的不一样：先恢复成公开过的，或者更正、入日志以后再撤回。", path=path
            )
        )
    one.keep(root)
    facts = {name: value for name, value in one.package.descriptor.items() if name != "resources"}
    record = {
        "on": today.isoformat(),
        "reason": why.reason,
        "words": why.words,
        "decided_by": why.decided_by,
    }
    folder = root / path
    for inside in sorted(folder.iterdir()):
        if inside.is_dir():
            shutil.rmtree(inside)
        elif inside.name not in (versions.DESCRIPTOR, "README.md"):
            inside.unlink()
    text = json.dumps({**facts, "withdrawn": record}, ensure_ascii=False, indent=2) + "\n"
    (folder / versions.DESCRIPTOR).write_text(text, "utf-8")


def reinstate(root: Path, path: str, schemas: Schemas, why: Grounds, today: date) -> int:
    """Lay the version back that was withdrawn, with its reason; how many corrections were written.

    Person lists are kept nowhere: they do not come back. Raises ReinstatementRefused unless the
    package is withdrawn as the log has it, DraftRefused where the kept version cannot be read.
    """
    known = log.read(root)
    one, entry, before = withdrawn(root, path), known.newest.get(path), known.withdrawn.get(path)
    if one is None:
        raise ReinstatementRefused(Sentence("{path} 没有撤回，不用恢复。", path=path))
    if entry is None or before is None:
        raise ReinstatementRefused(
            Sentence(
                "{path} 的撤回还没有入日志：从版本库取回这个文件夹原来的样子，就等于没有撤回。",
                path=path,
            )
        )
    new_seal = seals.seal(one, schemas, (), canonical.root())
    if new_seal.digest != entry.digest:
        raise ReinstatementRefused(
            Sentence("{path} 的撤回说明在入日志以后改过：先取回原来的样子。", path=path)
        )
    former = versions.read(root, path, before.digest)
    if not isinstance(former, versions.Version):
        raise ReinstatementRefused(
            Sentence("{path} 撤回以前的那一版没有留下来，或者依法删去了，不能恢复。", path=path)
        )
    folder = root / path
    versions.write(
        root, new_seal, {}, {versions.DESCRIPTOR: (folder / versions.DESCRIPTOR).read_bytes()}
    )
    shutil.copytree(
        root / former.path,
        folder,
        dirs_exist_ok=True,
        ignore=shutil.ignore_patterns(seals.FILE),
    )
    sealing.seal_folder(root, {one.kind: schemas}, [path])
    return len(drafting.correct(root, path, schemas, lambda _: why, today))
