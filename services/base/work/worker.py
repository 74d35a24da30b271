"""A worker: claims work units, does them, reports; and answers on its health path meanwhile."""

from __future__ import annotations

import logging
import os
import socket
import threading
import time
from typing import Any, Callable, Collection, Mapping, NoReturn, Optional

from base.app import App
from base.command import run
from base.instance import Instance
from base.settings import SettingError, http_url, number
from base.work.client import QueueClient, QueueUnavailable

log = logging.getLogger(__name__)

WorkHandler = Callable[[Any], Any]
"""Does a unit: payload in, outcome out (both JSON). What it raises fails this attempt."""


class Worker:
    """Does the work units of some kinds, one at a time."""

    def __init__(
        self,
        queue: QueueClient,
        handlers: Mapping[str, WorkHandler],
        clock: Callable[[], float] = time.monotonic,
        stuck_after: float = 120,
    ) -> None:
        self._queue = queue
        self._handlers = handlers
        self._clock = clock
        self._stuck_after = stuck_after
        self._last_step = clock()

    def step(self) -> bool:
        """Does one unit. False when there was none, or the queue could not be asked."""
        self._last_step = self._clock()
        try:
            unit = self._queue.claim(self._handlers)
            if unit is None:
                return False
            self._do(unit)
            return True
        except QueueUnavailable as error:
            log.warning("%s", error)
            return False

    def run(self, stop: threading.Event, idle_seconds: float) -> None:
        """Works until `stop`; the unit at hand is finished first."""
        while not stop.is_set():
            if not self.step():
                stop.wait(idle_seconds)

    def ailment(self) -> Optional[str]:
        """Not healthy when one step has taken too long. A queue that is away is no reason: a restart would not help."""
        silent = self._clock() - self._last_step
        return f"no step for {silent:.0f} s" if silent > self._stuck_after else None

    def _do(self, unit: Mapping[str, Any]) -> None:
        try:
            outcome = self._handlers[unit["kind"]](unit["payload"])
        except Exception as error:
            log.exception("%s %s failed", unit["kind"], unit["id"])
            self._queue.failed(unit["id"], f"{type(error).__name__}: {error}")
        else:
            log.info("%s %s done", unit["kind"], unit["id"])
            self._queue.done(unit["id"], outcome)


def run_worker(service: str, handlers: Mapping[str, WorkHandler]) -> NoReturn:
    """The entry point of a worker. Reads QUEUE_URL, WORK_KINDS (by comma; all), IDLE_SECONDS beside what all read."""

    def create(instance: Instance, environ: Mapping[str, str]) -> App:
        client = QueueClient(http_url(environ, "QUEUE_URL"), holder=f"{socket.gethostname()}/{os.getpid()}")
        worker = Worker(client, select(handlers, environ.get("WORK_KINDS", "")))
        idle_seconds = number(environ, "IDLE_SECONDS", 1)
        app = App(instance, worker.ailment)
        app.background.append(lambda: worker.run(app.draining, idle_seconds))
        return app

    run(service, create)


def select(handlers: Mapping[str, WorkHandler], kinds: str) -> Mapping[str, WorkHandler]:
    """The handlers of these kinds; of all, where none is named."""
    wanted: Collection[str] = [kind.strip() for kind in kinds.split(",") if kind.strip()] or list(handlers)
    unknown = [kind for kind in wanted if kind not in handlers]
    if unknown:
        raise SettingError(f"WORK_KINDS has {', '.join(unknown)}; there are {', '.join(sorted(handlers))}")
    return {kind: handlers[kind] for kind in wanted}
