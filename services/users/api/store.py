"""Users, in memory."""

from __future__ import annotations

import dataclasses
import re
import secrets
import threading
from dataclasses import dataclass
from typing import Optional

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")


class InvalidUser(Exception):
    """What was given makes no user."""


class EmailTaken(Exception):
    """Another user has this address."""


@dataclass(frozen=True)
class User:
    """Somebody with an account."""

    id: str
    name: str
    email: str

    def to_json(self) -> dict[str, str]:
        return dataclasses.asdict(self)


class UserStore:
    """All users, oldest first. An email address belongs to one user, in whatever case it is written."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._users: dict[str, User] = {}

    def add(self, name: object, email: object) -> User:
        """A new user; refused with InvalidUser or EmailTaken."""
        if not isinstance(name, str) or not name.strip():
            raise InvalidUser("name is missing")
        if not isinstance(email, str) or not _EMAIL.fullmatch(email):
            raise InvalidUser("email is not an address")
        with self._lock:
            if any(user.email.lower() == email.lower() for user in self._users.values()):
                raise EmailTaken(f"{email} is taken")
            user = User(secrets.token_hex(8), name.strip(), email)
            self._users[user.id] = user
            return user

    def find(self, user_id: str) -> Optional[User]:
        with self._lock:
            return self._users.get(user_id)

    def remove(self, user_id: str) -> bool:
        """Whether there was such a user."""
        with self._lock:
            return self._users.pop(user_id, None) is not None

    def page(self, number: int, size: int) -> list[User]:
        """The users of a page, from page 1."""
        with self._lock:
            return list(self._users.values())[(number - 1) * size : number * size]
