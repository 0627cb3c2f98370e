"""CSV texts of a package -> its folder below the data, by way of a copy that is checked first."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mingbai.history.drafting import SealedPackage
from mingbai.model import Kind
from mingbai.workbook import replacing
from mingbai.workbook.replacing import Why

DESCRIPTOR = "datapackage.json"
_MISSING = "这一期没有公开的："


@dataclass(frozen=True)
class NewPackage:
    """A package that is not in the data yet, or replaces one. csv: table -> its text.

    replaced: the package that the log has there, which is kept. why: the reason of each change of
    it, None for no corrections. said: what the descriptor there says already (title, first day,
    licence, sources …), which stays. excused: what is missing, with the reason, as it is recorded.

    Tables of the package there that do not come stay as they are.
    """

    kind: Kind
    publisher: str
    period: str
    title: str
    published: str
    approved_by: str
    csv: Mapping[str, str]
    replaced: SealedPackage | None = None
    why: Why | None = None
    said: Mapping[str, Any] = field(default_factory=dict)
    excused: Mapping[str, str] = field(default_factory=dict)

    @property
    def place(self) -> str:
        """Where it stands below the data folder."""
        return f"{self.kind.name}/{self.publisher}/{self.period}"

    def holds(self, path: str) -> bool:
        """Whether a path below the data folder is the package's, or in it."""
        return f"{path}/".startswith(f"{self.place}/")

    def stage(self, root: Path, staged: Path, *, is_alone: bool = False) -> None:
        """Write a data folder with the package, sealed: a copy of root, or the package alone."""
        folder = staged / self.place
        if not is_alone:
            shutil.copytree(root, staged, symlinks=True)
        elif (root / self.place).is_dir():
            shutil.copytree(root / self.place, folder)
        folder.mkdir(parents=True, exist_ok=True)
        for table, text in self.csv.items():
            (folder / f"{table}.csv").write_text(text, "utf-8")
        (folder / DESCRIPTOR).write_text(self._descriptor(folder), "utf-8")
        replacing.seal(staged, self.place, self.kind, self.replaced, self.why)

    def publish(self, staged: Path, root: Path) -> tuple[Path, ...]:
        """Copy the checked files into place, the descriptor last; delete tables no longer there."""
        if self.replaced is not None:
            self.replaced.keep(root)
        folder = root / self.place
        folder.mkdir(parents=True, exist_ok=True)
        files = [*sorted((staged / self.place).glob("*.csv")), staged / self.place / DESCRIPTOR]
        new = {file.name for file in files}
        for schema in self.kind.schemas:
            if f"{schema.name}.csv" not in new:
                (folder / f"{schema.name}.csv").unlink(missing_ok=True)
        for file in files:
            partial = folder / f".{file.name}.part"
            shutil.copyfile(file, partial)
            partial.replace(folder / file.name)
        return tuple(folder / file.name for file in files)

    def _descriptor(self, folder: Path) -> str:
        facts = {fact: value for fact, value in self.said.items() if fact != "resources"}
        document = {
            "name": f"{self.kind.name}-{self.publisher}-{self.period}",
            "title": self.title or f"{self.kind.title} {self.publisher} {self.period}",
            "published": self.published,
            **facts,
            "description": self._description(),
            "approved_by": self.approved_by,
            "resources": [
                {"name": schema.name, "path": f"{schema.name}.csv"}
                for schema in self.kind.schemas
                if (folder / f"{schema.name}.csv").is_file()
            ],
        }
        if not document["description"]:
            del document["description"]
        return json.dumps(document, ensure_ascii=False, indent=2) + "\n"

    def _description(self) -> str:
        """What the package said of itself, and what is missing now, each with its reason."""
        earlier = str(self.said.get("description", "")).partition(_MISSING)[0].strip()
        listed = "；".join(f"{name}（{reason}）" for name, reason in self.excused.items())
        return f"{earlier} {_MISSING}{listed}。".strip() if listed else earlier


def descriptor(root: Path, place: str) -> Mapping[str, Any] | None:
    """What a package says of itself: {} where that cannot be read, None where there is none."""
    folder = root / place
    if not folder.is_dir():
        return None
    try:
        document = json.loads((folder / DESCRIPTOR).read_text("utf-8-sig"))
    except (ValueError, OSError):
        return {}
    return document if isinstance(document, dict) else {}
