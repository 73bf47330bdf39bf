"""What a family does with a draft."""

from portal.questionnaires.services.afterwards import KeepAfterwards, keep_apart
from portal.questionnaires.services.drafts import (
    forget,
    open_draft,
    open_link,
    save_for_later,
    save_page,
)
from portal.questionnaires.services.sending import Ready, Write, ready_to_send, submit_draft

__all__ = [
    "KeepAfterwards",
    "Ready",
    "Write",
    "forget",
    "keep_apart",
    "open_draft",
    "open_link",
    "ready_to_send",
    "save_for_later",
    "save_page",
    "submit_draft",
]
