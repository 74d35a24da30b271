"""Deliveries as GitHub sends them, and as others would like to."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import unittest
import urllib.error
import urllib.request
from http import HTTPStatus

_opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class Deliveries(unittest.TestCase):
    """What becomes of a delivery, by its signature. Signs by itself: the service's own code is under test."""

    def setUp(self) -> None:
        self.secret = os.environ.get("WEBHOOKS_SECRET", "").encode()

    def test_genuine_delivery_is_taken(self) -> None:
        if not self.secret:
            self.skipTest("no WEBHOOKS_SECRET")
        self.assertEqual(deliver(self.secret), HTTPStatus.ACCEPTED)

    def test_unsigned_delivery_is_refused(self) -> None:
        self.assertEqual(deliver(None), self.refusal())

    def test_forged_delivery_is_refused(self) -> None:
        self.assertEqual(deliver(b"not the secret"), self.refusal())

    def refusal(self) -> HTTPStatus:
        # A release without its Secret refuses everything.
        return HTTPStatus.UNAUTHORIZED if self.secret else HTTPStatus.SERVICE_UNAVAILABLE


def deliver(secret: bytes | None) -> int:
    """The status that a delivery signed with this secret is answered with."""
    body = json.dumps({"zen": "e2e"}).encode()
    headers = {"Content-Type": "application/json", "X-GitHub-Event": "ping", "X-GitHub-Delivery": "e2e"}
    if secret is not None:
        headers["X-Hub-Signature-256"] = "sha256=" + hmac.new(secret, body, hashlib.sha256).hexdigest()
    request = urllib.request.Request(f"{os.environ['BASE_URL']}/github", body, headers)
    try:
        with _opener.open(request, timeout=10) as response:
            return response.status
    except urllib.error.HTTPError as error:
        return error.code
