"""Asking applications, in process and over the network."""

from __future__ import annotations

import io
import json
import os
import re
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Callable, Iterator, Mapping, Optional

from base.app import App
from base.instance import Instance
from base.messages import Request, Response

SERVICES = Path(__file__).parent.parent

INSTANCE = Instance("some/service", "0f3c2a9d7b1e", "staging", "us-east-1")


def ask(
    app: App,
    method: str,
    path: str,
    body: Any = b"",
    query: str = "",
    headers: Optional[Mapping[str, str]] = None,
) -> Response:
    """What an application answers; a body that is not bytes is sent as JSON."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return app.respond(Request(method, path, query, headers or {}, content))


def ask_raw(app: App, **environ: Any) -> tuple[str, dict[str, str], bytes]:
    """Status, headers and body that an application gives a WSGI server."""
    taken: list[Any] = []
    whole = {"REQUEST_METHOD": "GET", "PATH_INFO": "/", "wsgi.input": io.BytesIO(), **environ}
    body = b"".join(app(whole, lambda status, headers: taken.extend((status, dict(headers)))))
    return taken[0], taken[1], body


def fetch(url: str, body: Optional[bytes] = None, headers: Optional[Mapping[str, str]] = None) -> tuple[int, bytes]:
    """Status and body of an answer from the network."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(urllib.request.Request(url, body, dict(headers or {})), timeout=10) as response:
            return response.status, response.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read()


def environment(**settings: str) -> dict[str, str]:
    """The environment of a child process: a free loopback port, no draining, and these settings."""
    return {
        "PATH": os.environ.get("PATH", ""),
        "PYTHONDONTWRITEBYTECODE": "1",
        "HOST": "127.0.0.1",
        "PORT": "0",
        "DRAIN_SECONDS": "0",
        **settings,
    }


@contextmanager
def running(*python: str, **settings: str) -> Iterator[str]:
    """
    A service in a process of its own, by Python's arguments (`"-m", "users.api.app"`); gives its address. In the end it
    is sent SIGTERM, and must exit with 0.
    """
    process = subprocess.Popen(
        [sys.executable, *python],
        cwd=SERVICES,
        env=environment(**settings),
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr
    try:
        yield _address(process.stderr.readline)
    except BaseException:
        process.kill()
        raise
    else:
        process.send_signal(signal.SIGTERM)
    finally:
        _, log = process.communicate(timeout=20)
    assert process.returncode == 0, f"{python} exited with {process.returncode}:\n{log}"


def _address(read_line: Callable[[], str]) -> str:
    seen = []
    for line in iter(read_line, ""):
        seen.append(line)
        match = re.search(r"listens on (http://\S+)", line)
        if match:
            return match[1]
    raise AssertionError("the service ended before it listened:\n" + "".join(seen))
