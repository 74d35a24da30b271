"""The signature that GitHub puts on its deliveries: HMAC-SHA256 over the body, as X-Hub-Signature-256."""

from __future__ import annotations

import hashlib
import hmac


def sign(secret: bytes, body: bytes) -> str:
    """The header's value for this body."""
    return "sha256=" + hmac.new(secret, body, hashlib.sha256).hexdigest()


def is_genuine(secret: bytes, body: bytes, signature: str) -> bool:
    """Whether the signature is the body's own. Takes as long for a wrong one as for the right one."""
    return hmac.compare_digest(sign(secret, body).encode(), signature.encode())
