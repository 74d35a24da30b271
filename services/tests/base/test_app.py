from __future__ import annotations

import io
import json
import logging
import unittest

from base.app import App
from base.messages import MAX_BODY, Request, Response
from tests.calls import INSTANCE, ask, ask_raw


class RoutesTest(unittest.TestCase):
    def setUp(self) -> None:
        self.app = App(INSTANCE)

        @self.app.route("GET", "/things/{name}")
        def thing(request: Request, name: str) -> Response:
            return Response.text(name, "text/plain")

        @self.app.route("POST", "/things/{name}")
        def broken(request: Request, name: str) -> Response:
            raise RuntimeError("defect")

    def test_segment_is_handed_over(self) -> None:
        self.assertEqual(ask(self.app, "GET", "/things/a.b").body, b"a.b")

    def test_segment_does_not_span_slashes(self) -> None:
        self.assertEqual(ask(self.app, "GET", "/things/a/b").status, 404)

    def test_wrong_method_tells_the_right_ones(self) -> None:
        response = ask(self.app, "DELETE", "/things/a")
        self.assertEqual(response.status, 405)
        self.assertEqual(response.headers, (("Allow", "GET, POST"),))

    def test_defect_is_logged_and_hidden(self) -> None:
        with self.assertLogs("base.app", logging.ERROR):
            response = ask(self.app, "POST", "/things/a")
        self.assertEqual((response.status, response.body), (500, b'{"error": "internal error"}\n'))

    def test_head_is_get_without_the_body(self) -> None:
        status, headers, body = ask_raw(self.app, REQUEST_METHOD="HEAD", PATH_INFO="/things/abc")
        self.assertEqual((status, headers["Content-Length"], body), ("200 OK", "3", b""))

    def test_path_is_utf_8(self) -> None:
        _, _, body = ask_raw(self.app, PATH_INFO="/things/\u00c3\u00a9")
        self.assertEqual(body.decode(), "é")


class BodyTest(unittest.TestCase):
    def setUp(self) -> None:
        self.app = App(INSTANCE)

        @self.app.route("POST", "/")
        def echo(request: Request) -> Response:
            return Response.json(request.json_object())

    def post(self, **environ: object) -> tuple[str, bytes]:
        status, _, body = ask_raw(self.app, REQUEST_METHOD="POST", **environ)
        return status, body

    def test_reads_content_length_and_no_further(self) -> None:
        status, body = self.post(CONTENT_LENGTH="8", **{"wsgi.input": io.BytesIO(b'{"a": 1}tail')})
        self.assertEqual((status, json.loads(body)), ("200 OK", {"a": 1}))

    def test_refuses_what_it_cannot_read(self) -> None:
        for environ, expected in [
            ({"CONTENT_LENGTH": "many"}, "400 Bad Request"),
            ({"CONTENT_LENGTH": "-1"}, "400 Bad Request"),
            ({"CONTENT_LENGTH": str(MAX_BODY + 1)}, "413 "),
            ({"HTTP_TRANSFER_ENCODING": "chunked"}, "411 Length Required"),
            ({"CONTENT_LENGTH": "2", "wsgi.input": io.BytesIO(b"[]")}, "400 Bad Request"),
            ({"CONTENT_LENGTH": "1", "wsgi.input": io.BytesIO(b"{")}, "400 Bad Request"),
        ]:
            with self.subTest(environ):
                self.assertTrue(self.post(**environ)[0].startswith(expected))


class HealthTest(unittest.TestCase):
    def test_ailment_is_told(self) -> None:
        response = ask(App(INSTANCE, lambda: "no disk"), "GET", "/healthz")
        self.assertEqual((response.status, json.loads(response.body)["status"]), (503, "no disk"))

    def test_draining_is_not_healthy(self) -> None:
        app = App(INSTANCE)
        app.draining.set()
        response = ask(app, "GET", "/healthz")
        self.assertEqual((response.status, json.loads(response.body)["status"]), (503, "draining"))
