"""The queue's HTTP API, which the maintenance server has."""

from __future__ import annotations

import dataclasses
from http import HTTPStatus
from typing import Any, Callable, Mapping, Optional

from base.app import App
from base.instance import Instance
from base.messages import HttpError, Request, Response
from base.work.queue import NotHeld, WorkQueue, WorkUnit


def queue_app(instance: Instance, queue: WorkQueue) -> App:
    """Submitting, claiming and reporting, over HTTP."""
    app = App(instance)

    @app.route("GET", "/work-units")
    def counts(request: Request) -> Response:
        return Response.json(queue.counts())

    @app.route("POST", "/work-units")
    def submit(request: Request) -> Response:
        body = request.json_object()
        unit = queue.submit(_text(body, "kind"), body.get("payload"))
        return Response.json(_public(unit), HTTPStatus.CREATED, (("Location", f"/work-units/{unit.id}"),))

    @app.route("GET", "/work-units/{unit_id}")
    def find(request: Request, unit_id: str) -> Response:
        unit = queue.find(unit_id)
        if unit is None:
            raise HttpError(HTTPStatus.NOT_FOUND, "no such work unit")
        return Response.json(_public(unit))

    @app.route("POST", "/work-units/claim")
    def claim(request: Request) -> Response:
        body = request.json_object()
        unit = queue.claim(_text(body, "holder"), _kinds(body))
        return Response.json(_public(unit)) if unit else Response(status=HTTPStatus.NO_CONTENT)

    @app.route("POST", "/work-units/{unit_id}/done")
    def done(request: Request, unit_id: str) -> Response:
        body = request.json_object()
        return _report(lambda: queue.finish(unit_id, _text(body, "holder"), body.get("outcome")))

    @app.route("POST", "/work-units/{unit_id}/failed")
    def failed(request: Request, unit_id: str) -> Response:
        body = request.json_object()
        return _report(lambda: queue.fail(unit_id, _text(body, "holder"), _text(body, "reason")))

    return app


def _report(change: Callable[[], WorkUnit]) -> Response:
    try:
        return Response.json(_public(change()))
    except NotHeld as error:
        raise HttpError(HTTPStatus.CONFLICT, str(error)) from None


def _text(body: Mapping[str, Any], name: str) -> str:
    value = body.get(name)
    if not isinstance(value, str) or not value:
        raise HttpError(HTTPStatus.BAD_REQUEST, f"{name} must be a text")
    return value


def _kinds(body: Mapping[str, Any]) -> Optional[list[str]]:
    value = body.get("kinds")
    if value is not None and not (isinstance(value, list) and all(isinstance(kind, str) for kind in value)):
        raise HttpError(HTTPStatus.BAD_REQUEST, "kinds must be a list of texts")
    return value


def _public(unit: WorkUnit) -> dict[str, Any]:
    return {key: value for key, value in dataclasses.asdict(unit).items() if key != "lease_ends"}
