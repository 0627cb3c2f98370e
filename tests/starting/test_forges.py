"""CI files are valid for their forges, keep the key from pull requests, publish one at a time."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from typer.main import get_command

from harness import ROOT
from mingbai import starting
from mingbai.cli import app

STANDARDS = ROOT / "tests/standards/forges"
SCHEMAS = {
    "github": "github-workflows.json",
    "gitea": "github-workflows.json",
    "gitlab": "gitlab-ci.json",
}
FILES = [(forge, name) for forge, files in starting.FORGES.items() for name in files]


@pytest.fixture(scope="module")
def laid(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of every forge."""
    folder = tmp_path_factory.mktemp("forges")
    for forge in starting.FORGES:
        assert starting.lay_forge(folder, forge) == tuple(starting.FORGES[forge])
    return folder


def _read(file: Path) -> Any:
    """The document; YAML 1.1 reads `on` as true, forges read it as a word."""
    document = yaml.safe_load(file.read_text("utf-8"))
    return {("on" if key is True else key): value for key, value in document.items()}


@pytest.mark.parametrize(("forge", "name"), FILES)
def test_a_file_is_valid_by_the_schema_of_its_forge(laid: Path, forge: str, name: str) -> None:
    """As published, unchanged; and the schema refuses the same file with a misspelt key.

    Gitea publishes none and takes the workflows of GitHub: their schema is asked. Gitee publishes
    none for Gitee Go: of its files the keys are compared with those that its manual names.
    """
    document = _read(laid / name)
    if forge not in SCHEMAS:
        assert list(document) == ["version", "name", "displayName", "triggers", "stages"]
        return
    schema = json.loads((STANDARDS / SCHEMAS[forge]).read_text("utf-8"))
    check = jsonschema.validators.validator_for(schema)(schema)
    assert [error.message for error in check.iter_errors(document)] == []
    jobs = document["jobs"] if "jobs" in document else {"公开": document["公开"]}
    next(iter(jobs.values()))["stepz"] = 1
    assert list(check.iter_errors(document))


def _scripts(node: Any) -> list[str]:
    """Every shell text below a node."""
    if isinstance(node, list):
        return [text for one in node for text in _scripts(one)]
    if not isinstance(node, dict):
        return []
    found = []
    for key, value in node.items():
        if key in ("run", "script", "before_script"):
            found += [value] if isinstance(value, str) else value
        else:
            found += _scripts(value)
    return found


@pytest.mark.parametrize(("forge", "name"), FILES)
def test_every_script_is_shell_and_every_command_is_ours(laid: Path, forge: str, name: str) -> None:
    """`sh -n` reads each; every option of mingbai that is written there exists."""
    commands = get_command(app).commands
    found = set()
    for text in _scripts(_read(laid / name)):
        plain = re.sub(r"\$\{\{.*?\}\}", "x", text)
        done = subprocess.run(
            ["sh", "-n"], input=plain, text=True, capture_output=True, check=False
        )
        assert done.returncode == 0, (text, done.stderr)
        for command, words in re.findall(r"\bmingbai ([a-z]+) ([^\n;|]*)", plain):
            options = {o for p in commands[command].params for o in p.opts}
            assert set(re.findall(r"(?<!\S)--[a-z-]+", words)) <= options, text
            found.add(command)
    wanted = {"review"} if "review" in name else {"release", "build", "sign", "publish"}
    assert found == (wanted if forge != "gitlab" else {"review", *wanted})


def test_a_pull_request_on_github_gets_no_secret_and_no_right(laid: Path) -> None:
    """What runs its program may only read; what may comment runs nothing of it."""
    text = (laid / ".github/workflows/review.yml").read_text("utf-8")
    review = _read(laid / ".github/workflows/review.yml")
    assert "secrets." not in text
    assert "pull_request_target" not in text
    assert review["permissions"] == {"contents": "read"}
    assert "permissions" not in review["jobs"]["review"]
    comment = review["jobs"]["comment"]
    assert comment["permissions"] == {"pull-requests": "write"}
    uses = [step.get("uses", "") for step in comment["steps"]]
    assert not any("checkout" in one for one in uses)
    assert not any("pip" in one or "mingbai" in one for one in _scripts(comment))


def test_a_publication_on_github_is_one_at_a_time_and_has_the_key(laid: Path) -> None:
    """In an environment that main alone may use; it starts by merges and by day, nothing else."""
    publish = _read(laid / ".github/workflows/publish.yml")
    assert publish["concurrency"] == {"group": "publish", "cancel-in-progress": False}
    assert set(publish["on"]) == {"push", "schedule", "workflow_dispatch"}
    assert publish["on"]["push"] == {"branches": ["main"]}
    assert publish["jobs"]["publish"]["environment"] == "publish"


def test_a_merge_request_on_gitlab_gets_no_key(laid: Path) -> None:
    """Only the job of the default branch names it, under a resource group."""
    document = _read(laid / ".gitlab-ci.yml")
    for name in ("核对和预览", "评论"):
        text = json.dumps(document[name])
        assert not set(re.findall(r"MINGBAI_[A-Z_]+", text)) - {"MINGBAI_COMMENT_TOKEN"}
    comment = document["评论"]
    assert (comment["variables"], comment["before_script"]) == ({"GIT_STRATEGY": "none"}, [])
    assert not any("mingbai" in one for one in comment["script"])
    publish = document["公开"]
    assert publish["resource_group"] == "publish"
    assert publish["rules"] == [{"if": "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH"}]


@pytest.mark.parametrize("forge", ["gitea", "gitee"])
def test_forges_without_environments_keep_the_key_on_another_machine(
    laid: Path, forge: str
) -> None:
    """No secret is named; reviews and publications run on machines of different names."""
    review, publish = ((laid / name).read_text("utf-8") for name in starting.FORGES[forge])
    assert "secrets." not in review + publish
    assert "log.key" not in review
    assert "log.key" in publish
    assert "mingbai-publish" not in re.sub(r"(?m)^\s*#.*$", "", review)
    machine = r"(?m)^\s*(?:runs-on|hostGroupID): (\S+)"
    assert set(re.findall(machine, publish)) == {"mingbai-publish"}
