from __future__ import annotations

import unittest
from unittest import mock

from base import check


class CheckTest(unittest.TestCase):
    """With answers, clock and sleep made up: each pause takes one second."""

    def setUp(self) -> None:
        self.now = 0.0
        self.said: list[str] = []

    def check(self, *answers: str | None) -> bool:
        with mock.patch.object(check, "ask", side_effect=answers):
            return check.check(
                ["http://a/"],
                patience=2,
                interval=1,
                clock=lambda: self.now,
                sleep=self.pass_time,
                say=self.said.append,
            )

    def pass_time(self, seconds: float) -> None:
        self.now += seconds

    def test_waits_for_an_answer(self) -> None:
        self.assertTrue(self.check("refused", "answers 503", None))
        self.assertEqual(self.said, ["ok http://a/"])

    def test_says_the_last_reason_when_patience_ends(self) -> None:
        self.assertFalse(self.check("refused", "refused", "answers 503"))
        self.assertEqual(self.said, ["FAILED http://a/: answers 503"])

    def test_names_the_reason(self) -> None:
        self.assertIn("refused", check.ask("http://127.0.0.1:9/") or "")
        self.assertEqual(check.ask("no-url"), "unknown url type: 'no-url'")
