"""The maintenance server, with what recurs."""

from __future__ import annotations

from typing import NoReturn

from base.work.maintenance import run_maintenance

SCHEDULE = {"purge-builds": 3600}
"""Seconds from one work unit of a kind to the next."""


def main() -> NoReturn:
    """The maintenance image's entry point."""
    run_maintenance("buildsense/workflow", SCHEDULE)


if __name__ == "__main__":
    main()
