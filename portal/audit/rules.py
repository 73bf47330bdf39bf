"""How an audit event is bound to the one before it."""

import hashlib
import hmac
import json
from collections.abc import Sequence

FIRST_LINK = "0" * 64


def next_link(key: bytes, before: str, facts: Sequence[str]) -> str:
    """Give the keyed hash of an event's facts and the link before it, as 64 hexadecimal digits."""
    text = json.dumps([before, *facts], ensure_ascii=True, separators=(",", ":"))
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()
