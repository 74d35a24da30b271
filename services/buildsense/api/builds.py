"""Builds and their events, in memory."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import Any, Mapping, Optional

MAX_EVENTS = 10_000
"""How many events one build may have."""

EVENT_TYPES = ("started", "target", "finished")


class InvalidEvent(Exception):
    """What was given is no event that the build can take."""


class BuildStore:
    """The most recent builds. The first event of a build makes it known, and the last one ends it."""

    def __init__(self, max_builds: int) -> None:
        self._max_builds = max_builds
        self._lock = threading.Lock()
        self._events: OrderedDict[str, list[Mapping[str, Any]]] = OrderedDict()

    def add(self, build_id: str, event: Mapping[str, Any]) -> int:
        """Adds an event; the number of events that the build now has."""
        if event.get("type") not in EVENT_TYPES:
            raise InvalidEvent(f"type is one of {', '.join(EVENT_TYPES)}")
        with self._lock:
            events = self._events.get(build_id, [])
            if events and events[-1]["type"] == "finished":
                raise InvalidEvent("the build has finished")
            if len(events) >= MAX_EVENTS:
                raise InvalidEvent(f"the build has {MAX_EVENTS} events, which is all it may have")
            events.append(event)
            self._events[build_id] = events
            while len(self._events) > self._max_builds:
                self._events.popitem(last=False)
            return len(events)

    def describe(self, build_id: str) -> Optional[Mapping[str, Any]]:
        """A build's state, outcome and events; None where it is not known."""
        with self._lock:
            events = list(self._events.get(build_id, ()))
        if not events:
            return None
        finished = events[-1]["type"] == "finished"
        return {
            "id": build_id,
            "state": "finished" if finished else "running",
            "outcome": events[-1].get("outcome") if finished else None,
            "events": events,
        }

    def ids(self) -> list[str]:
        """The builds that are known, most recent first."""
        with self._lock:
            return list(reversed(self._events))
