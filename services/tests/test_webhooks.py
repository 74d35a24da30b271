from __future__ import annotations

import subprocess
import sys
import unittest

from tests.calls import INSTANCE, SERVICES, ask, environment, running
from webhooks.app import create_app
from webhooks.signature import sign

SECRET = "It's a Secret to Everybody"


class SignatureTest(unittest.TestCase):
    def test_is_what_github_computes(self) -> None:
        # The example of GitHub's documentation on validating deliveries.
        self.assertEqual(
            sign(SECRET.encode(), b"Hello, World!"),
            "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
        )


class WebhooksTest(unittest.TestCase):
    def setUp(self) -> None:
        self.app = create_app(INSTANCE, {"WEBHOOKS_SECRET": SECRET})
        self.headers = {"x-github-event": "push", "x-github-delivery": "d1"}

    def deliver(self, body: bytes, signature: str) -> int:
        return ask(self.app, "POST", "/github", body, headers={**self.headers, "x-hub-signature-256": signature}).status

    def test_genuine_delivery_is_taken(self) -> None:
        with self.assertLogs("webhooks.app"):
            self.assertEqual(self.deliver(b"{}", sign(SECRET.encode(), b"{}")), 202)

    def test_others_are_refused(self) -> None:
        for signature in ("", "sha256=", sign(b"guess", b"{}"), sign(SECRET.encode(), b"{ }"), "sha256=\u00e9"):
            with self.subTest(signature):
                self.assertEqual(self.deliver(b"{}", signature), 401)

    def test_delivery_without_event_is_refused(self) -> None:
        del self.headers["x-github-event"]
        self.assertEqual(self.deliver(b"{}", sign(SECRET.encode(), b"{}")), 400)

    def test_nothing_is_taken_without_a_secret(self) -> None:
        self.app = create_app(INSTANCE, {})
        self.assertEqual(self.deliver(b"{}", sign(b"", b"{}")), 503)


class EndToEndTest(unittest.TestCase):
    """The suite that the Helm test pod runs, against a service of our own."""

    def run_suite(self, service_secret: str, suite_secret: str) -> subprocess.CompletedProcess[str]:
        with running("-m", "webhooks.app", WEBHOOKS_SECRET=service_secret) as address:
            return subprocess.run(
                [sys.executable, "-m", "webhooks.e2e.main"],
                cwd=SERVICES,
                env=environment(BASE_URL=address, WEBHOOKS_SECRET=suite_secret),
                capture_output=True,
                text=True,
                timeout=60,
            )

    def test_passes_where_the_secrets_match(self) -> None:
        result = self.run_suite(SECRET, SECRET)
        self.assertEqual(result.returncode, 0, result.stdout + result.stderr)
        self.assertIn("Ran 3 tests", result.stdout)
        self.assertNotIn("skipped", result.stdout)

    def test_passes_without_secrets_and_says_what_it_left_out(self) -> None:
        result = self.run_suite("", "")
        self.assertEqual(result.returncode, 0, result.stdout + result.stderr)
        self.assertIn("skipped 'no WEBHOOKS_SECRET'", result.stdout)

    def test_fails_where_the_secrets_differ(self) -> None:
        result = self.run_suite(SECRET, "another")
        self.assertEqual(result.returncode, 1)
        self.assertIn("FAIL: test_genuine_delivery_is_taken", result.stdout)
