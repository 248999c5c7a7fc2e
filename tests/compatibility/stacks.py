"""Builds the same site with other versions of the stack, and with ProperDocs, and compares.

``python -m tests.compatibility.stacks [NAME…]`` needs the package index. Each stack gets its own
environment below ``.cache/compatibility/``; the exit code is 1 where a build fails or differs.

- ``locked``: what requirements.lock names; the others are compared with it.
- ``oldest``: the lowest version pyproject.toml allows of everything it names.
- ``newest``: the highest ones that exist today.
- ``properdocs``: the locked stack, with the drop-in fork in the place of MkDocs.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

from packaging.requirements import Requirement

from tests.compatibility.comparison import differences
from tests.site.built import PROJECT, SITE_URL

FOLDER = PROJECT / ".cache" / "compatibility"
SHOWN = ("mkdocs", "mkdocs-material", "mkdocs-static-i18n", "mkdocs-macros-plugin", "properdocs")
MOST_SHOWN = 20


@dataclass(frozen=True)
class Stack:
    """A set of versions: what to install, and the command that builds."""

    name: str
    requirements: tuple[str, ...]
    builder: str = "mkdocs"

    @property
    def folder(self) -> Path:
        return FOLDER / self.name

    @property
    def python(self) -> Path:
        return self.folder / "environment" / "bin" / "python"


def dependencies() -> list[Requirement]:
    """Return what pyproject.toml names as needed at run time."""
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return [Requirement(line) for line in project["dependencies"]]


def lowest(requirement: Requirement) -> str:
    """Return the requirement for exactly the lowest version allowed."""
    bounds = [found.version for found in requirement.specifier if found.operator == ">="]
    extras = f"[{','.join(sorted(requirement.extras))}]" if requirement.extras else ""
    if len(bounds) != 1:
        raise ValueError(f"{requirement}: needs one lower bound")
    return f"{requirement.name}{extras}=={bounds[0]}"


def stacks() -> tuple[Stack, ...]:
    """Return all stacks, the one to compare with first."""
    locked = ("--requirement", str(PROJECT / "requirements.lock"))
    return (
        Stack("locked", locked),
        Stack("oldest", tuple(map(lowest, dependencies()))),
        Stack("newest", ("--upgrade", *map(str, dependencies()))),
        Stack("properdocs", (*locked,), builder="properdocs"),
    )


def install(stack: Stack) -> None:
    """Recreate the environment of a stack. Raises CalledProcessError."""
    shutil.rmtree(stack.folder, ignore_errors=True)
    environment = stack.python.parents[1]
    flit = ("flit-core",)
    fork = [("properdocs",)] if stack.builder == "properdocs" else []
    uv = shutil.which("uv")
    if uv:
        subprocess.run([uv, "venv", "--quiet", "--python", sys.executable, environment], check=True)
        pip = [uv, "pip", "install", "--quiet", "--python", str(stack.python)]
    else:
        subprocess.run([sys.executable, "-m", "venv", environment], check=True)
        pip = [str(stack.python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    for packages in (stack.requirements, flit, *fork):
        subprocess.run([*pip, *packages], check=True)
    editable = ("--no-deps", "--no-build-isolation", "--editable", str(PROJECT))
    subprocess.run([*pip, *editable], check=True)


def build(stack: Stack) -> subprocess.CompletedProcess[str]:
    """Build the site of a stack into its folder and return the output."""
    command = [str(stack.python), "-m", stack.builder, "build", "--strict"]
    return subprocess.run(
        [*command, "--site-dir", str(stack.folder / "site")],
        cwd=PROJECT,
        env=os.environ | {"SITE_URL": SITE_URL, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


def versions(stack: Stack) -> str:
    """Return the versions of the stack's main packages."""
    source = (
        "import importlib.metadata as metadata, sys\n"
        "installed = {found.name: found.version for found in metadata.distributions()}\n"
        "names = [name for name in sys.argv[1:] if name in installed]\n"
        "print(', '.join(f'{name} {installed[name]}' for name in names))"
    )
    finished = subprocess.run(
        [str(stack.python), "-c", source, *SHOWN], capture_output=True, text=True, check=True
    )
    return finished.stdout.strip()


def main(names: list[str]) -> int:
    """Build and compare the stacks named, or all; return the exit code."""
    reference, *others = stacks()
    failed = False
    for stack in (reference, *(other for other in others if not names or other.name in names)):
        install(stack)
        finished = build(stack)
        print(f"{stack.name}: {versions(stack)}", flush=True)
        if finished.returncode != 0:
            print(f"  does not build:\n{finished.stdout}{finished.stderr}")
            failed = True
            continue
        if stack is reference:
            continue
        found = differences(reference.folder / "site", stack.folder / "site")
        print("  the same site" if not found else f"  {len(found)} differences")
        print("".join(f"  {line}\n" for line in found[:MOST_SHOWN]), end="", flush=True)
        failed = failed or bool(found)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
