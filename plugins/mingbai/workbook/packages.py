"""CSV texts of a package -> its folder below the data, by way of a copy that is checked first."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mingbai.model import Kind
from mingbai.workbook import replacing

DESCRIPTOR = "datapackage.json"


@dataclass(frozen=True)
class NewPackage:
    """A package that is not in the data yet, or replaces one.

    csv: table -> its text. facts: what the descriptor of the version said that it replaces: all but
    its resources and who approved it stays.
    """

    kind: Kind
    publisher: str
    period: str
    title: str
    published: str
    approved_by: str
    csv: Mapping[str, str]
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def place(self) -> str:
        """Where it stands below the data folder."""
        return f"{self.kind.name}/{self.publisher}/{self.period}"

    def holds(self, path: str) -> bool:
        """Whether a path below the data folder is the package's, or in it."""
        return f"{path}/".startswith(f"{self.place}/")

    def stage(self, root: Path | None, staged: Path) -> None:
        """Write a data folder with the package: a copy of root, or the package alone."""
        if root is not None:
            shutil.copytree(root, staged, symlinks=True)
        folder = staged / self.place
        if folder.is_dir():
            for file in folder.glob("*.csv"):
                if file.name != replacing.CORRECTIONS:  # former ones stay; no workbook has them
                    file.unlink()
        folder.mkdir(parents=True, exist_ok=True)
        (folder / DESCRIPTOR).write_text(self._descriptor(), "utf-8")
        for table, text in self.csv.items():
            (folder / f"{table}.csv").write_text(text, "utf-8")

    def publish(self, staged: Path, root: Path) -> tuple[Path, ...]:
        """Copy the checked files into place, the descriptor last; delete tables no longer there."""
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

    def _descriptor(self) -> str:
        document = {
            "name": self.place.replace("/", "-").replace("_", "-"),
            "title": self.title or f"{self.kind.title} {self.publisher} {self.period}",
            "published": self.published,
            **{name: value for name, value in self.facts.items() if name != "resources"},
            "approved_by": self.approved_by,
            "resources": [{"name": table, "path": f"{table}.csv"} for table in self.csv],
        }
        return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
