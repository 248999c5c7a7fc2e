"""Debian's nginx for tests, with the configuration of the deployment guide, on a free port."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Self

import pytest

from tests.site.built import PROJECT

GUIDE = PROJECT / "docs" / "deploying" / "nginx.conf"
MIME_TYPES = Path("/etc/nginx/mime.types")
BROTLI = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")
START_SECONDS = 10.0


def require_nginx() -> None:
    """Skip where there is no nginx with its brotli module; fail there in continuous integration."""
    if shutil.which("nginx") and BROTLI.exists():
        return
    reason = "needs Debian's nginx and libnginx-mod-http-brotli-static"
    if os.environ.get("CI"):
        pytest.fail(f"{reason}; tests/browser/install.py installs them")
    pytest.skip(reason)


class Nginx:
    """A running nginx that serves ``site`` at ``url`` (with a closing slash)."""

    def __init__(self, site: Path, folder: Path, *, path: str = "/") -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}{path}"
        self.folder = folder
        shutil.copy(MIME_TYPES, folder)
        server = GUIDE.read_text(encoding="utf-8")
        for yours, here in (
            ("listen 80;", f"listen 127.0.0.1:{port};"),
            ("root /var/www/talking-heads;", f"root {site};"),
        ):
            assert yours in server
            server = server.replace(yours, here)
        if path != "/":
            server = server.replace("/404.html", f"{path}404.html")
            server = server.replace(f"/zh{path}404.html", f"{path}zh/404.html")
            server = server.replace("location /zh/", f"location {path}zh/")
        (folder / "site.conf").write_text(server, encoding="utf-8")
        # Started by root, the worker would else read the test's folders as another user.
        user = "user root;\n" if os.geteuid() == 0 else ""
        (folder / "nginx.conf").write_text(
            f"load_module {BROTLI};\n{user}"
            f"pid {folder}/nginx.pid;\nerror_log {folder}/error.log;\ndaemon off;\n"
            "worker_processes 1;\nevents {}\n"
            f"http {{\n  access_log off;\n  client_body_temp_path {folder}/body;\n"
            f"  proxy_temp_path {folder}/proxy;\n  fastcgi_temp_path {folder}/fastcgi;\n"
            f"  uwsgi_temp_path {folder}/uwsgi;\n  scgi_temp_path {folder}/scgi;\n"
            "  include site.conf;\n}\n",
            encoding="utf-8",
        )

    def __enter__(self) -> Self:
        command = ["nginx", "-p", str(self.folder), "-c", str(self.folder / "nginx.conf")]
        self._process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self._process.poll() is None:
            try:
                with urllib.request.urlopen(self.url, timeout=5):
                    return self
            except urllib.error.HTTPError as error:
                log = self.folder / "error.log"
                self.__exit__()
                raise AssertionError(f"{error}: {log.read_text(encoding='utf-8')}") from error
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.05)
        self._process.kill()
        raise AssertionError(f"nginx did not start: {self._process.communicate()[1]}")

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.communicate(timeout=20)
