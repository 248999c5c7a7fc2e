"""`mkdocs serve` for tests: on a free port, on a copy of the data, until the test is over."""

from __future__ import annotations

import os
import shutil
import socket
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Self

from tests.site.built import PROJECT, SEED
from tests.site.forked import start

START_SECONDS = 60.0


class Serving:
    """A running `mkdocs serve`; ``data`` is the copied data folder, ``url`` its address.

    With a ``project`` of its own it serves that, its data included.
    """

    def __init__(self, folder: Path, data: Path = SEED, *, project: Path | None = None) -> None:
        folder.mkdir(exist_ok=True)
        self.data = (project or folder) / "data"
        if project is None:
            shutil.copytree(data, self.data)
        self.log = folder / "serve.log"
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}/"
        environment = os.environ | {
            "CATALOGUE_DATA": str(self.data),
            "SITE_URL": self.url,
            "NO_MKDOCS_2_WARNING": "1",
            "TMPDIR": str(folder),  # What it builds there outlives it: it is killed.
        }
        self.log.touch()
        arguments = ["serve", "--dev-addr", f"127.0.0.1:{port}"]
        self.process = start(arguments, project or PROJECT, environment, self.log, self.log)

    def __enter__(self) -> Self:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            try:
                with urllib.request.urlopen(self.url, timeout=5):
                    return self
            except urllib.error.HTTPError:
                return self  # It runs, and has nothing to show yet.
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                if not self.process.is_alive():
                    break
                time.sleep(0.1)
        self.__exit__()
        raise AssertionError(f"mkdocs serve did not start:\n{self.log.read_text()}")

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.join(timeout=20)
