from __future__ import annotations

import unittest

from base.work.queue import NotHeld, WorkQueue


class WorkQueueTest(unittest.TestCase):
    def setUp(self) -> None:
        self.now = 0.0
        self.queue = WorkQueue(lambda: self.now, lease_seconds=60, max_attempts=2, keep_finished=2)

    def claim(self, holder: str = "worker") -> str:
        unit = self.queue.claim(holder)
        assert unit
        return unit.id

    def state(self, unit_id: str) -> str:
        unit = self.queue.find(unit_id)
        assert unit
        return unit.state

    def test_oldest_comes_first_and_once(self) -> None:
        first, second = self.queue.submit("a", 1).id, self.queue.submit("a", 2).id
        self.assertEqual([self.claim("w1"), self.claim("w2")], [first, second])
        self.assertIsNone(self.queue.claim("w3"))

    def test_only_the_kinds_asked_for(self) -> None:
        self.queue.submit("a", None)
        self.assertIsNone(self.queue.claim("worker", ["b"]))
        self.assertIsNotNone(self.queue.claim("worker", ["a", "b"]))

    def test_failure_is_tried_again_until_attempts_end(self) -> None:
        unit = self.queue.submit("a", None).id
        self.queue.fail(self.claim(), "worker", "once")
        self.assertEqual(self.state(unit), "waiting")
        self.queue.fail(self.claim(), "worker", "twice")
        self.assertEqual(self.state(unit), "failed")
        self.assertEqual(self.queue.find(unit).outcome, "twice")

    def test_lease_ends_with_its_time(self) -> None:
        self.queue.submit("a", None)
        unit = self.claim("dead")
        self.now = 59
        self.assertEqual(self.queue.take_back_expired(), 0)
        self.now = 60
        self.assertEqual(self.queue.take_back_expired(), 1)
        self.assertEqual(self.claim("alive"), unit)

    def test_outcome_of_a_lost_lease_is_refused(self) -> None:
        self.queue.submit("a", None)
        unit = self.claim("slow")
        self.now = 60
        self.queue.take_back_expired()
        self.claim("fast")
        with self.assertRaises(NotHeld):
            self.queue.finish(unit, "slow", "late")
        self.assertEqual(self.queue.finish(unit, "fast", "in time").outcome, "in time")

    def test_finished_units_are_forgotten_oldest_first(self) -> None:
        units = [self.queue.submit("a", n).id for n in range(3)]
        for unit in units:
            self.queue.finish(self.claim(), "worker", None)
        self.assertIsNone(self.queue.find(units[0]))
        self.assertEqual(self.queue.counts(), {"waiting": 0, "claimed": 0, "done": 2, "failed": 0})
