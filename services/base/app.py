"""Routes to handlers, and the health path: as much of a web framework as these services need, on WSGI."""

from __future__ import annotations

import dataclasses
import logging
import re
import threading
from http import HTTPStatus
from typing import Any, Callable, Iterable, Mapping, Optional

from base.instance import Instance
from base.messages import HttpError, Request, Response

HEALTH_PATH = "/healthz"

log = logging.getLogger(__name__)

Handler = Callable[..., Response]


class App:
    """
    A WSGI application of routes, with the health path among them.

    `draining` is set once the process has been told to stop: from then on it is not healthy, so that no new requests
    are sent to it, and still answers those that come. `background` runs beside the requests, and ends by `draining`.
    """

    def __init__(self, instance: Instance, ailment: Callable[[], Optional[str]] = lambda: None) -> None:
        """`ailment` says why the process cannot do its work, if it cannot."""
        self.instance = instance
        self.draining = threading.Event()
        self.background: list[Callable[[], None]] = []
        self.fallback: Optional[Handler] = None
        self._ailment = ailment
        self._routes: list[tuple[str, re.Pattern[str], Handler]] = []
        self.route("GET", HEALTH_PATH)(self._health)

    def route(self, method: str, path: str) -> Callable[[Handler], Handler]:
        """Registers a handler; `{name}` in the path stands for one segment, and is handed over by that name."""
        pattern = re.compile(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>[^/]+)", re.escape(path)))

        def register(handler: Handler) -> Handler:
            self._routes.append((method, pattern, handler))
            return handler

        return register

    def __call__(self, environ: Mapping[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        try:
            response = self.respond(Request.from_environ(environ))
        except HttpError as error:
            response = _explain(error)
        start_response(
            f"{int(response.status)} {_reason(response.status)}",
            [
                ("Content-Type", response.content_type),
                ("Content-Length", str(len(response.body))),
                *response.headers,
            ],
        )
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [response.body]

    def respond(self, request: Request) -> Response:
        """The answer to a request; a handler's defect is logged and answered with 500."""
        try:
            return self._dispatch(request)
        except HttpError as error:
            return _explain(error)
        except Exception:
            log.exception("%s %s", request.method, request.path)
            return _explain(HttpError(HTTPStatus.INTERNAL_SERVER_ERROR, "internal error"))

    def _dispatch(self, request: Request) -> Response:
        method = "GET" if request.method == "HEAD" else request.method
        allowed = []
        for route_method, pattern, handler in self._routes:
            match = pattern.fullmatch(request.path)
            if match and route_method == method:
                return handler(request, **match.groupdict())
            if match:
                allowed.append(route_method)
        if allowed:
            raise HttpError(HTTPStatus.METHOD_NOT_ALLOWED, "wrong method", (("Allow", ", ".join(sorted(allowed))),))
        if self.fallback:
            return self.fallback(request)
        raise HttpError(HTTPStatus.NOT_FOUND, "no such path")

    def _health(self, request: Request) -> Response:
        reason = "draining" if self.draining.is_set() else self._ailment()
        return Response.json(
            {"status": reason or "ok", **dataclasses.asdict(self.instance)},
            HTTPStatus.SERVICE_UNAVAILABLE if reason else HTTPStatus.OK,
        )


def _explain(error: HttpError) -> Response:
    return Response.json({"error": error.message}, error.status, error.headers)


def _reason(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Unknown"
