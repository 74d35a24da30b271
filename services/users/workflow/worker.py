"""The worker."""

from __future__ import annotations

from typing import NoReturn

from base.work.worker import run_worker
from users.workflow.handlers import HANDLERS


def main() -> NoReturn:
    """The worker image's entry point."""
    run_worker("users/workflow", HANDLERS)


if __name__ == "__main__":
    main()
