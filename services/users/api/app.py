"""The API: /api/v1/users."""

from __future__ import annotations

from http import HTTPStatus
from typing import Mapping, NoReturn

from base.app import App
from base.command import run
from base.instance import Instance
from base.messages import HttpError, Request, Response
from base.settings import number
from users.api.store import EmailTaken, InvalidUser, UserStore


def create_app(instance: Instance, environ: Mapping[str, str]) -> App:
    """The API over an empty store. Reads PAGE_SIZE."""
    app = App(instance)
    store = UserStore()
    page_size = int(number(environ, "PAGE_SIZE", 50, least=1))

    @app.route("GET", "/api/v1/users")
    def page(request: Request) -> Response:
        text = request.parameter("page", "1")
        if not (text.isascii() and text.isdigit() and 0 < len(text) < 10 and int(text) > 0):
            raise HttpError(HTTPStatus.BAD_REQUEST, "page is a number from 1")
        return Response.json({"users": [user.to_json() for user in store.page(int(text), page_size)]})

    @app.route("POST", "/api/v1/users")
    def add(request: Request) -> Response:
        body = request.json_object()
        try:
            user = store.add(body.get("name"), body.get("email"))
        except InvalidUser as error:
            raise HttpError(HTTPStatus.UNPROCESSABLE_ENTITY, str(error)) from None
        except EmailTaken as error:
            raise HttpError(HTTPStatus.CONFLICT, str(error)) from None
        return Response.json(user.to_json(), HTTPStatus.CREATED, (("Location", f"/api/v1/users/{user.id}"),))

    @app.route("GET", "/api/v1/users/{user_id}")
    def find(request: Request, user_id: str) -> Response:
        user = store.find(user_id)
        if user is None:
            raise HttpError(HTTPStatus.NOT_FOUND, "no such user")
        return Response.json(user.to_json())

    @app.route("DELETE", "/api/v1/users/{user_id}")
    def remove(request: Request, user_id: str) -> Response:
        if not store.remove(user_id):
            raise HttpError(HTTPStatus.NOT_FOUND, "no such user")
        return Response(status=HTTPStatus.NO_CONTENT)

    return app


def main() -> NoReturn:
    """The image's entry point."""
    run("users/api", create_app)


if __name__ == "__main__":
    main()
