"""The queue as a worker sees it, over HTTP."""

from __future__ import annotations

import http.client
import json
import urllib.request
from typing import Any, Collection, Optional

_opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class QueueUnavailable(Exception):
    """The queue does not answer, or refuses."""


class QueueClient:
    """Claims and reports for one holder."""

    def __init__(self, url: str, holder: str, timeout: float = 5) -> None:
        self._url = url
        self._holder = holder
        self._timeout = timeout

    def claim(self, kinds: Optional[Collection[str]]) -> Optional[dict[str, Any]]:
        """A work unit (id, kind, payload), or None when none waits."""
        return self._post("claim", kinds=None if kinds is None else sorted(kinds))

    def done(self, unit_id: str, outcome: Any) -> None:
        self._post(f"{unit_id}/done", outcome=outcome)

    def failed(self, unit_id: str, reason: str) -> None:
        self._post(f"{unit_id}/failed", reason=reason)

    def _post(self, path: str, **body: Any) -> Any:
        request = urllib.request.Request(
            f"{self._url}/work-units/{path}",
            json.dumps({"holder": self._holder, **body}).encode(),
            {"Content-Type": "application/json"},
        )
        try:
            with _opener.open(request, timeout=self._timeout) as response:
                text = response.read()
                return json.loads(text) if text else None
        except (OSError, ValueError, http.client.HTTPException) as error:
            raise QueueUnavailable(f"{request.full_url}: {error}") from error
