"""The test image's entry point: waits for the release to answer, then runs the suite against it."""

from __future__ import annotations

import os
import sys
import unittest
from typing import NoReturn

from base.check import check
from base.settings import SettingError, http_url
from webhooks.e2e import suite


def main() -> NoReturn:
    """Exits with 0 when every test passed. Reads BASE_URL, WEBHOOKS_SECRET."""
    try:
        base_url = http_url(os.environ, "BASE_URL")
    except SettingError as error:
        sys.exit(str(error))
    if not check([f"{base_url}/healthz"]):
        sys.exit(1)
    tests = unittest.defaultTestLoader.loadTestsFromModule(suite)
    result = unittest.TextTestRunner(stream=sys.stdout, verbosity=2).run(tests)
    sys.exit(0 if result.wasSuccessful() else 1)


if __name__ == "__main__":
    main()
