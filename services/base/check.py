"""Asks a running service, as the Helm tests do."""

from __future__ import annotations

import http.client
import time
import urllib.error
import urllib.request
from typing import Callable, Optional, Sequence

# Straight to the service: a proxy of the environment knows nothing of the cluster's names.
_opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def ask(url: str, timeout: float = 5) -> Optional[str]:
    """Why the URL does not answer with success; None when it does."""
    try:
        with _opener.open(url, timeout=timeout):
            return None
    except urllib.error.HTTPError as error:
        return f"answers {error.code}"
    except (OSError, ValueError, http.client.HTTPException) as error:
        return str(getattr(error, "reason", error))


def check(
    urls: Sequence[str],
    patience: float = 30,
    interval: float = 0.5,
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
    say: Callable[[str], None] = print,
) -> bool:
    """Whether every URL answers with success within `patience` seconds: a new Service takes a moment to be routed."""
    deadline = clock() + patience
    good = True
    for url in urls:
        reason = ask(url)
        while reason and clock() < deadline:
            sleep(interval)
            reason = ask(url)
        say(f"FAILED {url}: {reason}" if reason else f"ok {url}")
        good = good and reason is None
    return good
