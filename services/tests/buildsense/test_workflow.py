from __future__ import annotations

import unittest

from buildsense.workflow.handlers import HANDLERS, purge_builds, summarize_build
from buildsense.workflow.maintenance import SCHEDULE


class HandlersTest(unittest.TestCase):
    def test_summary_counts_outcomes_and_finds_the_slowest(self) -> None:
        events = [
            {"target": "//a", "outcome": "hit", "seconds": 1},
            {"target": "//b", "outcome": "miss", "seconds": 7},
            {"target": "//c", "outcome": "hit", "seconds": 2},
        ]
        self.assertEqual(
            summarize_build({"events": events}),
            {"targets": 3, "outcomes": {"hit": 2, "miss": 1}, "seconds": 10, "slowest": "//b"},
        )

    def test_summary_of_nothing(self) -> None:
        self.assertEqual(
            summarize_build({"events": []}),
            {"targets": 0, "outcomes": {}, "seconds": 0, "slowest": None},
        )

    def test_only_old_builds_are_purged(self) -> None:
        self.assertEqual(purge_builds({"builds": {"old": 31, "new": 30}}), {"purge": ["old"]})

    def test_what_recurs_is_handled_as_scheduled(self) -> None:
        for kind in SCHEDULE:
            HANDLERS[kind]({})
