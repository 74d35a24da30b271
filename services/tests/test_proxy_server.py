from __future__ import annotations

import threading
import unittest
from typing import Optional
from wsgiref.simple_server import WSGIRequestHandler, make_server

from base.app import App
from base.messages import Request, Response
from proxy_server.app import create_app
from tests.calls import INSTANCE, ask


class Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


class ProxyTest(unittest.TestCase):
    """Before an upstream that keeps the last request, and answers by `answer`."""

    def setUp(self) -> None:
        self.seen: Optional[Request] = None
        self.release = threading.Event()
        self.release.set()
        self.answer = Response.text("hello", "text/plain")
        upstream = App(INSTANCE)
        upstream.fallback = self.take
        server = make_server("127.0.0.1", 0, upstream, handler_class=Quiet)
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        for step in (server.server_close, thread.join, server.shutdown, self.release.set):
            self.addCleanup(step)
        self.upstream = f"http://127.0.0.1:{server.server_port}/base/"
        self.proxy = self.proxy_to(self.upstream)

    def take(self, request: Request) -> Response:
        self.seen = request
        self.release.wait(10)
        return self.answer

    def proxy_to(self, url: str, timeout: str = "10") -> App:
        return create_app(INSTANCE, {"UPSTREAM_URL": url, "UPSTREAM_TIMEOUT_SECONDS": timeout})

    def test_request_arrives_whole(self) -> None:
        ask(self.proxy, "PUT", "/a b/é", b"body", "q=1", {"x-trace": "t1", "connection": "close"})
        assert self.seen
        self.assertEqual((self.seen.method, self.seen.path, self.seen.query), ("PUT", "/base/a b/é", "q=1"))
        self.assertEqual((self.seen.body, self.seen.headers["x-trace"]), (b"body", "t1"))

    def test_answer_comes_back_whole(self) -> None:
        cookies = (("Set-Cookie", "a=1"), ("Set-Cookie", "b=2"))
        self.answer = Response(b"teapot", 418, "text/x-tea", cookies)
        response = ask(self.proxy, "GET", "/")
        self.assertEqual((response.status, response.body, response.content_type), (418, b"teapot", "text/x-tea"))
        self.assertEqual([pair for pair in response.headers if pair[0] == "Set-Cookie"], list(cookies))

    def test_health_path_is_its_own(self) -> None:
        self.assertEqual(ask(self.proxy, "GET", "/healthz").status, 200)
        self.assertIsNone(self.seen)

    def test_upstream_away_is_bad_gateway(self) -> None:
        self.assertEqual(ask(self.proxy_to("http://127.0.0.1:9"), "GET", "/").status, 502)

    def test_slow_upstream_is_a_timeout(self) -> None:
        self.release.clear()
        slow = self.proxy_to(self.upstream, "0.1")
        self.assertEqual(ask(slow, "GET", "/").status, 504)
