"""The receiver: /github."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import Mapping, NoReturn

from base.app import App
from base.command import run
from base.instance import Instance
from base.messages import HttpError, Request, Response
from webhooks.signature import is_genuine

log = logging.getLogger(__name__)


def create_app(instance: Instance, environ: Mapping[str, str]) -> App:
    """The receiver. Reads WEBHOOKS_SECRET, and takes no delivery without one."""
    app = App(instance)
    secret = environ.get("WEBHOOKS_SECRET", "").encode()

    @app.route("POST", "/github")
    def deliver(request: Request) -> Response:
        if not secret:
            raise HttpError(HTTPStatus.SERVICE_UNAVAILABLE, "no secret to check deliveries with")
        if not is_genuine(secret, request.body, request.headers.get("x-hub-signature-256", "")):
            raise HttpError(HTTPStatus.UNAUTHORIZED, "the signature is missing or wrong")
        event = request.headers.get("x-github-event", "")
        if not event:
            raise HttpError(HTTPStatus.BAD_REQUEST, "X-GitHub-Event is missing")
        delivery = request.headers.get("x-github-delivery", "")
        request.json_object()
        log.info("took %a, delivery %a", event, delivery)
        return Response.json({"event": event, "delivery": delivery}, HTTPStatus.ACCEPTED)

    return app


def main() -> NoReturn:
    """The image's entry point."""
    run("webhooks", create_app)


if __name__ == "__main__":
    main()
