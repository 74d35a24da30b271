"""The queue of work units: claimed for a time, and given out again when that time passes without an outcome."""

from __future__ import annotations

import dataclasses
import secrets
import threading
import time
from collections import Counter, OrderedDict
from dataclasses import dataclass
from typing import Any, Callable, Collection, Optional

WAITING, CLAIMED, DONE, FAILED = "waiting", "claimed", "done", "failed"


class NotHeld(Exception):
    """A worker reports on a unit that is no longer, or never was, its own."""


@dataclass(frozen=True)
class WorkUnit:
    """Something to be done once, and what has become of it."""

    id: str
    kind: str
    payload: Any
    state: str = WAITING
    attempts: int = 0
    holder: Optional[str] = None
    lease_ends: float = 0
    outcome: Any = None


class WorkQueue:
    """Work units in memory, oldest first. Safe to use from several threads."""

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        lease_seconds: float = 60,
        max_attempts: int = 3,
        keep_finished: int = 1000,
    ) -> None:
        self._clock = clock
        self._lease_seconds = lease_seconds
        self._max_attempts = max_attempts
        self._keep_finished = keep_finished
        self._lock = threading.Lock()
        self._open: OrderedDict[str, WorkUnit] = OrderedDict()
        self._finished: OrderedDict[str, WorkUnit] = OrderedDict()

    def submit(self, kind: str, payload: Any) -> WorkUnit:
        """Puts a unit at the end of the queue."""
        with self._lock:
            unit = WorkUnit(secrets.token_hex(8), kind, payload)
            self._open[unit.id] = unit
            return unit

    def claim(self, holder: str, kinds: Optional[Collection[str]] = None) -> Optional[WorkUnit]:
        """The oldest waiting unit of these kinds (None: of any), now held by `holder`."""
        with self._lock:
            for unit in self._open.values():
                if unit.state == WAITING and (kinds is None or unit.kind in kinds):
                    return self._put(
                        unit,
                        state=CLAIMED,
                        holder=holder,
                        attempts=unit.attempts + 1,
                        lease_ends=self._clock() + self._lease_seconds,
                    )
            return None

    def finish(self, unit_id: str, holder: str, outcome: Any) -> WorkUnit:
        """Records the outcome of a unit that `holder` has done."""
        with self._lock:
            return self._put(self._held(unit_id, holder), state=DONE, outcome=outcome)

    def fail(self, unit_id: str, holder: str, reason: str) -> WorkUnit:
        """Records that `holder` could not do a unit: it waits again, unless it has been tried often enough."""
        with self._lock:
            return self._give_back(self._held(unit_id, holder), reason)

    def take_back_expired(self) -> int:
        """Gives back what was held too long, as by a worker that died. How many units that were."""
        with self._lock:
            now = self._clock()
            expired = [unit for unit in self._open.values() if unit.state == CLAIMED and unit.lease_ends <= now]
            for unit in expired:
                self._give_back(unit, f"{unit.holder} held it for more than {self._lease_seconds:g} s")
            return len(expired)

    def find(self, unit_id: str) -> Optional[WorkUnit]:
        """The unit with this id, if it is open or finished not long ago."""
        with self._lock:
            return self._open.get(unit_id) or self._finished.get(unit_id)

    def has_open(self, kind: str) -> bool:
        """Whether a unit of this kind waits or is being done."""
        with self._lock:
            return any(unit.kind == kind for unit in self._open.values())

    def counts(self) -> dict[str, int]:
        """How many units are in each state."""
        with self._lock:
            units = [*self._open.values(), *self._finished.values()]
            counted = Counter(unit.state for unit in units)
            return {state: counted[state] for state in (WAITING, CLAIMED, DONE, FAILED)}

    def _held(self, unit_id: str, holder: str) -> WorkUnit:
        unit = self._open.get(unit_id)
        if unit is None or unit.state != CLAIMED or unit.holder != holder:
            raise NotHeld(f"{unit_id} is not held by {holder}")
        return unit

    def _give_back(self, unit: WorkUnit, reason: str) -> WorkUnit:
        state = WAITING if unit.attempts < self._max_attempts else FAILED
        return self._put(unit, state=state, holder=None, outcome=reason)

    def _put(self, unit: WorkUnit, **changes: Any) -> WorkUnit:
        unit = dataclasses.replace(unit, **changes)
        if unit.state in (DONE, FAILED):
            self._open.pop(unit.id)
            self._finished[unit.id] = unit
            while len(self._finished) > self._keep_finished:
                self._finished.popitem(last=False)
        else:
            self._open[unit.id] = unit
        return unit
