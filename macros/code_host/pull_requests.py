"""Weekly proposals of files in a pull request from a branch."""

from __future__ import annotations

from collections.abc import Mapping

from macros.code_host.branch import Clone
from macros.code_host.refusals import drop_refused_branch, without_refused
from macros.code_host.rest import CodeHost


def propose_files(
    branch: str, files: Mapping[str, str], clone: Clone, host: CodeHost, *, title: str, body: str
) -> None:
    """Add files (content by path) to a branch, open its pull request and start its checks.

    Files that were refused before, or that a person changed on the branch, are left out. A run
    that failed halfway is completed. Raises PushRefused, CodeHostRefused,
    subprocess.CalledProcessError.
    """
    wanted = without_refused(files, branch, clone, host) if files else {}
    if not wanted:
        return
    drop_refused_branch(branch, clone, host)
    pushed = clone.propose(branch, wanted, title)
    if len(pushed.kept) == len(wanted):
        return
    is_new = not host.has_open_pull_request(branch)
    host.open_pull_request(branch, title, body)
    if pushed.changed or is_new:
        host.start_checks(branch)
