"""What each face shows: its pages, and the posts among them that write nothing."""

from flask import Blueprint

import portal.accounts.views.staff as accounts_staff
import portal.activities.views.calendar as activities_calendar
import portal.activities.views.feed as activities_feed
import portal.activities.views.map as activities_map
import portal.activities.views.outside as activities_outside
import portal.activities.views.public as activities_public
import portal.activities.views.shortlist as activities_shortlist
import portal.allowance.views.public as allowance_public
import portal.allowance.views.staff as allowance_staff
import portal.eligibility.views.public as eligibility_public
import portal.offer.views.guide as offer_guide
import portal.offer.views.public as offer_public
import portal.offer.views.robots as offer_robots
import portal.offer.views.staff as offer_staff
import portal.quality.views.staff as quality_staff
import portal.referrals.views.export as referrals_export
import portal.referrals.views.public as referrals_public
import portal.referrals.views.queue as referrals_queue
import portal.referrals.views.staff as referrals_staff
import portal.surveys.views.public as surveys_public
import portal.surveys.views.staff as surveys_staff
import portal.voice.views.public as voice_public
import portal.voice.views.staff as voice_staff
import portal.voice.views.staff_told as voice_staff_told
import portal.voice.views.told as voice_told

PUBLIC: tuple[Blueprint, ...] = (
    offer_public.bp,
    offer_guide.bp,
    offer_robots.bp,
    activities_public.bp,
    activities_feed.bp,
    activities_outside.bp,
    activities_map.bp,
    activities_shortlist.bp,
    activities_calendar.bp,
    eligibility_public.bp,
    allowance_public.bp,
    referrals_public.bp,
    surveys_public.bp,
    voice_public.bp,
    voice_told.bp,
)
STAFF: tuple[Blueprint, ...] = (
    accounts_staff.bp,
    offer_robots.bp,
    referrals_staff.bp,
    referrals_export.bp,
    referrals_queue.bp,
    surveys_staff.bp,
    quality_staff.bp,
    voice_staff.bp,
    voice_staff_told.bp,
    offer_staff.bp,
    allowance_staff.bp,
)

# Posts that only carry words along: a search, a list in a cookie, and the checker, which keeps nothing.
WRITE_NOTHING = frozenset(
    {
        "activities.search",
        "activities_map.search_on_map",
        "eligibility.answer",
        "eligibility.result",
        "shortlist.add",
        "shortlist.clear",
        "shortlist.remove",
    }
)
