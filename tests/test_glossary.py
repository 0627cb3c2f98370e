"""The glossary against the code: each name that it gives for a word exists."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterable, Iterator

from harness import ROOT

CONTRIBUTING = ROOT / "CONTRIBUTING.md"
PACKAGE = ROOT / "plugins/mingbai"


def names_in_code(text: str) -> list[str]:
    """The names between backquotes in the third column of the table below `## Glossary`."""
    glossary = text.partition("\n## Glossary\n")[2].partition("\n## ")[0]
    rows = [line.split("|") for line in glossary.splitlines() if line.startswith("|")]
    return [name for row in rows for name in re.findall("`([^`]+)`", row[3])]


def defined(body: Iterable[ast.stmt]) -> Iterator[str]:
    """Classes, functions and variables of a module or a class."""
    for node in body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            yield node.name
        elif isinstance(node, ast.AnnAssign):
            yield ast.unparse(node.target)
        elif isinstance(node, ast.Assign):
            yield from map(ast.unparse, node.targets)


def code_names() -> set[str]:
    """Names that modules define, `Class.member`, and `table.field` of the kinds' schemas."""
    names: set[str] = set()
    for path in PACKAGE.rglob("*.py"):
        module = ast.parse(path.read_text("utf-8"))
        names.update(defined(module.body))
        for node in module.body:
            if isinstance(node, ast.ClassDef):
                names.update(f"{node.name}.{member}" for member in defined(node.body))
    for path in PACKAGE.glob("kinds/*/*.json"):
        fields = json.loads(path.read_text("utf-8"))["fields"]
        names.update(f"{path.stem}.{field['name']}" for field in fields)
    return names


def missing(text: str) -> list[str]:
    """Names of the glossary that are neither in the code nor a file or folder of the package."""
    known = code_names()
    return [
        name
        for name in names_in_code(text)
        if name not in known
        and not (PACKAGE / name).exists()
        and not ("/" not in name and any(PACKAGE.glob(f"kinds/*/{name}")))
    ]


def test_every_name_of_the_glossary_exists() -> None:
    """Whoever renames a class, a field or a file does so in the glossary too."""
    text = CONTRIBUTING.read_text("utf-8")
    assert len(names_in_code(text)) > 30
    assert missing(text) == []


def test_a_name_that_does_not_exist_is_missing() -> None:
    """A class, a member, a field, a file, a folder; what exists beside them is left alone."""
    absent = ["Packet", "Kind.gate", "entries.voucher", "vouchers.json", "read/dog.py", "kinds/no/"]
    present = ["Package", "Kind.door", "entries.voucher_no", "entries.json", "read/headings.py"]
    cells = ", ".join(f"`{name}`" for name in [*absent, *present])
    text = (
        f"# A\n\n## Glossary\n\n| 中文 | English | in code |\n|---|---|---|\n| 词 | w | {cells} |\n"
    )
    assert missing(f"{text}\n## Habits\n\n| a | b | `NotLookedAt` |\n") == absent
