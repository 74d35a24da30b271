from __future__ import annotations

import json
import unittest
from typing import Any

from buildsense.api.app import create_app
from tests.calls import INSTANCE, ask


class BuildsenseApiTest(unittest.TestCase):
    def setUp(self) -> None:
        self.app = create_app(INSTANCE, {"MAX_BUILDS": "2"})

    def send(self, build: str, **event: Any) -> int:
        return ask(self.app, "POST", f"/api/v1/builds/{build}/events", event).status

    def describe(self, build: str) -> Any:
        return json.loads(ask(self.app, "GET", f"/api/v1/builds/{build}").body)

    def test_build_runs_until_it_has_finished(self) -> None:
        self.assertEqual(self.send("b1", type="started"), 202)
        self.assertEqual((self.describe("b1")["state"], self.describe("b1")["outcome"]), ("running", None))
        self.assertEqual(self.send("b1", type="finished", outcome="success"), 202)
        self.assertEqual((self.describe("b1")["state"], self.describe("b1")["outcome"]), ("finished", "success"))

    def test_events_are_kept_in_order(self) -> None:
        self.send("b1", type="started")
        self.send("b1", type="target", target="//a", outcome="hit")
        self.assertEqual([event["type"] for event in self.describe("b1")["events"]], ["started", "target"])

    def test_finished_build_takes_no_more(self) -> None:
        self.send("b1", type="finished", outcome="failure")
        self.assertEqual(self.send("b1", type="target"), 422)

    def test_unknown_type_makes_no_build(self) -> None:
        self.assertEqual(self.send("b1", type="baked"), 422)
        self.assertEqual(ask(self.app, "GET", "/api/v1/builds/b1").status, 404)

    def test_oldest_build_goes_first(self) -> None:
        for build in ("b1", "b2", "b3"):
            self.send(build, type="started")
        self.assertEqual(json.loads(ask(self.app, "GET", "/api/v1/builds").body), {"builds": ["b3", "b2"]})
