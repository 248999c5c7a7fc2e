"""The workflows as data, and their shell steps, run as by a runner, with a fake code host."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.site.built import PROJECT

FOLDER = PROJECT / ".github" / "workflows"
# Records its arguments; answers from files named after the first two.
FAKE_GH = """#!/bin/sh
echo "$*" >> "$FAKE_HOST/calls"
cat "$FAKE_HOST/$1-$2" 2> /dev/null
exit 0
"""


def workflow(name: str) -> dict[str, Any]:
    """Return a workflow by the stem of its file."""
    loaded: dict[str, Any] = yaml.safe_load((FOLDER / f"{name}.yml").read_text(encoding="utf-8"))
    return loaded


def script(name: str, job: str, step: str) -> str:
    """Return the shell script of a step by its name."""
    steps = workflow(name)["jobs"][job]["steps"]
    return str(next(found["run"] for found in steps if found.get("name") == step))


@dataclass
class Runner:
    """A clone of a fake repository with a fake ``gh`` and ``catalogue``."""

    folder: Path

    def __post_init__(self) -> None:
        self.origin = self.folder / "origin.git"
        self.clone = self.folder / "clone"
        self.host = self.folder / "host"
        (self.folder / "bin").mkdir()
        self.host.mkdir()
        self._write_program(self.folder / "bin" / "gh", FAKE_GH)
        self.git(
            "init", "--quiet", "--bare", "--initial-branch=main", str(self.origin), at=self.folder
        )
        self.git("clone", "--quiet", str(self.origin), str(self.clone), at=self.folder)
        (self.clone / "data" / "papers").mkdir(parents=True)
        (self.clone / "data" / "README.md").write_text("old\n")
        (self.clone / "data" / "README.zh.md").write_text("旧\n", encoding="utf-8")
        (self.clone / "data" / "papers" / "one.yml").write_text("id: one\n")
        (self.clone / ".github" / "ISSUE_TEMPLATE").mkdir(parents=True)
        (self.clone / ".github" / "ISSUE_TEMPLATE" / "paper.yml").write_text("old\n")
        self.commit()
        self.git("push", "--quiet", "origin", "HEAD:main")

    def _write_program(self, file: Path, source: str) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(source)
        file.chmod(0o755)

    def commit(self) -> None:
        """Commit everything."""
        self.git("add", "--all")
        self.git("-c", "user.name=a", "-c", "user.email=a@b", "commit", "--quiet", "-m", "Change")

    def catalogue(self, source: str) -> None:
        """Replace the ``catalogue`` command with a shell script."""
        self._replace("catalogue", source)

    def python(self, source: str) -> None:
        """Replace the environment's Python with a shell script."""
        self._replace("python", source)

    def _replace(self, command: str, source: str) -> None:
        self._write_program(self.clone / ".venv" / "bin" / command, f"#!/bin/sh\n{source}\n")
        (self.clone / ".git" / "info" / "exclude").write_text(".venv/\n")

    def git(self, *arguments: str, at: Path | None = None) -> str:
        """Run git and return what it printed."""
        finished = subprocess.run(
            ["git", *arguments], cwd=at or self.clone, capture_output=True, text=True, check=True
        )
        return finished.stdout

    def run(self, source: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run a step's script with the shell and the options a runner uses."""
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", source],
            cwd=self.clone,
            env=os.environ
            | {
                "PATH": f"{self.folder / 'bin'}:{os.environ['PATH']}",
                "FAKE_HOST": str(self.host),
                "GITHUB_OUTPUT": str(self.folder / "output"),
                "GITHUB_STEP_SUMMARY": str(self.folder / "summary"),
            }
            | environment,
            capture_output=True,
            text=True,
            check=False,
        )

    @property
    def calls(self) -> list[str]:
        """The calls of ``gh`` that change something, each its first two words."""
        file = self.host / "calls"
        lines = file.read_text().splitlines() if file.exists() else []
        words = [" ".join(line.split()[:2]) for line in lines]
        return [call for call in words if not call.endswith(" list")]
