"""Kind fixtures -> a data folder -> the issues that the real check finds in it.

tests/kinds/<kind>/good/<publisher>/<period>/<table>.csv is a sound data set. A fault case overlays
only the files that change; its issues.txt says all that must be found. A file
`<table>.csv.absent` in a case takes the table away; `<case>/others/<kind>/…` overlays other kinds.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import sizes
from mingbai import build, history
from mingbai.build import Checked
from mingbai.check.cache import PackageResult, Rulings
from mingbai.issues import Issue, Severity
from mingbai.kinds import KINDS
from mingbai.model import Kind

ROOT = Path(__file__).resolve().parents[1]
FIXTURES = ROOT / "tests/kinds"
REGISTRY = FIXTURES / "registry" / "good"
OTHERS = "others"


def data_folder(target: Path, kind: str, case: str = "good", others: tuple[str, ...] = ()) -> Path:
    """Assemble registry, `others` and one kind's case below `target`; return the data folder."""
    _lay(REGISTRY, target / "registry")
    for name in (*others, *_needs(kind)):
        _lay(FIXTURES / name / "good", target / name)
    if kind != "registry":
        _lay(FIXTURES / kind / "good", target / kind)
    if case != "good":
        _lay(FIXTURES / kind / case, target / kind)
        _lay(FIXTURES / kind / case / OTHERS, target)
    for folder in sorted(target.glob("*/*/*")):
        if folder.is_dir():
            _describe(folder)
    seal(target)
    return target


_SEALS: dict[tuple[str, str, str, str], Mapping[str, Any]] = {}  # by the content of a table


def seal(root: Path, packages: Iterable[str] | None = None) -> None:
    """Seal packages (all where not given) as a clerk's tools do; what cannot be read stays.

    Tables of the same content are hashed once in a run.
    """
    folders = root.glob("*/*/*") if packages is None else (root / path for path in packages)
    unknown = [f.relative_to(root).as_posix() for f in sorted(folders) if not _seal_as_before(f)]
    if unknown:
        stale = _unsealed(seal_as(root, KINDS, unknown))
        for path in sorted(set(unknown) - stale):
            _remember(root / path)


def seal_as(
    root: Path, kinds: Sequence[Kind], packages: Iterable[str] | None = None
) -> history.sealing.Sealed:
    """Seal packages as these kinds read them, which may differ from those of the program."""
    return history.sealing.seal_folder(
        root, build.schemas_of(kinds), packages, lambda *_: "5a" * 16
    )


def _unsealed(sealed: history.sealing.Sealed) -> frozenset[str]:
    """Paths that could not be sealed: their descriptors still state seals of other tables."""
    wrong = (issue.path for issue in sealed.issues if issue.severity is Severity.ERROR)
    return frozenset({"/".join(path.split("/")[:3]) for path in wrong}.union(sealed.unknown))


