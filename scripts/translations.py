"""The program's rules and interface strings -> which of them a catalogue does not translate.

`python scripts/translations.py [en]` lists what is missing, as entries ready to be filled in and
put into plugins/mingbai/report/locale/<lang>.po (what reports say) and plugins/mingbai/page/locale/
<lang>.po (what pages of that language say), then what the command line's english.toml lacks; exit 1
if there is any.
"""

from __future__ import annotations

import ast
import importlib
import json
import pkgutil
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "plugins"))

import mingbai
from mingbai.check import Check
from mingbai.check.reconciliations import Reconciliation
from mingbai.cli.language import english
from mingbai.issues import Rule
from mingbai.page import catalogues
from mingbai.report import catalogue

_HAN = re.compile("[一-鿿]")
_SAID = re.compile(r"""\bt\(\s*(["'])(.+?)\1""")
_FILTERED = re.compile(r"""["']([^"']+)["']\s*\|\s*translated""")
_SPOKEN = re.compile(r"""(?:translate|say)\(\s*(["'])(.+?)\1\s*\)""")

_PROGRAM = Path(mingbai.__file__).parent
_SAYING = ("Sentence", "t", "refuse", "say")
_GIVING = (ast.Raise, ast.Return, ast.Yield)
_TELLING = ("Difference", "Need", "say", "write")
_ROOMS = (  # they tell the command line something; what others raise is caught below it
    "agenda/writing.py",
    "publish/**/*.py",
    "check/cache.py",
    "check/privacy/attachments/cleaning.py",
    "history/known.py",
    "history/releasing.py",
    "history/withdrawing.py",
    "report/__init__.py",
    "report/language.py",
    "previewing.py",
    "repository.py",
    "home.py",
    "serve.py",
    "starting/doctor.py",
    "starting/own_git.py",
    "starting/answers.py",
)
_NAMES = ("人民政府", "(人民政府|办事处|政府)$")  # of offices, which are not told but made
_COMMANDS = ("cli/", "tasks/words.py")  # every Chinese word of these is said by a command
_STAYS = {  # constants of theirs that are Chinese whoever runs the command, or are helped elsewhere
    "EXAMPLES": "what is typed",
    "_MONTH": "what is typed",
    "_TOLD": "what is typed",
    "_WHY": "what is typed",
    "_CLEANED": "names of files",
    "_COMMIT": "the county's history",
    "_CUT": "comments for reviewers",
    "_FAULTY": "comments for reviewers",
    "_HEAD": "the list of questions, which a spreadsheet program opens",
    "_INCOMPARABLE": "comments for reviewers",
    "_NOTHING": "comments for reviewers",
    "_OFFICE": "an example of data",
    "_QUESTIONS": "names of files",
    "_USAGE": "in English typer's own words stand",
}


def rules() -> list[Rule]:
    """Every rule of every module, sorted by code; a rule found in two modules counts once."""
    every = {rule for module in _modules() for rule in _rules_among(vars(module).values())}
    return sorted(every, key=lambda rule: rule.code)


def messages() -> list[str]:
    """Every sentence a reader may meet in a report: of rules, then of the report itself."""
    spoken = {text for rule in rules() for text in (rule.title, rule.message, rule.remedy)}
    folder = Path(mingbai.__file__).parent / "report"
    for path in sorted([*folder.glob("*.py"), *folder.glob("*.html")]):
        spoken.update(match[1] for match in _SPOKEN.findall(path.read_text("utf-8")))
    return sorted(text for text in spoken if _HAN.search(text))


def interface() -> list[str]:
    """Every sentence that pages of another language say, of their templates and their views."""
    portal = Path(mingbai.__file__).parent / "portal" / "languages"
    templates = Path(mingbai.__file__).parents[2] / "theme" / "templates"
    spoken = {
        match[2] for p in portal.glob("*.py") for match in _SAID.finditer(p.read_text("utf-8"))
    }
    for path in templates.rglob("*.html"):
        spoken.update(match[1] for match in _FILTERED.finditer(path.read_text("utf-8")))
    return sorted(spoken)


