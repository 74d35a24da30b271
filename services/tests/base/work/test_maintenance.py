from __future__ import annotations

import unittest

from base.work.maintenance import Maintenance
from base.work.queue import WorkQueue


class ScheduleTest(unittest.TestCase):
    def setUp(self) -> None:
        self.now = 0.0
        self.queue = WorkQueue(lambda: self.now, lease_seconds=5)
        self.maintenance = Maintenance(self.queue, {"purge": 10}, lambda: self.now)

    def tick(self, now: float) -> int:
        self.now = now
        self.maintenance.tick()
        return self.queue.counts()["waiting"]

    def test_recurs_after_its_time(self) -> None:
        self.assertEqual(self.tick(0), 1)
        self.queue.finish(self.queue.claim("w").id, "w", None)
        self.assertEqual(self.tick(9), 0)
        self.assertEqual(self.tick(10), 1)

    def test_does_not_pile_up(self) -> None:
        self.assertEqual([self.tick(0), self.tick(10), self.tick(20)], [1, 1, 1])

    def test_takes_back_what_is_held_too_long(self) -> None:
        self.tick(0)
        self.queue.claim("dead")
        with self.assertLogs("base.work.maintenance"):
            self.assertEqual(self.tick(5), 1)