def _resources(folder: Path) -> list[dict[str, Any]] | None:
    """The resources of a package that a descriptor lists; None where nothing can be sealed."""
    try:
        document = json.loads((folder / "datapackage.json").read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    resources = document.get("resources") if isinstance(document, dict) else None
    is_list = isinstance(resources, list) and all(isinstance(one, dict) for one in resources)
    return resources if is_list else None


def _key(folder: Path, resource: Mapping[str, Any]) -> tuple[str, str, str, str] | None:
    file = folder / f"{resource.get('name')}.csv"
    if not file.is_file() or file.is_symlink():
        return None
    body = hashlib.sha256(file.read_bytes()).hexdigest()
    return folder.parts[-3], folder.name, str(resource.get("name")), body


def _seal_as_before(folder: Path) -> bool:
    """Seal a package whose tables were all sealed before in this run; False where one was not."""
    resources = _resources(folder)
    if resources is None:
        return True
    claims = [_SEALS.get(key) if (key := _key(folder, one)) else None for one in resources]
    if not all(claims):
        return False
    file = folder / "datapackage.json"
    document = json.loads(file.read_bytes())
    document["resources"] = [{**r, **c} for r, c in zip(resources, claims, strict=True) if c]
    file.write_text(json.dumps(document, ensure_ascii=False, indent=2), "utf-8")
    return True


def _remember(folder: Path) -> None:
    for resource in _resources(folder) or ():
        claim = {k: resource[k] for k in ("rows", "digest", "root", "salt") if k in resource}
        if "digest" in claim and (key := _key(folder, resource)):
            _SEALS[key] = claim


def _needs(kind: str) -> tuple[str, ...]:
    """Other kinds whose good fixtures a kind's rules refer to: one name a line in needs.txt."""
    needs = FIXTURES / kind / "needs.txt"
    return tuple(needs.read_text("utf-8").split()) if needs.exists() else ()


def _lay(source: Path, target: Path) -> None:
    for path in sorted(source.rglob("*")):
        inside = path.relative_to(source)
        if path.is_dir() or path.name in {"issues.txt", "README.md"} or OTHERS in inside.parts:
            continue
        to = target / inside
        to.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix == ".absent":
            to.with_suffix("").unlink()
        else:
            shutil.copyfile(path, to)


def _describe(folder: Path) -> None:
    """The descriptor a clerk would commit, unless the fixture brings its own."""
    descriptor = folder / "datapackage.json"
    if descriptor.exists():
        return
    kind, publisher, period = folder.parts[-3:]
    document = {
        "name": f"{kind}-{publisher}-{period}",
        "title": f"{kind} {publisher} {period}",
        "published": _published(period),
        "approved_by": "演示",
        "resources": [
            {"name": path.stem, "path": path.name} for path in sorted(folder.glob("*.csv"))
        ],
    }
    descriptor.write_text(json.dumps(document, ensure_ascii=False, indent=2), "utf-8")


def _published(period: str) -> str:
    """The tenth of the next month for a monthly period, 10 July 2026 for all else."""
    if len(period) == 7 and period[4] == "-" and period[5:].isdigit():
        year, month = int(period[:4]), int(period[5:])
        return date(year + month // 12, month % 12 + 1, 10).isoformat()
    return "2026-07-10"


def add_table(package: Path, name: str, *lines: str) -> None:
    """Lay one more table (its heading first) into a package that is described already."""
    (package / f"{name}.csv").write_text("\n".join([*lines, ""]), "utf-8")
    descriptor = package / "datapackage.json"
    document = json.loads(descriptor.read_text("utf-8"))
    document["resources"].append({"name": name, "path": f"{name}.csv"})
    descriptor.write_text(json.dumps(document, ensure_ascii=False, indent=2), "utf-8")


def line(issue: Issue) -> str:
    """One issue as fixtures write it."""
    row = "" if issue.row is None else issue.row
    return (
        f"{issue.severity} {issue.code} {issue.path}:{row}:{issue.field or ''} "
        f"found={issue.found or ''} expected={issue.expected or ''}"
    )


class _Memory:
    """What the checks of this process left: of packages by their content, of rules by the last."""

    def __init__(self) -> None:
        self.results: dict[str, PackageResult] = {}
        self.rulings = Rulings()


_MEMORIES: dict[tuple[str, ...], _Memory] = {}  # by the names of the kinds that are looked at


def found(data: Path) -> list[str]:
    """All issues of a data folder, as fixtures write them."""
    return [line(issue) for issue in issues_of(data)]


def issues_of(data: Path, kinds: Sequence[Kind] = KINDS) -> tuple[Issue, ...]:
    """What the check of a data folder finds."""
    return recalled(data, kinds).issues


def recalled(data: Path, kinds: Sequence[Kind] = KINDS) -> Checked:
    """The check of a data folder, without verdicts in the house.

    Case after case shares most of its data: as with a clerk's commands, only what changed is read
    and asked anew. In deep tests each case is checked as if it were the first.
    """
    if sizes.PROFILE == "deep":
        return build.check(data, kinds)
    memory = _MEMORIES.setdefault(tuple(kind.name for kind in kinds), _Memory())
    checked = build.check(data, kinds, earlier=memory.results, rulings=memory.rulings)
    memory.results.update(checked.package_results)
    memory.rulings = checked.rulings
    return checked


def cases(kind: str) -> list[str]:
    """The fault cases of a kind."""
    return sorted(p.parent.name for p in FIXTURES.glob(f"{kind}/*/issues.txt"))
