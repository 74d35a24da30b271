"""Forwarding one request to the upstream."""

from __future__ import annotations

import http.client
import socket
from http import HTTPStatus
from urllib.parse import quote, urlsplit

from base.messages import HttpError, Request, Response

# RFC 9110, 7.6.1: these belong to one connection. Length and Host are the next connection's own.
_NOT_FORWARDED = frozenset(
    ("connection", "keep-alive", "proxy-authenticate", "proxy-authorization", "te", "trailer", "transfer-encoding")
    + ("upgrade", "content-length", "host")
)


class Upstream:
    """The server behind the proxy."""

    def __init__(self, url: str, timeout: float) -> None:
        self._parts = urlsplit(url)
        self._timeout = timeout

    def forward(self, request: Request) -> Response:
        """The upstream's answer; 502 where it gives none, 504 where it takes too long."""
        connection = self._connect()
        try:
            connection.request(
                request.method,
                self._parts.path + quote(request.path) + (f"?{request.query}" if request.query else ""),
                request.body or None,
                {name: value for name, value in request.headers.items() if name not in _NOT_FORWARDED},
            )
            answer = connection.getresponse()
            body = answer.read()
        except socket.timeout:
            raise HttpError(HTTPStatus.GATEWAY_TIMEOUT, f"no answer within {self._timeout:g} s") from None
        except (OSError, http.client.HTTPException) as error:
            raise HttpError(HTTPStatus.BAD_GATEWAY, f"the upstream does not answer: {error}") from None
        finally:
            connection.close()
        content_type = answer.getheader("Content-Type", "application/octet-stream")
        headers = [pair for pair in answer.getheaders() if pair[0].lower() not in _NOT_FORWARDED | {"content-type"}]
        return Response(body, answer.status, content_type, tuple(headers))

    def _connect(self) -> http.client.HTTPConnection:
        kind = http.client.HTTPSConnection if self._parts.scheme == "https" else http.client.HTTPConnection
        return kind(self._parts.netloc, timeout=self._timeout)
