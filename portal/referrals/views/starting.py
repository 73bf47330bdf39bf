"""The page on which somebody starts to ask."""

from dataclasses import dataclass

from portal.infra.forms import ActionForm


@dataclass(frozen=True, slots=True)
class StartPage:
    """The start: `activity` is one that the family chose on its page."""

    form: ActionForm
    activity: str
    activity_slug: str
    has_draft: bool
    contact_days: int
