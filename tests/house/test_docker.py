"""The Dockerfile and the compose file, as far as they can be tried without building an image."""

from __future__ import annotations

import ast
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from mockhaus_dbt.cli import main
from mockhaus_dbt.server.safety import OPEN_PATHS
from mockhaus_dbt.server.settings import settings
from tests.server.serving import serving

ROOT = Path(__file__).resolve().parents[2]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))
SERVICE: dict[str, Any] = COMPOSE["services"]["mockhaus"]


def instructions() -> list[tuple[str, str]]:
    text = re.sub(r"^#.*\n", "", (ROOT / "Dockerfile").read_text("utf-8"), flags=re.M)
    lines = re.sub(r"\\\n\s*", " ", text).split("\n")
    return [(line.partition(" ")[0], line.partition(" ")[2].strip()) for line in lines if line.strip()]


def of(name: str) -> list[str]:
    return [rest for word, rest in instructions() if word == name]


def environment() -> dict[str, str]:
    return dict(pair.split("=", 1) for line in of("ENV") for pair in line.split())


def tool(name: str) -> str:
    found = shutil.which(name, path=f"{Path(sys.executable).parent}:/usr/local/bin:/usr/bin")
    if found is None:
        pytest.skip(f"{name} is not installed")
    return found


def test_hadolint() -> None:
    done = subprocess.run([tool("hadolint"), str(ROOT / "Dockerfile")], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_compose_schema() -> None:
    command = [tool("check-jsonschema"), "--builtin-schema", "vendor.compose-spec", str(ROOT / "compose.yaml")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_instructions() -> None:
    assert {word for word, _rest in instructions()} <= set(
        "FROM RUN WORKDIR COPY USER VOLUME ENV EXPOSE HEALTHCHECK CMD".split()
    )
    minor = int(of("FROM")[0].removeprefix("python:3.").removesuffix("-slim"))
    assert f":: 3.{minor}" in (ROOT / "setup.cfg").read_text("utf-8")


def test_what_is_copied_is_there_and_is_enough() -> None:
    copied = set()
    for line in of("COPY"):
        *sources, target = line.split()
        for source in sources:
            assert (ROOT / source).exists(), source
            assert target in ("./", f"./{source}")
            copied.add(source)
    # what setup.cfg reads and packs
    assert copied >= {"setup.cfg", "pyproject.toml", "README.md", "constraints.txt", "dbt", "mockhaus_dbt"}


def test_runs_as_nobody_special() -> None:
    *before, last = [(word, rest) for word, rest in instructions() if word in ("USER", "VOLUME", "CMD", "RUN")]
    assert last[0] == "CMD"
    [user] = of("USER")
    assert int(user) > 0
    assert f"--uid {user} " in of("RUN")[0]
    assert f"chown {user} {of('VOLUME')[0]}" in of("RUN")[0]
    assert before.index(("USER", user)) > max(i for i, (word, _rest) in enumerate(before) if word == "RUN")


def test_command_and_environment() -> None:
    program, *words = json.loads(of("CMD")[0])
    assert program == "mockhaus"
    assert CliRunner().invoke(main, [*words, "--help"]).exit_code == 0
    made = settings({}, {**environment(), "MOCKHAUS_TOKEN": "a-long-secret"})
    given = {name.removeprefix("MOCKHAUS_").lower(): value for name, value in environment().items()}
    assert {name: str(getattr(made, name)) for name in given} == given
    assert environment()["MOCKHAUS_ACCOUNT"].startswith(of("VOLUME")[0] + "/")
    assert of("EXPOSE") == [environment()["MOCKHAUS_PORT"]]


def test_asks_for_a_token(tmp_path: Path) -> None:
    own = {**environment(), "MOCKHAUS_ACCOUNT": str(tmp_path / "a.duckdb"), "MOCKHAUS_TOKEN": ""}
    refused = CliRunner().invoke(main, json.loads(of("CMD")[0])[1:], env=own)
    assert refused.exit_code != 0 and "token" in refused.output
    assert "MOCKHAUS_TOKEN:?" in SERVICE["environment"]["MOCKHAUS_TOKEN"]


def test_health_check() -> None:
    program, *words = json.loads(of("HEALTHCHECK")[0].partition("CMD ")[2])
    assert program == "python"
    ast.parse(words[1])
    [url] = re.findall(r"http://127\.0\.0\.1:(\d+)(/[\w/]+)", words[1])
    assert url[0] == environment()["MOCKHAUS_PORT"] and url[1] in OPEN_PATHS
    with serving(token="a-long-secret") as served:
        asked = [sys.executable, words[0], words[1].replace(f"http://127.0.0.1:{url[0]}", served.url)]
        assert subprocess.run(asked, check=False, timeout=30).returncode == 0
    assert subprocess.run(asked, check=False, timeout=30, stderr=subprocess.DEVNULL).returncode != 0


def test_compose() -> None:
    assert SERVICE["build"] == "."
    port = environment()["MOCKHAUS_PORT"]
    assert SERVICE["ports"] == [f"127.0.0.1:{port}:{port}"]
    [(volume, target)] = [entry.split(":") for entry in SERVICE["volumes"]]
    assert volume in COMPOSE["volumes"] and target == of("VOLUME")[0]
