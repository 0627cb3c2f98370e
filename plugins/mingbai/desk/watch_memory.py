"""What a watch of a folder knows from one round to the next <-> a file in the work folder."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class WatchMemory:
    """What became of the files of a folder, by their names below it.

    file: where it is kept. read, written: sha256 of what was read, and of what was left there.
    waiting, handed: path of the package that a workbook has a part of, which waits for the others,
    or was handed in. Changed as the watch goes on; `save` keeps it.
    """

    file: Path
    read: dict[str, str] = field(default_factory=dict)
    written: dict[str, str] = field(default_factory=dict)
    waiting: dict[str, str] = field(default_factory=dict)
    handed: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, file: Path) -> WatchMemory:
        """What an earlier watch left; nothing where there was none."""
        known = json.loads(file.read_text("utf-8")) if file.is_file() else {}
        return cls(
            file,
            read=known.get("read", {}),
            written=known.get("written", {}),
            waiting=known.get("waiting", {}),
            handed=known.get("handed", {}),
        )

    def save(self) -> None:
        """Keep it; the file is replaced as a whole."""
        document = {
            "read": self.read,
            "written": self.written,
            "waiting": self.waiting,
            "handed": self.handed,
        }
        partial = self.file.with_name(f".{self.file.name}.part")
        partial.write_text(json.dumps(document, ensure_ascii=False, indent=1), "utf-8")
        partial.replace(self.file)

    def place(self, name: str, *, waiting: str = "", handed: str = "") -> None:
        """Remember of which package a workbook is a part now, or of none."""
        self.waiting.pop(name, None)
        self.handed.pop(name, None)
        if waiting:
            self.waiting[name] = waiting
        if handed:
            self.handed[name] = handed
