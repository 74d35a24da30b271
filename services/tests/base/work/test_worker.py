from __future__ import annotations

import unittest
from typing import Any
from unittest import mock

from base.settings import SettingError
from base.work.client import QueueClient, QueueUnavailable
from base.work.worker import Worker, select


class WorkerTest(unittest.TestCase):
    def setUp(self) -> None:
        self.now = 0.0
        self.queue = mock.create_autospec(QueueClient, instance=True)
        self.worker = Worker(self.queue, {"double": lambda n: n * 2}, lambda: self.now, stuck_after=10)

    def step(self, payload: Any) -> bool:
        self.queue.claim.return_value = {"id": "1", "kind": "double", "payload": payload}
        return self.worker.step()

    def test_reports_the_outcome(self) -> None:
        with self.assertLogs("base.work.worker"):
            self.assertTrue(self.step(4))
        self.queue.done.assert_called_once_with("1", 8)

    def test_reports_the_failure(self) -> None:
        with self.assertLogs("base.work.worker"):
            self.step({})
        self.assertEqual(self.queue.failed.call_args.args[0], "1")
        self.assertIn("TypeError: ", self.queue.failed.call_args.args[1])
        self.queue.done.assert_not_called()

    def test_idle_when_nothing_waits(self) -> None:
        self.queue.claim.return_value = None
        self.assertFalse(self.worker.step())

    def test_idle_when_the_queue_is_away(self) -> None:
        self.queue.claim.side_effect = QueueUnavailable("away")
        with self.assertLogs("base.work.worker"):
            self.assertFalse(self.worker.step())

    def test_not_healthy_when_stuck(self) -> None:
        self.now = 10
        self.assertIsNone(self.worker.ailment())
        self.now = 11
        self.assertEqual(self.worker.ailment(), "no step for 11 s")


class SelectTest(unittest.TestCase):
    def test_all_where_none_is_named(self) -> None:
        self.assertEqual(list(select({"a": print, "b": print}, "")), ["a", "b"])

    def test_those_named(self) -> None:
        self.assertEqual(list(select({"a": print, "b": print}, " b ,")), ["b"])

    def test_unknown_is_refused(self) -> None:
        with self.assertRaisesRegex(SettingError, "WORK_KINDS has c; there are a, b"):
            select({"a": print, "b": print}, "a,c")
