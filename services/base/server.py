"""An HTTP server for one WSGI application, until SIGTERM."""

from __future__ import annotations

import logging
import signal
import socketserver
import threading
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

from base.app import HEALTH_PATH, App

log = logging.getLogger(__name__)


class _Server(socketserver.ThreadingMixIn, WSGIServer):
    # Requests under way are finished: closing the server waits for their threads.
    daemon_threads = False
    request_queue_size = 128

    def server_bind(self) -> None:
        # HTTPServer would look up the host's full name, which takes seconds where DNS does not answer.
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = self.server_address[:2]
        self.setup_environ()


class _RequestHandler(WSGIRequestHandler):
    # How long a silent client may hold a thread, in seconds; less than the pod's grace period.
    timeout = 10
    # Not set by the base class before the request line has been understood.
    path = ""

    def log_request(self, code: Any = "-", size: Any = "-") -> None:
        # Probes come every two seconds; they would be most of the log.
        if self.path != HEALTH_PATH:
            log.info("%s %a %s", self.command, self.path, code)

    def log_message(self, format: str, *args: Any) -> None:
        log.info(format, *args)


def serve(app: App, host: str, port: int, drain_seconds: float) -> None:
    """
    Serves until SIGTERM or SIGINT. For `drain_seconds` after that it still answers, and says on its health path that it
    is going away: the endpoints of a Service lag behind its pods.
    """
    with _Server((host, port), _RequestHandler) as server:
        server.set_app(app)

        def stop(signum: int, frame: Any) -> None:
            if not app.draining.is_set():
                log.info("%s: draining for %g s", signal.Signals(signum).name, drain_seconds)
                app.draining.set()
                threading.Timer(drain_seconds, server.shutdown).start()

        for signum in (signal.SIGTERM, signal.SIGINT):
            signal.signal(signum, stop)
        log.info("%s listens on http://%s:%d", app.instance.service, host, server.server_port)
        background = [threading.Thread(target=work, daemon=True) for work in app.background]
        for thread in background:
            thread.start()
        server.serve_forever(poll_interval=0.1)
    for thread in background:
        thread.join()
    log.info("stopped")
