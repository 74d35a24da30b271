"""The site: one page, and a robots.txt that keeps all but prod out of search engines."""

from __future__ import annotations

import html
import pkgutil
from string import Template
from typing import Mapping, NoReturn

from base.app import App
from base.command import run
from base.instance import Instance
from base.messages import Request, Response


def create_app(instance: Instance, environ: Mapping[str, str]) -> App:
    """The site as this process shows it."""
    app = App(instance)
    # By pkgutil, as a PEX may not be unpacked.
    template = Template((pkgutil.get_data("infosite", "page.html") or b"").decode())
    page = template.substitute(
        commit=html.escape(instance.commit[:12]),
        environment=html.escape(instance.environment),
        region=html.escape(instance.region),
    )

    @app.route("GET", "/")
    def home(request: Request) -> Response:
        return Response.text(page, "text/html")

    @app.route("GET", "/robots.txt")
    def robots(request: Request) -> Response:
        rule = "Allow: /" if instance.environment == "prod" else "Disallow: /"
        return Response.text(f"User-agent: *\n{rule}\n", "text/plain")

    return app


def main() -> NoReturn:
    """The image's entry point."""
    run("infosite", create_app)


if __name__ == "__main__":
    main()
