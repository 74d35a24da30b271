"""Requests and responses, as WSGI has them."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Mapping, Tuple
from urllib.parse import parse_qsl

MAX_BODY = 1024 * 1024
"""The longest body that a request may have, in bytes."""

Headers = Tuple[Tuple[str, str], ...]
"""Names and values, in order; a name may come twice."""


class HttpError(Exception):
    """An answer that is not a success. `message` is shown to the client."""

    def __init__(self, status: HTTPStatus, message: str, headers: Headers = ()) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.headers = headers


@dataclass(frozen=True)
class Request:
    """A request, read whole."""

    method: str
    path: str
    query: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    """By lower-case name."""
    body: bytes = b""

    @classmethod
    def from_environ(cls, environ: Mapping[str, Any]) -> Request:
        headers = {
            name[len("HTTP_") :].replace("_", "-").lower(): value
            for name, value in environ.items()
            if name.startswith("HTTP_")
        }
        if environ.get("CONTENT_TYPE"):
            headers["content-type"] = environ["CONTENT_TYPE"]
        return cls(
            method=environ["REQUEST_METHOD"],
            # WSGI hands over the bytes of the path as Latin-1 (PEP 3333).
            path=environ.get("PATH_INFO", "").encode("latin-1").decode("utf-8", "replace"),
            query=environ.get("QUERY_STRING", ""),
            headers=headers,
            body=_read_body(environ),
        )

    def parameter(self, name: str, default: str) -> str:
        """The last value that the query gives `name`."""
        return dict(parse_qsl(self.query)).get(name, default)

    def json_object(self) -> dict[str, Any]:
        """The body as a JSON object; 400 where it is none."""
        try:
            value = json.loads(self.body)
        except ValueError:
            raise HttpError(HTTPStatus.BAD_REQUEST, "the body is not JSON") from None
        if not isinstance(value, dict):
            raise HttpError(HTTPStatus.BAD_REQUEST, "the body is not a JSON object")
        return value


def _read_body(environ: Mapping[str, Any]) -> bytes:
    if environ.get("HTTP_TRANSFER_ENCODING"):
        raise HttpError(HTTPStatus.LENGTH_REQUIRED, "a body needs a Content-Length")
    text = environ.get("CONTENT_LENGTH") or "0"
    if not (text.isascii() and text.isdigit()):
        raise HttpError(HTTPStatus.BAD_REQUEST, "Content-Length is not a number")
    length = int(text)
    if length > MAX_BODY:
        raise HttpError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"a body has at most {MAX_BODY} bytes")
    return environ["wsgi.input"].read(length) if length else b""


@dataclass(frozen=True)
class Response:
    """An answer."""

    body: bytes = b""
    status: int = HTTPStatus.OK
    content_type: str = "application/octet-stream"
    headers: Headers = ()

    @classmethod
    def json(cls, value: Any, status: int = HTTPStatus.OK, headers: Headers = ()) -> Response:
        return cls(json.dumps(value).encode() + b"\n", status, "application/json", headers)

    @classmethod
    def text(cls, text: str, content_type: str, status: int = HTTPStatus.OK) -> Response:
        return cls(text.encode(), status, f"{content_type}; charset=utf-8")
