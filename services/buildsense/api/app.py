"""The API: /api/v1/builds."""

from __future__ import annotations

from http import HTTPStatus
from typing import Mapping, NoReturn

from base.app import App
from base.command import run
from base.instance import Instance
from base.messages import HttpError, Request, Response
from base.settings import number
from buildsense.api.builds import BuildStore, InvalidEvent


def create_app(instance: Instance, environ: Mapping[str, str]) -> App:
    """The API over an empty store. Reads MAX_BUILDS."""
    app = App(instance)
    store = BuildStore(int(number(environ, "MAX_BUILDS", 1000, least=1)))

    @app.route("GET", "/api/v1/builds")
    def builds(request: Request) -> Response:
        return Response.json({"builds": store.ids()})

    @app.route("GET", "/api/v1/builds/{build_id}")
    def describe(request: Request, build_id: str) -> Response:
        build = store.describe(build_id)
        if build is None:
            raise HttpError(HTTPStatus.NOT_FOUND, "no such build")
        return Response.json(build)

    @app.route("POST", "/api/v1/builds/{build_id}/events")
    def add(request: Request, build_id: str) -> Response:
        try:
            count = store.add(build_id, request.json_object())
        except InvalidEvent as error:
            raise HttpError(HTTPStatus.UNPROCESSABLE_ENTITY, str(error)) from None
        return Response.json({"build": build_id, "events": count}, HTTPStatus.ACCEPTED)

    return app


def main() -> NoReturn:
    """The image's entry point."""
    run("buildsense/api", create_app)


if __name__ == "__main__":
    main()
