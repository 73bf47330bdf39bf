"""Where a press on "Save to my list" leads, and what stands there."""

import re
from dataclasses import dataclass

from flask import request
from werkzeug.datastructures import MultiDict

from portal.activities.rules.shortlist import MOST_SAVED, is_slug
from portal.activities.views.asked import clean_address
from portal.activities.views.choices import Lists
from portal.activities.views.list_cookie import saved_list
from portal.infra.i18n import _, ngettext

LIST_ADDRESS = "/shortlist"
# The search form sends its words always, also when they are empty.
_SEARCH_FIELD = "q"
# Pages that a `back` field may name: an address from outside must not lead anywhere else.
_BACK = re.compile(r"/shortlist|/activities/[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class SavedStatus:
    """What is said after a thing was saved; `slug` is the thing."""

    text: str
    slug: str


def address_after(form: MultiDict[str, str], lists: Lists, slug: str | None) -> str:
    """Give the page on which a thing was saved: a search without a home in its address, an activity, or the list."""
    address = _page_of(form, lists)
    if slug is None:
        return address
    return f"{address}{'&' if '?' in address else '?'}saved={slug}#saved"


def _page_of(form: MultiDict[str, str], lists: Lists) -> str:
    back = form.get("back", "")
    if _BACK.fullmatch(back):
        return back
    if _SEARCH_FIELD not in form:
        return LIST_ADDRESS
    values = MultiDict(form)
    values["page"] = form.get("on_page", "")
    return clean_address(values, lists)


def saved_status() -> SavedStatus | None:
    """Give what to say on a page that was opened by saving, or None; it tells what the browser really holds."""
    slug = request.args.get("saved", "")
    if not is_slug(slug):
        return None
    saved = saved_list()
    if slug in saved:
        text = ngettext("Saved to your list: %(n)s thing.", "Saved to your list: %(n)s things.", len(saved))
    elif len(saved) >= MOST_SAVED:
        text = _("Your list is full. It holds %(most)s things. Take one off first.", most=MOST_SAVED)
    else:
        text = _("This is not on your list. Your browser may not keep cookies.")
    return SavedStatus(text, slug)
