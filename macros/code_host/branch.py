"""Commits on a branch of proposals that never overwrite a person's work.

Commits are only ever added. A file that a person changed or removed on the branch is left as it is.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

MAIN: Final = "main"
# The account that commits in workflows, by the address the code host gives it.
BOT_NAME: Final = "github-actions[bot]"
BOT_ADDRESS: Final = "41898282+github-actions[bot]@users.noreply.github.com"
# Another run may push in between; each attempt begins with the current state.
_ATTEMPTS: Final = 5


class PushRefused(Exception):
    """The branch could not be pushed; the message is git's own."""


@dataclass(frozen=True, slots=True)
class Pushed:
    """The result of a push: the changed files, and those left alone as people had edited them."""

    changed: tuple[str, ...]
    kept: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Clone:
    """A clone of the repository, with the remote ``origin``."""

    folder: Path

    def propose(self, branch: str, files: Mapping[str, str], message: str) -> Pushed:
        """Commit ``files`` (content by path) onto ``branch`` and push it, without force.

        A missing branch starts at main. Nothing is committed if nothing changes.
        Raises PushRefused.
        """
        refused = ""
        for _ in range(_ATTEMPTS):
            start = self._start(branch)
            kept = tuple(path for path in files if self._is_someone_elses(path, start))
            own = {path: content for path, content in files.items() if path not in kept}
            with self._checked_out(start) as work:
                changed = work.written(own)
                if not changed:
                    return Pushed((), kept)
                author = ("-c", f"user.name={BOT_NAME}", "-c", f"user.email={BOT_ADDRESS}")
                work.git(*author, "commit", "--quiet", "--message", message)
                push = work.run("push", "--quiet", "origin", f"HEAD:refs/heads/{branch}")
            if push.returncode == 0:
                return Pushed(changed, kept)
            refused = push.stderr.strip()
        raise PushRefused(f"{branch} cannot be pushed: {refused}")

    def holds(self, path: str) -> bool:
        """Tell whether main holds a file at ``path``."""
        return self.shows(f"refs/remotes/origin/{MAIN}", path)

    def tip(self, branch: str) -> str:
        """Return the commit that a branch of the remote is at, empty if there is no such branch."""
        start = self._start(branch)
        if not start.endswith(f"/{branch}"):
            return ""
        return self.git("rev-parse", start).strip()

    def delete(self, branch: str, tip: str) -> None:
        """Delete a branch of the remote that is still at ``tip``.

        Raises subprocess.CalledProcessError, also if somebody pushed in between.
        """
        self.git("push", "--quiet", f"--force-with-lease={branch}:{tip}", "origin", f":{branch}")

    def shows(self, commit: str, path: str) -> bool:
        """Tell whether a commit holds a file at ``path``."""
        return self.run("cat-file", "-e", f"{commit}:{path}").returncode == 0

    def added(self, folder: str, base: str, head: str) -> dict[str, str]:
        """Return the files that commits after ``base`` added below a folder, with the commit.

        Files from a merge of main do not count.
        """
        log = self.git(
            *("-c", "core.quotepath=off", "log", "--first-parent", "--no-merges", "--no-renames"),
            *("--diff-filter=A", "--format=commit %H", "--name-only", f"{base}..{head}"),
            *("--", folder),
        )
        found: dict[str, str] = {}
        commit = ""
        for line in filter(None, log.splitlines()):
            if line.startswith("commit "):
                commit = line.removeprefix("commit ")
            else:
                found.setdefault(line, commit)
        return found

    def written(self, files: Mapping[str, str]) -> tuple[str, ...]:
        """Write files, stage them, and return the paths of those that changed."""
        for path, content in files.items():
            file = self.folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(content, encoding="utf-8")
            self.git("add", "--", path)
        return tuple(self.git("diff", "--cached", "--name-only").splitlines())

    @contextmanager
    def _checked_out(self, commit: str) -> Iterator[Clone]:
        """Give a separate work tree at ``commit``; the current one stays untouched."""
        with tempfile.TemporaryDirectory() as folder:
            work = Path(folder, "work")
            self.git("worktree", "add", "--quiet", "--detach", str(work), commit)
            try:
                yield Clone(work)
            finally:
                self.git("worktree", "remove", "--force", str(work))

    def git(self, *arguments: str) -> str:
        """Return what git prints. Raises subprocess.CalledProcessError."""
        finished = self.run(*arguments)
        if finished.returncode:
            raise subprocess.CalledProcessError(
                finished.returncode, ["git", *arguments], finished.stdout, finished.stderr
            )
        return finished.stdout

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run git and return what it did; the exit code is not checked."""
        command = ["git", "-C", str(self.folder), *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 (no shell)

    def _start(self, branch: str) -> str:
        self.git("fetch", "--quiet", "--prune", "origin", "+refs/heads/*:refs/remotes/origin/*")
        remote = f"refs/remotes/origin/{branch}"
        exists = self.run("rev-parse", "--quiet", "--verify", remote).returncode == 0
        return remote if exists else f"refs/remotes/origin/{MAIN}"

    def _is_someone_elses(self, path: str, start: str) -> bool:
        """Tell whether a person committed to ``path`` since the branch left main."""
        since = f"refs/remotes/origin/{MAIN}..{start}"
        authors = self.git("log", "--format=%ae", since, "--", path).splitlines()
        return any(author != BOT_ADDRESS for author in authors)
