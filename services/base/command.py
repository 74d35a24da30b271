"""The command line that every service's image has."""

from __future__ import annotations

import logging
import os
import sys
from typing import Callable, Mapping, NoReturn

from base.app import App
from base.check import check
from base.instance import Instance
from base.server import serve
from base.settings import SettingError, number

CreateApp = Callable[[Instance, Mapping[str, str]], App]


def run(service: str, create_app: CreateApp) -> NoReturn:
    """
    Without arguments: serves until SIGTERM. `check URL…`: asks a running instance, and exits with 1 unless all answer.
    What it reads: HOST, PORT, DRAIN_SECONDS, and what `create_app` reads.
    """
    arguments, environ = sys.argv[1:], os.environ
    if arguments and arguments[0] == "check":
        sys.exit(0 if check(arguments[1:]) else 1)
    if arguments:
        sys.exit(f"{service}: takes no arguments, or 'check URL…'")
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    try:
        app = create_app(Instance.from_environ(service, environ), environ)
        host = environ.get("HOST") or "0.0.0.0"
        port = int(number(environ, "PORT", 8000))
        drain_seconds = number(environ, "DRAIN_SECONDS", 2)
    except SettingError as error:
        sys.exit(f"{service}: {error}")
    serve(app, host, port, drain_seconds)
    sys.exit(0)
