"""What is done: the kinds of work units, and how."""

from __future__ import annotations

from typing import Any, Mapping

from base.work.worker import WorkHandler


def welcome_user(payload: Any) -> Mapping[str, str]:
    """The mail that greets a new user. Payload: name, email."""
    name, email = payload["name"], payload["email"]
    return {
        "to": email,
        "subject": f"Welcome, {name}",
        "body": f"Hello {name},\n\nyour account is ready: sign in as {email}.\n",
    }


def expire_sessions(payload: Any) -> Mapping[str, int]:
    """Which sessions have not been used for longer than allowed. Payload: sessions (id → idle seconds), max_idle."""
    sessions: Mapping[str, float] = payload.get("sessions", {})
    expired = [session for session, idle in sessions.items() if idle > payload.get("max_idle", 1800)]
    return {"expired": len(expired), "kept": len(sessions) - len(expired)}


HANDLERS: Mapping[str, WorkHandler] = {
    "welcome-user": welcome_user,
    "expire-sessions": expire_sessions,
}
