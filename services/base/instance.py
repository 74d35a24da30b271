"""Which service this process is, from which commit, and where it runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Mapping


@dataclass(frozen=True)
class Instance:
    """What the health path tells about a process."""

    service: str
    commit: str
    environment: str
    region: str

    @classmethod
    def from_environ(cls, service: str, environ: Mapping[str, str]) -> Instance:
        """The image says the commit (COMMIT_SHA); the chart says the place (TOOLCHAIN_ENV, REGION)."""
        return cls(
            service=service,
            commit=environ.get("COMMIT_SHA") or "unknown",
            environment=environ.get("TOOLCHAIN_ENV") or "local",
            region=environ.get("REGION") or "local",
        )
