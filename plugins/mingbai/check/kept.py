"""What an earlier check found in tables and texts -> the same, where they are as they were."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from mingbai import fingerprints
from mingbai.check.cache import Ruling, Rulings
from mingbai.fingerprints import Contents
from mingbai.issues import Issue
from mingbai.read import Package


class Kept:
    """Answers to questions of a check, each with what was read for it.

    states: of each kind, the digest of its packages; without any nothing is kept. contents: where
    the sha256 of a file is known from. earlier: what an earlier check found. rulings: what stands
    of it, and what was found now.
    """

    def __init__(
        self, states: Mapping[str, str], contents: Contents | None, earlier: Rulings
    ) -> None:
        self.states, self.contents = states, contents
        self.rulings: dict[str, Ruling] = {}
        self._earlier = earlier.by_question if states else {}

    def ruling(self, question: str, reads: Mapping[str, str], look: Callable[[], Ruling]) -> Ruling:
        """What an earlier check found, if it read the same; else what is found now."""
        earlier = self._earlier.get(question)
        stands = earlier is not None and earlier.reads == reads
        self.rulings[question] = earlier if earlier is not None and stands else look()
        return self.rulings[question]

    def issues(
        self, question: str, reads: Mapping[str, str], look: Callable[[], Iterable[Issue]]
    ) -> tuple[Issue, ...]:
        """As `ruling`, of a question whose answer are issues."""
        return self.ruling(question, reads, lambda: Ruling(reads, tuple(look()))).issues

    def is_faultless(self, kind: str) -> bool:
        """Whether no fault was in the files and cells of a kind when its packages were the same."""
        earlier = self._earlier.get(f"tables {kind}")
        if earlier is None or earlier.reads != self.of_kind(kind) or earlier.issues:
            return False
        self.rulings[f"tables {kind}"] = earlier
        return True

    def of_kind(self, kind: str) -> dict[str, str]:
        """All packages of a kind, as what is read."""
        return {"packages": self.states.get(kind, "")}

    def of_texts(self, folder: Path) -> dict[str, str]:
        """Every file below a folder of texts, as what is read."""
        tree = fingerprints.tree(folder, self.contents) if self.states else ""
        return {"folder": folder.name, "texts": tree}

    def of_table(self, name: str, packages: Iterable[Package]) -> dict[str, str]:
        """The files of one table, as what is read."""
        files = ((p.root, p.files[name]) for p in packages if name in p.files)
        return {"files": fingerprints.words(*(self._file(root, path) for root, path in files))}

    def _file(self, root: Path, path: str) -> str:
        """Path and content of a file."""
        place = root / path
        if self.contents is None:
            return f"{path} {fingerprints.content(place)}"
        return f"{path} {self.contents(str(place), place.stat(follow_symlinks=False))}"
