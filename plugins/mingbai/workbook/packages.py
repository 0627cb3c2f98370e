"""CSV texts of a package -> its folder below the data, by way of a copy that is checked first."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from mingbai.history.drafting import SealedPackage
from mingbai.model import Kind
from mingbai.workbook import replacing
from mingbai.workbook.replacing import Why

DESCRIPTOR = "datapackage.json"


@dataclass(frozen=True)
class NewPackage:
    """A package that is not in the data yet, or replaces one. csv: table -> its text.

    replaced: the package that the log has there, which is kept; its first day and what else its
    descriptor said stay. why: the reason of each change of it, None for no corrections.
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

    @property
    def place(self) -> str:
        """Where it stands below the data folder."""
        return f"{self.kind.name}/{self.publisher}/{self.period}"

    def holds(self, path: str) -> bool:
        """Whether a path below the data folder is the package's, or in it."""
        return f"{path}/".startswith(f"{self.place}/")

    def stage(self, root: Path | None, staged: Path) -> None:
        """Write a data folder with the package, sealed: a copy of root, or the package alone."""
        if root is not None:
            shutil.copytree(root, staged, symlinks=True)
        folder = staged / self.place
        if folder.is_dir():
            for file in folder.glob("*.csv"):
                if file.name != replacing.CORRECTIONS:  # the former ones stay, in no workbook
                    file.unlink()
        folder.mkdir(parents=True, exist_ok=True)
        (folder / DESCRIPTOR).write_text(self._descriptor(), "utf-8")
        for table, text in self.csv.items():
            (folder / f"{table}.csv").write_text(text, "utf-8")
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

    def _descriptor(self) -> str:
        said = self.replaced.package.descriptor if self.replaced else {}
        document = {
            "name": f"{self.kind.name}-{self.publisher}-{self.period}",
            "title": self.title or f"{self.kind.title} {self.publisher} {self.period}",
            "published": self.published,
            **{fact: value for fact, value in said.items() if fact != "resources"},
            "approved_by": self.approved_by,
            "resources": [{"name": table, "path": f"{table}.csv"} for table in self.csv],
        }
        return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
