"""What is done: the kinds of work units, and how."""

from __future__ import annotations

from collections import Counter
from typing import Any, Mapping

from base.work.worker import WorkHandler


def summarize_build(payload: Any) -> Mapping[str, Any]:
    """How a build went. Payload: events, each with the target, its outcome, and the seconds that it took."""
    events = payload["events"]
    slowest = max(events, key=lambda event: event["seconds"], default=None)
    return {
        "targets": len(events),
        "outcomes": dict(Counter(event["outcome"] for event in events)),
        "seconds": sum(event["seconds"] for event in events),
        "slowest": slowest and slowest["target"],
    }


def purge_builds(payload: Any) -> Mapping[str, Any]:
    """Which builds are past their time. Payload: builds (id → age in days), keep_days."""
    builds: Mapping[str, float] = payload.get("builds", {})
    return {"purge": sorted(build for build, age in builds.items() if age > payload.get("keep_days", 30))}


HANDLERS: Mapping[str, WorkHandler] = {
    "summarize-build": summarize_build,
    "purge-builds": purge_builds,
}