def commands() -> list[str]:
    """Every sentence that commands say, but for their help: read in the code, none is listed.

    The first words of every `Sentence(…)`; in the command line's own modules also those of what
    says or refuses, and every other Chinese text.
    """
    spoken: set[str] = set()
    for path in _PROGRAM.rglob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        is_command = path.relative_to(_PROGRAM).as_posix().startswith(_COMMANDS)
        calls = _calls(tree, *(_SAYING if is_command else ["Sentence"]))
        spoken.update(text for text, _ in _texts(one.args[0] for one in calls if one.args))
        if is_command:
            spoken.update(text for text, _ in _texts(_without_help(tree)) if _HAN.search(text))
    return sorted(spoken)


def unspoken() -> list[str]:
    """`history/log.py:12 …`: what rooms below the command line tell it in Chinese alone.

    A Chinese text that is raised, refused, written or noted there, in no `Sentence`.
    """
    return [
        f"{path.relative_to(_PROGRAM)}:{node.lineno} {text}"
        for room in _ROOMS
        for path in sorted(_PROGRAM.glob(room))
        for text, node in _bare(ast.parse(path.read_text("utf-8")))
    ]


def _bare(tree: ast.AST) -> Iterator[tuple[str, ast.Constant]]:
    inside = {id(node) for call in _calls(tree, "Sentence") for node in ast.walk(call)}
    told = [node for node in ast.walk(tree) if isinstance(node, _GIVING)]
    for node in (*told, *_calls(tree, *_TELLING)):
        for text, constant in _texts(ast.walk(node)):
            if _HAN.search(text) and text not in _NAMES and id(constant) not in inside:
                yield text, constant


def _calls(tree: ast.AST, *names: str) -> Iterator[ast.Call]:
    """Calls of functions, methods and classes of these names."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in names:
            yield node


def _without_help(tree: ast.AST) -> Iterator[ast.AST]:
    """All nodes but docstrings, the help of parameters, and constants that stay Chinese."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        is_help = isinstance(node, ast.keyword) and node.arg == "help"
        is_constant = isinstance(node, ast.Assign | ast.AnnAssign)
        is_kept = is_constant and ast.unparse(node).partition(":")[0].split(" ")[0] in _STAYS
        is_docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        if not (is_help or is_kept or is_docstring):
            yield node
            waiting.extend(ast.iter_child_nodes(node))


def _texts(nodes: Iterable[ast.AST]) -> Iterator[tuple[str, ast.Constant]]:
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value, node


def missing(lang: str) -> list[str]:
    """Messages without a translation in `<lang>.po`."""
    translated = catalogue(lang)
    return [message for message in messages() if message not in translated]


def _modules() -> Iterator[object]:
    for module in pkgutil.walk_packages(mingbai.__path__, "mingbai."):
        if not module.name.endswith(".__main__"):
            yield importlib.import_module(module.name)


def _rules_among(values: object) -> Iterator[Rule]:
    """Rules among values: themselves, of checks and reconciliations, or in tuples of any."""
    for value in values:  # type: ignore[attr-defined]
        if isinstance(value, Rule):
            yield value
        elif isinstance(value, Check | Reconciliation):
            yield value.rule
        elif isinstance(value, tuple):
            yield from _rules_among(value)


def entry(message: str) -> str:
    """A message as a catalogue's entry, its translation still empty."""
    lines = [line.replace("\\", "\\\\").replace('"', '\\"') for line in message.split("\n")]
    body = "\\n".join(lines)
    return f'msgid "{body}"\nmsgstr ""\n'


def main() -> int:
    """List what is missing in one language."""
    lang = sys.argv[1] if len(sys.argv) > 1 else "en"
    of_lang = [language for language in catalogues.shipped() if language.code == lang]
    words = {message for language in of_lang for message in language.words}
    of_pages = [one for one in interface() if one not in words]
    untranslated = [("report", one) for one in missing(lang)] + [("page", one) for one in of_pages]
    for room, message in untranslated:
        print(f"# {room}/locale/{lang}.po\n{entry(message)}")
    of_commands = [one for one in commands() if one not in english()]
    for message in of_commands:
        print(f'# cli/english.toml\n{json.dumps(message, ensure_ascii=False)} = ""')
    count = len(untranslated) + len(of_commands)
    print(f"# {count} messages are not translated", file=sys.stderr)
    return 1 if count else 0


if __name__ == "__main__":
    raise SystemExit(main())
