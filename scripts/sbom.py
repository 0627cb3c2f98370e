"""The locked run-time dependencies -> a CycloneDX 1.5 bill of materials, the same bytes each time.

`uv` writes it from `uv.lock`, with the hash of every file; licences are added from the metadata of
what is installed. Day and serial number would differ from run to run: the serial number is made
of the content, and the day is left out, as the standard allows.
"""

from __future__ import annotations

import importlib.metadata
import json
import shutil
import subprocess
import sys
import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
_OSI = "License :: OSI Approved :: "


def bill() -> dict[str, Any]:
    """The bill of materials as a JSON object."""
    program = shutil.which("uv", path=str(Path(sys.executable).parent)) or shutil.which("uv")
    if program is None:
        raise SystemExit("缺少 uv：请先运行 make setup")
    command = [program, "export", "--quiet", "--frozen", "--no-dev", "--format", "cyclonedx1.5"]
    run = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)  # noqa: S603 our own command
    listed: dict[str, Any] = json.loads(run.stdout)
    del listed["metadata"]["timestamp"], listed["serialNumber"]
    for component in listed["components"]:
        licences = _licences(component["name"])
        if licences:
            component["licenses"] = licences
    content = json.dumps(listed, sort_keys=True, ensure_ascii=False)
    listed["serialNumber"] = uuid.uuid5(uuid.NAMESPACE_URL, content).urn
    return listed


def _licences(name: str) -> list[Mapping[str, Any]]:
    """As CycloneDX has them: an SPDX expression, or the names that the package gives itself.

    Empty for what is not installed on this system (`colorama` is for Windows alone).
    """
    try:
        metadata = importlib.metadata.metadata(name)
    except importlib.metadata.PackageNotFoundError:
        return []
    expression = metadata.get("License-Expression")
    if expression:
        return [{"expression": expression}]
    classifiers = [c.removeprefix(_OSI) for c in metadata.get_all("Classifier") or [] if _OSI in c]
    names = classifiers or [(metadata.get("License") or "").splitlines()[0]]
    return [{"license": {"name": licence}} for licence in names]


def main() -> None:
    """Write it to the file that is named, or print it."""
    text = json.dumps(bill(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    if len(sys.argv) > 1:
        Path(sys.argv[1]).write_text(text, "utf-8")
    else:
        sys.stdout.write(text)


if __name__ == "__main__":
    main()
