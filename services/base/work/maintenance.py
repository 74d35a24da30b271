"""The maintenance server: keeps the queue, schedules what recurs, takes back what dead workers held."""

from __future__ import annotations

import logging
import threading
import time
from typing import Callable, Mapping, NoReturn

from base.app import App
from base.command import run
from base.instance import Instance
from base.settings import number
from base.work.api import queue_app
from base.work.queue import WorkQueue

log = logging.getLogger(__name__)


class Maintenance:
    """What is done about a queue once a second."""

    def __init__(
        self,
        queue: WorkQueue,
        schedule: Mapping[str, float],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`schedule`: after how many seconds a unit of a kind is due again."""
        self._queue = queue
        self._schedule = schedule
        self._clock = clock
        self._due = {kind: clock() for kind in schedule}

    def tick(self) -> None:
        """One round. A kind that is due while its last unit is still open waits for the next round."""
        taken = self._queue.take_back_expired()
        if taken:
            log.warning("took back %d work units", taken)
        for kind, due in self._due.items():
            if due <= self._clock() and not self._queue.has_open(kind):
                self._queue.submit(kind, {})
                self._due[kind] = self._clock() + self._schedule[kind]

    def run(self, stop: threading.Event, interval: float = 1) -> None:
        """A round per `interval` seconds until `stop`."""
        while not stop.wait(interval):
            self.tick()


def run_maintenance(service: str, schedule: Mapping[str, float]) -> NoReturn:
    """The entry point of a maintenance server. Reads LEASE_SECONDS beside what all servers read."""

    def create(instance: Instance, environ: Mapping[str, str]) -> App:
        queue = WorkQueue(lease_seconds=number(environ, "LEASE_SECONDS", 60, least=1))
        app = queue_app(instance, queue)
        app.background.append(lambda: Maintenance(queue, schedule).run(app.draining))
        return app

    run(service, create)
