from __future__ import annotations

import json
import time
import unittest

from tests.calls import fetch, running
from users.workflow.handlers import HANDLERS, expire_sessions, welcome_user
from users.workflow.maintenance import SCHEDULE


class HandlersTest(unittest.TestCase):
    def test_welcome_names_the_user(self) -> None:
        mail = welcome_user({"name": "Ada", "email": "ada@example.com"})
        self.assertEqual((mail["to"], mail["subject"]), ("ada@example.com", "Welcome, Ada"))

    def test_only_idle_sessions_expire(self) -> None:
        self.assertEqual(
            expire_sessions({"sessions": {"a": 60, "b": 61}, "max_idle": 60}),
            {"expired": 1, "kept": 1},
        )

    def test_what_recurs_is_handled_as_scheduled(self) -> None:
        for kind in SCHEDULE:
            HANDLERS[kind]({})


class WorkflowTest(unittest.TestCase):
    """Maintenance and a worker as processes: a unit that is submitted gets done."""

    def test_submitted_unit_is_done(self) -> None:
        payload = {"name": "Ada", "email": "ada@example.com"}
        submission = json.dumps({"kind": "welcome-user", "payload": payload}).encode()
        with running("-m", "users.workflow.maintenance") as queue:
            _, body = fetch(f"{queue}/work-units", submission)
            unit = f"{queue}/work-units/{json.loads(body)['id']}"
            with running("-m", "users.workflow.worker", QUEUE_URL=queue, WORK_KINDS="welcome-user"):
                self.assertEqual(outcome(unit)["to"], "ada@example.com")


def outcome(unit: str) -> dict[str, str]:
    """The outcome of a unit, once it is done."""
    for _ in range(200):
        found = json.loads(fetch(unit)[1])
        if found["state"] == "done":
            return found["outcome"]
        time.sleep(0.05)
    raise AssertionError(f"not done: {found}")
