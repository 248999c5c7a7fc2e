"""``python -m macros.code_host``: the steps of the workflows that write to the code host.

    python -m macros.code_host answer --issue 12 --file answer.json
    python -m macros.code_host propose --branch discovered-papers --title … --body FILE PATH …
    python -m macros.code_host commit --title … PATH …
    python -m macros.code_host refused --branch discovered-papers
    python -m macros.code_host preview --pull-request 3 --commit … --site … --file preview.json

Exit codes: 0 done, 1 refused (with the reason), 2 called wrongly.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

from macros.catalogue.data_folder import data_folder
from macros.code_host.answering import deliver, read_answer, read_preview, show
from macros.code_host.branch import MAIN, Clone, PushRefused
from macros.code_host.pull_requests import propose_files
from macros.code_host.refusals import record_refused
from macros.code_host.rest import CodeHost, CodeHostRefused, found_block


def main(arguments: list[str] | None = None) -> int:
    """Run one step; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m macros.code_host", description=__doc__)
    steps = parser.add_subparsers(required=True, dest="step")
    answer = steps.add_parser("answer", help="Answer an issue, and propose its entry.")
    answer.add_argument("--issue", type=int, required=True)
    answer.add_argument("--file", type=Path, required=True)
    propose = steps.add_parser("propose", help="Add files to a branch and open a pull request.")
    propose.add_argument("--branch", required=True)
    propose.add_argument("--title", required=True)
    propose.add_argument("--body", type=Path, required=True)
    propose.add_argument("--found", type=Path, help="Lines for the description, renewed each time.")
    propose.add_argument("paths", nargs="*", help="Files, below the working directory.")
    commit = steps.add_parser("commit", help="Commit files to main and publish.")
    commit.add_argument("--title", required=True)
    commit.add_argument("paths", nargs="*", help="Files, below the working directory.")
    refused = steps.add_parser("refused", help="Record the papers of closed pull requests.")
    refused.add_argument("--branch", required=True)
    preview = steps.add_parser("preview", help="Comment what a pull request changes.")
    preview.add_argument("--pull-request", type=int, required=True)
    preview.add_argument("--commit", required=True)
    preview.add_argument("--site", required=True, help="The address of the built site.")
    preview.add_argument("--file", type=Path, required=True)
    given = parser.parse_args(arguments)
    clone = Clone(Path.cwd())
    try:
        with CodeHost.from_environment() as host:
            if given.step == "answer":
                deliver(read_answer(given.file), given.issue, clone, host)
            elif given.step == "refused":
                record_refused(given.branch, data_folder(Path.cwd()), clone, host)
            elif given.step == "preview":
                found = read_preview(given.file)
                show(found, given.pull_request, given.commit, given.site, host)
            elif given.step == "commit":
                if clone.propose(MAIN, _files(given.paths), given.title).changed:
                    host.start_checks(MAIN, "publish.yml")
            else:
                body = given.body.read_text(encoding="utf-8")
                if given.found:
                    body += f"\n{found_block(given.found.read_text(encoding='utf-8'))}\n"
                files = _files(given.paths)
                propose_files(given.branch, files, clone, host, title=given.title, body=body)
    except (PushRefused, CodeHostRefused, ValueError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except subprocess.CalledProcessError as error:
        sys.stderr.write(error.stderr)
        return 1
    except KeyError as error:
        sys.stderr.write(f"the environment variable {error} is not set\n")
        return 2
    return 0


def _files(paths: list[str]) -> dict[str, str]:
    return {path: Path(path).read_text(encoding="utf-8") for path in paths}


if __name__ == "__main__":
    sys.exit(main())
