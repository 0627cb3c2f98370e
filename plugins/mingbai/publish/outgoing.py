"""What a target gets, from whichever folder has it: files of a site, their compressed forms."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from mingbai.history import compressed, manifest
from mingbai.publish.compressing import CompressedForms
from mingbai.publish.targets import SendingFailed, Target
from mingbai.sentences import Sentence

Step = Callable[[int, int], None]
_BATCH = 1_000  # files that a program is called for at once


@dataclass(frozen=True)
class Outgoing:
    """What goes to a target: the files of a site, and their compressed forms."""

    target: Target
    site: Path
    forms: CompressedForms

    def put(self, paths: Sequence[str], sizes: Mapping[str, int], step: Step) -> None:
        """Send paths, and say so."""
        for batch in batches(paths):
            self._put(batch)
            step(len(batch), sum(sizes[path] for path in batch))

    def _put(self, paths: Sequence[str]) -> None:
        """Each from its folder; the files first."""
        for root, of_root in self._by_root(paths):
            self.target.put(root, of_root)

    def _by_root(self, paths: Iterable[str]) -> Iterator[tuple[Path, list[str]]]:
        files: list[str] = []
        forms: list[str] = []
        for path in paths:
            (forms if path in self.forms.sums else files).append(path)
        yield from (
            (r, of_root)
            for r, of_root in ((self.site, files), (self.forms.folder, forms))
            if of_root
        )

    def verified(self, sums: Mapping[str, str]) -> tuple[str, ...]:
        """Hold every file of the target against `sums`; send once more what is not as they say."""
        wrong = sorted(self._wrong(sums))
        for batch in batches(wrong):
            self._put(batch)
        still = sorted(self._wrong({path: sums[path] for path in wrong})) if wrong else []
        if still:
            raise SendingFailed(
                Sentence(
                    "发过去以后还是不一样：{first} 等 {count:,} 个。",
                    first=still[0],
                    count=len(still),
                )
            )
        return tuple(wrong)

    def _wrong(self, sums: Mapping[str, str]) -> Iterator[str]:
        for root, of_root in self._by_root(sums):
            yield from self.target.wrong(root, {path: sums[path] for path in of_root})

    def finish(self, there: bytes | None, body: bytes) -> None:
        """The manifest when all is there, then the note; an old note must not stand beside it.

        there: the manifest that the target has. body: the one that it gets.
        """
        note = self.site / manifest.NOTE
        if there != body:
            self.target.remove([manifest.NOTE])
            self.target.put(self.site, [manifest.NAME])
        if note.is_file() and self.target.fetch(manifest.NOTE) != note.read_bytes():
            self.target.put(self.site, [manifest.NOTE])
        if self.target.fetch(manifest.NAME) != body:
            raise SendingFailed(
                Sentence("{file} 发过去以后不一样，请再运行一次。", file=manifest.NAME)
            )

    def list_forms(self) -> None:
        """Say which compressed forms there are."""
        (self.forms.folder / compressed.NAME).write_bytes(manifest.write(self.forms.sums))
        self.target.put(self.forms.folder, [compressed.NAME])


def batches(paths: Sequence[str]) -> Iterator[Sequence[str]]:
    """Paths, as many at once as a program is called for."""
    for start in range(0, len(paths), _BATCH):
        yield paths[start : start + _BATCH]
