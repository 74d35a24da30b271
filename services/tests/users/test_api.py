from __future__ import annotations

import json
import unittest
from typing import Any

from tests.calls import INSTANCE, ask
from users.api.app import create_app


class UsersApiTest(unittest.TestCase):
    def setUp(self) -> None:
        self.app = create_app(INSTANCE, {"PAGE_SIZE": "2"})

    def add(self, name: Any, email: Any) -> Any:
        return ask(self.app, "POST", "/api/v1/users", {"name": name, "email": email})

    def names(self, query: str = "") -> list[str]:
        return [user["name"] for user in json.loads(ask(self.app, "GET", "/api/v1/users", query=query).body)["users"]]

    def test_user_can_be_found_where_the_answer_says(self) -> None:
        added = self.add(" Ada ", "ada@example.com")
        self.assertEqual(added.status, 201)
        found = ask(self.app, "GET", dict(added.headers)["Location"])
        self.assertEqual(found.body, added.body)
        self.assertEqual(json.loads(found.body)["name"], "Ada")

    def test_list_comes_in_pages(self) -> None:
        for name in "abc":
            self.add(name, f"{name}@example.com")
        self.assertEqual([self.names(), self.names("page=2"), self.names("page=3")], [["a", "b"], ["c"], []])

    def test_wrong_page_is_refused(self) -> None:
        for page in ("0", "-1", "x", "9999999999"):
            with self.subTest(page):
                self.assertEqual(ask(self.app, "GET", "/api/v1/users", query=f"page={page}").status, 400)

    def test_incomplete_user_is_refused(self) -> None:
        for name, email in [("", "a@a.example"), (None, "a@a.example"), ("a", "a.example"), ("a", 1), ("a", "a@b")]:
            with self.subTest(name=name, email=email):
                self.assertEqual(self.add(name, email).status, 422)

    def test_address_belongs_to_one_user(self) -> None:
        self.add("a", "a@example.com")
        self.assertEqual(self.add("b", "A@Example.com").status, 409)

    def test_removed_user_is_gone(self) -> None:
        path = dict(self.add("a", "a@example.com").headers)["Location"]
        self.assertEqual(ask(self.app, "DELETE", path).status, 204)
        self.assertEqual(ask(self.app, "GET", path).status, 404)
        self.assertEqual(ask(self.app, "DELETE", path).status, 404)
