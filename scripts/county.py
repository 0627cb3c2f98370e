"""Seed and size -> the demo county's data folder: `python scripts/county.py data`."""

from __future__ import annotations

import argparse
import hashlib
import shutil
import sys
from collections.abc import Sequence, Set
from dataclasses import replace
from functools import partial
from pathlib import Path

from demo import kinds, memory, packages, registry, replies
from demo.plan import plan
from demo.size import Size
from demo.slips import slip_of
from mingbai import build, history
from mingbai.build import Checked
from mingbai.history.sealing import Salts
from mingbai.issues import Severity
from mingbai.kinds import KINDS


class NotOursError(Exception):
    """The folder holds packages that this script did not make: they are not replaced."""


def county(data: Path, size: Size) -> int:
    """Write a county below `data` in place of the demo that stood there; how many packages.

    What was replied and asked is made from the others, once they were checked. With its memory:
    what was released when, what was corrected since.
    """
    _clear(data)
    count, slips, planned = 0, [], plan(size)
    for package in kinds.packages(planned):
        packages.write(package, data)
        count += 1
        slip = slip_of(package, planned)
        slips += [slip] if slip else []
    salts = partial(_salt, size.seed)
    _seal(data, None, salts)
    answers = tuple(replies.packages(_checked(data), slips, planned))
    for package in answers:
        packages.write(package, data)
    _seal(data, {packages.path(package) for package in answers}, salts)
    memory.remember(data, slips, registry.first_release(planned), registry.site_url(), salts)
    return count + len(answers)


def _checked(data: Path) -> Checked:
    """The county as `replies` needs it: all that is compared, of the rules those it answers for."""
    codes = replies.rules_asked_about()
    asked = [
        replace(kind, checks=tuple(check for check in kind.checks if check.rule.code in codes))
        for kind in KINDS
    ]
    return build.check(data, asked)


def _salt(seed: int, package: str, table: str) -> str:
    """The salt of a person list, from the seed."""
    return hashlib.sha256(f"{seed}/{package}/{table}".encode()).hexdigest()[:32]


def _seal(data: Path, paths: Set[str] | None, salts: Salts) -> None:
    """Seal these packages, all where None; ValueError where one cannot be read."""
    sealed = history.sealing.seal_folder(data, memory.SCHEMAS, paths, salts)
    for issue in sealed.issues:
        if issue.severity is Severity.ERROR:
            raise ValueError(f"{issue.path}: {issue.code}: {issue.found}")


def _clear(data: Path) -> None:
    names = (*(name for name, _ in kinds.KINDS), replies.KIND)
    folders = [data / name for name in names if (data / name).exists()]
    for folder in folders:
        for descriptor in folder.glob("*/*/datapackage.json"):
            if packages.SOURCE not in descriptor.read_text("utf-8"):
                raise NotOursError(f"{descriptor}: 不是演示数据，不覆盖。")
    for folder in folders:
        shutil.rmtree(folder)
    shutil.rmtree(data / history.log.FOLDER, ignore_errors=True)


def _arguments() -> argparse.ArgumentParser:
    usual = Size()
    parser = argparse.ArgumentParser(description="清源县：用种子生成的演示数据，全部虚构。")
    parser.add_argument("out", type=Path, metavar="OUT", help="the data folder")
    parser.add_argument("--towns", type=int, default=usual.towns)
    parser.add_argument("--villages", type=int, default=usual.villages)
    parser.add_argument("--groups", type=int, default=usual.groups)
    parser.add_argument("--months", type=int, default=usual.months)
    parser.add_argument("--seed", type=int, default=usual.seed)
    parser.add_argument("--until", default=usual.until, metavar="YYYY-MM", help="the last month")
    parser.add_argument("--busy", type=float, default=usual.busy, help="times the usual lines")
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """The command."""
    words = vars(_arguments().parse_args(argv))
    data: Path = words.pop("out")
    try:
        count = county(data, Size(**words))
    except (ValueError, NotOursError) as fault:
        print(fault, file=sys.stderr)
        return 2
    print(f"{count} packages below {data}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
