"""Where a press on "Save to my list" leads, and what stands there."""

import re
from collections.abc import Iterable, Sequence
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
# One more than fit into a list, so that an address never grows long and still tells that some did not fit.
_MOST_TOLD = MOST_SAVED + 1
# Pages that a `back` field may name: an address from outside must not lead anywhere else.
_BACK = re.compile(r"/shortlist|/activities/[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class SavedStatus:
    """What is said after things were saved; `slug` is the last of them."""

    text: str
    slug: str


def address_after(form: MultiDict[str, str], lists: Lists, slugs: Sequence[str]) -> str:
    """Give the page on which things were saved: a search without a home in its address, an activity, or the list.

    `slugs` are those to tell of, the first ones that fit a list before others.
    """
    address = _page_of(form, lists)
    if not slugs:
        return address
    saved = "&".join(f"saved={slug}" for slug in slugs[:_MOST_TOLD])
    return f"{address}{'&' if '?' in address else '?'}{saved}#saved"


def _page_of(form: MultiDict[str, str], lists: Lists) -> str:
    back = form.get("back", "")
    if _BACK.fullmatch(back):
        return back
    if _SEARCH_FIELD not in form:
        return LIST_ADDRESS
    values = MultiDict(form)
    values["page"] = form.get("on_page", "")
    return clean_address(values, lists)


def wanted_slugs(texts: Iterable[str]) -> tuple[str, ...]:
    """Give all activities that were sent, each once: also those that no list could hold, so that this can be told."""
    return tuple(dict.fromkeys(text for text in texts if is_slug(text)))


def saved_status() -> SavedStatus | None:
    """Give what to say on a page that was opened by saving, or None; it tells what the browser really holds."""
    slugs = wanted_slugs(request.args.getlist("saved"))[:_MOST_TOLD]
    if not slugs:
        return None
    saved = saved_list()
    held = [slug for slug in slugs if slug in saved]
    return SavedStatus(_status(len(held), len(slugs), len(saved)), (held or slugs)[-1])


def _status(held: int, sent: int, saved: int) -> str:
    """Say how many of the things that were sent are on the list."""
    is_full = saved >= MOST_SAVED
    if held and held < sent and is_full:
        told = ngettext(
            "%(n)s thing was saved to your list. The rest did not fit.",
            "%(n)s things were saved to your list. The rest did not fit.",
            held,
        )
        return f"{told} {_full()}"
    if held:
        return ngettext("Saved to your list: %(n)s thing.", "Saved to your list: %(n)s things.", saved)
    return _full() if is_full else _("This is not on your list. Your browser may not keep cookies.")


def _full() -> str:
    return _("Your list is full. It holds %(most)s things. Take one off first.", most=MOST_SAVED)
