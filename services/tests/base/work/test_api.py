from __future__ import annotations

import json
import unittest
from typing import Any

from base.work.api import queue_app
from base.work.queue import WorkQueue
from tests.calls import INSTANCE, ask


class QueueAppTest(unittest.TestCase):
    def setUp(self) -> None:
        self.app = queue_app(INSTANCE, WorkQueue())

    def post(self, path: str, **body: Any) -> tuple[int, Any]:
        response = ask(self.app, "POST", f"/work-units{path}", body)
        return response.status, json.loads(response.body) if response.body else None

    def test_unit_goes_from_submission_to_outcome(self) -> None:
        status, unit = self.post("", kind="a", payload={"n": 1})
        self.assertEqual((status, unit["state"]), (201, "waiting"))
        status, claimed = self.post("/claim", holder="w", kinds=["a"])
        self.assertEqual((status, claimed["id"], claimed["payload"]), (200, unit["id"], {"n": 1}))
        status, _ = self.post(f"/{unit['id']}/done", holder="w", outcome=2)
        self.assertEqual(status, 200)
        found = json.loads(ask(self.app, "GET", f"/work-units/{unit['id']}").body)
        self.assertEqual((found["state"], found["outcome"]), ("done", 2))
        self.assertEqual(json.loads(ask(self.app, "GET", "/work-units").body)["done"], 1)

    def test_nothing_to_claim_is_no_content(self) -> None:
        self.assertEqual(self.post("/claim", holder="w"), (204, None))

    def test_report_on_what_is_not_held_is_a_conflict(self) -> None:
        self.assertEqual(self.post("/x/done", holder="w")[0], 409)
        self.assertEqual(self.post("/x/failed", holder="w", reason="r")[0], 409)

    def test_refuses_what_is_incomplete(self) -> None:
        self.assertEqual(self.post("", payload=1), (400, {"error": "kind must be a text"}))
        self.assertEqual(self.post("/claim", kinds=["a"]), (400, {"error": "holder must be a text"}))
        self.assertEqual(self.post("/claim", holder="w", kinds="a"), (400, {"error": "kinds must be a list of texts"}))
        self.assertEqual(ask(self.app, "GET", "/work-units/none").status, 404)
