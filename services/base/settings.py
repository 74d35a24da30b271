"""Settings from the environment, checked when the process starts."""

from __future__ import annotations

from typing import Mapping
from urllib.parse import urlsplit


class SettingError(Exception):
    """A setting that the service cannot start with."""


def number(environ: Mapping[str, str], name: str, default: float, least: float = 0) -> float:
    """A number of at least `least`."""
    text = environ.get(name) or str(default)
    try:
        value = float(text)
    except ValueError:
        raise SettingError(f"{name} is {text!r}, and must be a number") from None
    if not least <= value < float("inf"):
        raise SettingError(f"{name} is {text}, and must be at least {least:g}")
    return value


def http_url(environ: Mapping[str, str], name: str) -> str:
    """The address of a server, without a slash at its end."""
    url = environ.get(name, "")
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise SettingError(f"{name} is {url!r}, and must be http:// or https:// and a host")
    return url.rstrip("/")
