"""A forge -> the files by which it checks what changed, and publishes what is merged."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

_FILES = Path(__file__).parent / "files" / "forges"
FORGES: Mapping[str, Mapping[str, str]] = {
    "github": {
        ".github/workflows/review.yml": "github-review.yml",
        ".github/workflows/publish.yml": "github-publish.yml",
    },
    "gitlab": {".gitlab-ci.yml": "gitlab-ci.yml"},
    "gitea": {
        ".gitea/workflows/review.yml": "gitea-review.yml",
        ".gitea/workflows/publish.yml": "gitea-publish.yml",
    },
    "gitee": {
        ".workflow/review.yml": "gitee-review.yml",
        ".workflow/publish.yml": "gitee-publish.yml",
    },
}
"""Forge -> file of a county -> what it is a copy of."""


def lay_forge(county: Path, forge: str) -> tuple[str, ...]:
    """Write a forge's files that are not there yet; the paths of those that were written.

    What somebody changed stays as it is.
    """
    written = []
    for name, source in FORGES[forge].items():
        file = county / name
        if not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes((_FILES / source).read_bytes())
            written.append(name)
    return tuple(written)
