"""Every service starts, answers on its health path over the network, and ends by SIGTERM."""

from __future__ import annotations

import json
import subprocess
import sys
import unittest

from tests.calls import SERVICES, environment, fetch, running

# Module, service, what it needs to start.
STARTED = [
    ("infosite.app", "infosite", {}),
    ("users.api.app", "users/api", {}),
    ("users.workflow.worker", "users/workflow", {"QUEUE_URL": "http://127.0.0.1:9"}),
    ("users.workflow.maintenance", "users/workflow", {}),
    ("buildsense.api.app", "buildsense/api", {}),
    ("buildsense.workflow.worker", "buildsense/workflow", {"QUEUE_URL": "http://127.0.0.1:9"}),
    ("buildsense.workflow.maintenance", "buildsense/workflow", {}),
    ("webhooks.app", "webhooks", {}),
    ("proxy_server.app", "proxy-server", {"UPSTREAM_URL": "http://127.0.0.1:9"}),
]


class StartTest(unittest.TestCase):
    def test_health_path_tells_service_commit_and_place(self) -> None:
        place = {"COMMIT_SHA": "0f3c2a9d7b1e", "TOOLCHAIN_ENV": "staging", "REGION": "us-east-1"}
        for module, service, settings in STARTED:
            with self.subTest(module), running("-m", module, **place, **settings) as address:
                status, body = fetch(f"{address}/healthz")
                self.assertEqual(status, 200)
                self.assertEqual(
                    json.loads(body),
                    {
                        "status": "ok",
                        "service": service,
                        "commit": "0f3c2a9d7b1e",
                        "environment": "staging",
                        "region": "us-east-1",
                    },
                )

    def test_check_succeeds_against_a_running_instance(self) -> None:
        with running("-m", "infosite.app") as address:
            checked = start("infosite.app", "check", f"{address}/healthz", f"{address}/")
        self.assertEqual(checked.stdout, f"ok {address}/healthz\nok {address}/\n")
        self.assertEqual(checked.returncode, 0)

    def test_wrong_setting_is_named(self) -> None:
        for module, settings, message in [
            ("users.api.app", {"PAGE_SIZE": "many"}, "users/api: PAGE_SIZE is 'many', and must be a number\n"),
            ("users.api.app", {"PORT": "-1"}, "users/api: PORT is -1, and must be at least 0\n"),
            ("proxy_server.app", {}, "proxy-server: UPSTREAM_URL is '', and must be http:// or https:// and a host\n"),
            (
                "users.workflow.worker",
                {"QUEUE_URL": "http://queue", "WORK_KINDS": "welcome-user,bake"},
                "users/workflow: WORK_KINDS has bake; there are expire-sessions, welcome-user\n",
            ),
        ]:
            with self.subTest(module):
                started = start(module, **settings)
                self.assertEqual((started.returncode, started.stderr), (1, message))

    def test_unknown_argument_is_refused(self) -> None:
        started = start("infosite.app", "--serve")
        self.assertEqual((started.returncode, started.stderr), (1, "infosite: takes no arguments, or 'check URL…'\n"))


def start(module: str, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=SERVICES,
        env=environment(**{"PYTHONIOENCODING": "utf-8", **settings}),
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )
