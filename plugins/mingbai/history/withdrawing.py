"""A published package -> withdrawn: it says when, why and who decided; its version is kept."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

from mingbai.history import drafting, log, versions
from mingbai.history.drafting import Grounds
from mingbai.read.package import withdrawn
from mingbai.schema import Schemas


class WithdrawalRefused(Exception):
    """Nothing was withdrawn. The message says why, in the words of whoever runs the command."""


def withdraw(root: Path, path: str, schemas: Schemas, why: Grounds, today: date) -> None:
    """Keep the version of a package that the log has, and leave its descriptor with the reason.

    Raises WithdrawalRefused unless the package is as the log has it: what is withdrawn must be what
    was published.
    """
    entry = log.read(root).newest.get(path)
    if withdrawn(root, path) is not None:
        raise WithdrawalRefused(f"{path} 已经撤回。")
    if entry is None:
        raise WithdrawalRefused(f"公开日志里没有 {path}：没有入过日志的，直接拿掉，不用撤回。")
    one = drafting.sealed_package(root, path, schemas)
    if one is None or one.seal.digest != entry.digest:
        raise WithdrawalRefused(
            f"{path} 和公开过的不一样：先恢复成公开过的，或者更正、入日志以后再撤回。"
        )
    one.keep(root)
    said = {name: value for name, value in one.package.descriptor.items() if name != "resources"}
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
    text = json.dumps({**said, "withdrawn": record}, ensure_ascii=False, indent=2) + "\n"
    (folder / versions.DESCRIPTOR).write_text(text, "utf-8")
