from __future__ import annotations

import os
import signal
import unittest

from base.app import App
from base.messages import Request, Response
from base.server import serve
from tests.calls import INSTANCE, fetch


class DrainTest(unittest.TestCase):
    """Serves in this very process, which gets the signal from a request under way."""

    def setUp(self) -> None:
        for signum in (signal.SIGTERM, signal.SIGINT):
            self.addCleanup(signal.signal, signum, signal.getsignal(signum))
        self.answers: list[tuple[int, bytes]] = []

    def test_request_under_way_is_finished(self) -> None:
        app = App(INSTANCE)

        @app.route("GET", "/")
        def stop_and_answer(request: Request) -> Response:
            os.kill(os.getpid(), signal.SIGTERM)
            app.draining.wait(10)
            return Response.text("finished", "text/plain")

        with self.assertLogs("base.server") as logs:
            app.background.append(lambda: self.answers.append(fetch(logs.records[0].getMessage().split()[-1])))
            serve(app, "127.0.0.1", 0, drain_seconds=0)

        self.assertEqual(self.answers, [(200, b"finished")])
        self.assertEqual(
            [record.getMessage() for record in logs.records[1:]],
            ["SIGTERM: draining for 0 s", "GET '/' 200", "stopped"],
        )
