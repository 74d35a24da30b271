"""The proxy: everything but the health path goes to the upstream."""

from __future__ import annotations

from typing import Mapping, NoReturn

from base.app import App
from base.command import run
from base.instance import Instance
from base.settings import http_url, number
from proxy_server.forward import Upstream


def create_app(instance: Instance, environ: Mapping[str, str]) -> App:
    """The proxy. Reads UPSTREAM_URL, UPSTREAM_TIMEOUT_SECONDS."""
    app = App(instance)
    timeout = number(environ, "UPSTREAM_TIMEOUT_SECONDS", 30, least=0.1)
    app.fallback = Upstream(http_url(environ, "UPSTREAM_URL"), timeout).forward
    return app


def main() -> NoReturn:
    """The image's entry point."""
    run("proxy-server", create_app)


if __name__ == "__main__":
    main()
