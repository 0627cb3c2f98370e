"""Docstrings against the code they speak of: a field or a file that is named must exist."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from harness import ROOT

TOPS = [ROOT / top for top in ("plugins", "scripts", "tests", "theme")]
SOURCES = sorted(path for top in TOPS for path in top.rglob("*.py"))
TEMPLATES = sorted(path for top in TOPS for path in top.rglob("*.html"))
# Fields are explained as `group: its heading` or `icp, police_no (备案号): as text`, each where a
# sentence begins. A sentence of words begins with a capital, so it is not taken for a field.
_FIELD = r"[a-z]\w*(?: \([^()]*\))?"
_EXPLAINED = re.compile(rf"(?:^|[.;?!…]`? )({_FIELD}(?:, {_FIELD})*): ")
_FILE = re.compile(r"\b[\w/]+\.(?:py|html|css|js)\b")


def explained(docstring: str) -> list[str]:
    """The names that a docstring explains, in their order."""
    return [
        re.sub(r" \(.*", "", name)
        for names in _EXPLAINED.findall(" ".join(docstring.split()))
        for name in re.split(r", (?![^(]*\))", names)
    ]


def members(node: ast.ClassDef) -> set[str]:
    """Fields, properties and methods that stand in the body of a class."""
    fields = {ast.unparse(item.target) for item in node.body if isinstance(item, ast.AnnAssign)}
    return fields | {item.name for item in node.body if isinstance(item, ast.FunctionDef)}


def drift(tree: ast.AST) -> Iterator[str]:
    """`Class.name` for each name that the docstring of a dataclass explains and the class lacks."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and any(
            "dataclass" in ast.unparse(decorator) for decorator in node.decorator_list
        ):
            names = explained(ast.get_docstring(node) or "")
            yield from (f"{node.name}.{name}" for name in names if name not in members(node))


def docstrings(tree: ast.AST) -> Iterator[str]:
    """Every docstring of a module, its classes and functions."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
            yield ast.get_docstring(node) or ""


def test_a_name_that_a_docstring_explains_is_found_however_it_is_written() -> None:
    """At the beginning, after a sentence, with others, with its Chinese name; prose is left alone.

    A dataclass that lacks one of the names is told of, a property counts as a field.
    """
    text = (
        "A line: what it is. url: rooted; body:\nbytes. icp, police_no (备案号): as text. "
        "In words:\n`x: y`. checks_title: such as `核对`. prev, which is: not one."
    )
    assert explained(text) == ["url", "body", "icp", "police_no", "checks_title"]
    source = '@dataclass(frozen=True)\nclass A:\n    """An A. a: one. b: two. c: three."""\n'
    source += "    a: int\n    @property\n    def b(self) -> int: ...\n"
    assert list(drift(ast.parse(source))) == ["A.c"]


def test_docstrings_of_records_name_fields_that_exist() -> None:
    """Whoever renames or removes a field does so in the docstring too."""
    drifted = {
        str(path.relative_to(ROOT)): names
        for path in SOURCES
        if (names := list(drift(ast.parse(path.read_text("utf-8")))))
    }
    assert drifted == {}


def test_docstrings_and_template_comments_name_files_that_exist() -> None:
    """A file that was moved or renamed is not spoken of by its former name.

    `…/index.html` is what every published page is called.
    """
    texts = [
        (path, text) for path in SOURCES for text in docstrings(ast.parse(path.read_text("utf-8")))
    ]
    texts += [
        (path, comment)
        for path in TEMPLATES
        for comment in re.findall(r"{#.*?#}", path.read_text("utf-8"), flags=re.DOTALL)
    ]
    files = [f"/{path.relative_to(ROOT).as_posix()}" for top in TOPS for path in top.rglob("*.*")]
    files += [f"/{path.name}" for path in ROOT.iterdir()]
    missing = {
        f"{path.relative_to(ROOT)} names {name}"
        for path, text in texts
        for name in _FILE.findall(text)
        if not name.endswith("/index.html")
        if not any(file.endswith(f"/{name}") for file in files)
    }
    assert missing == set()
