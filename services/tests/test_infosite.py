from __future__ import annotations

import dataclasses
import unittest

from infosite.app import create_app
from tests.calls import INSTANCE, ask


class InfositeTest(unittest.TestCase):
    def test_home_is_a_page_that_says_what_runs(self) -> None:
        response = ask(create_app(INSTANCE, {}), "GET", "/")
        self.assertEqual(response.content_type, "text/html; charset=utf-8")
        self.assertIn(b"<footer>staging, us-east-1, commit 0f3c2a9d7b1e</footer>", response.body)

    def test_what_runs_is_escaped(self) -> None:
        app = create_app(dataclasses.replace(INSTANCE, environment="<script>"), {})
        self.assertIn(b"&lt;script&gt;", ask(app, "GET", "/").body)

    def test_only_prod_is_indexed(self) -> None:
        for environment, rule in [("prod", b"Allow: /"), ("staging", b"Disallow: /"), ("dev", b"Disallow: /")]:
            with self.subTest(environment):
                app = create_app(dataclasses.replace(INSTANCE, environment=environment), {})
                self.assertEqual(ask(app, "GET", "/robots.txt").body, b"User-agent: *\n" + rule + b"\n")
