"""What each face shows: its pages, and the posts among them that write nothing."""

from flask import Blueprint
from flask.blueprints import BlueprintSetupState

import portal.accounts.views.people as accounts_people
import portal.accounts.views.providers as accounts_providers
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
import portal.notifications.views.staff as notifications_staff
import portal.offer.views.guide as offer_guide
import portal.offer.views.public as offer_public
import portal.offer.views.robots as offer_robots
import portal.offer.views.staff as offer_staff
import portal.quality.views.staff as quality_staff
import portal.questionnaires.views.come_back as come_back
import portal.referrals.views.child as referrals_child
import portal.referrals.views.child_goals as referrals_child_goals
import portal.referrals.views.child_programmes as referrals_child_programmes
import portal.referrals.views.child_steps as referrals_child_steps
import portal.referrals.views.export as referrals_export
import portal.referrals.views.export_batches as referrals_export_batches
import portal.referrals.views.matching as referrals_matching
import portal.referrals.views.public as referrals_public
import portal.referrals.views.queue as referrals_queue
import portal.referrals.views.staff as referrals_staff
import portal.referrals.views.staff_places as referrals_places
import portal.referrals.views.staff_safety as referrals_safety
import portal.referrals.views.status as referrals_status
import portal.referrals.views.status_replies as referrals_status_replies
import portal.surveys.views.coding as coding
import portal.surveys.views.coding_answers as coding_answers
import portal.surveys.views.coding_themes as coding_themes
import portal.surveys.views.equality as surveys_equality
import portal.surveys.views.public as surveys_public
import portal.surveys.views.releases as survey_releases
import portal.surveys.views.staff as surveys_staff
import portal.surveys.views.staff_comparing as surveys_comparing
import portal.surveys.views.staff_entry as survey_entry
import portal.surveys.views.staff_equality as surveys_staff_equality
import portal.surveys.views.staff_invitations as survey_invitations
import portal.surveys.views.staff_paper as survey_paper
import portal.surveys.views.staff_releases as survey_releasing
import portal.surveys.views.staff_reports as surveys_reports
import portal.surveys.views.staff_results as surveys_results
import portal.surveys.views.staff_rounds as survey_rounds
import portal.voice.views.comment as voice_comment
import portal.voice.views.comments as voice_comments
import portal.voice.views.feedback as voice_feedback
import portal.voice.views.public as voice_public
import portal.voice.views.staff as voice_staff
import portal.voice.views.staff_comments as voice_staff_comments
import portal.voice.views.staff_feedback as voice_staff_feedback
import portal.voice.views.staff_preview as voice_staff_preview
import portal.voice.views.staff_told as voice_staff_told
import portal.voice.views.staff_you_said as voice_staff_you_said
import portal.voice.views.told as voice_told
import portal.voice.views.you_said as voice_you_said
from portal.accounts.queries import Neighbours
from portal.accounts.views.side import NEIGHBOURS
from portal.activities.queries.of_organisation import activities_of, organisations
from portal.infra.content_pack import content
from portal.offer.content import Council
from portal.questionnaires.views.journey import comes_back_to
from portal.referrals.views.journeys import JOURNEYS

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
    surveys_equality.bp,
    survey_releases.bp,
    voice_public.bp,
    voice_told.bp,
    voice_comment.bp,
    voice_comments.bp,
    voice_feedback.bp,
    voice_you_said.bp,
    accounts_providers.bp,
    come_back.bp,
    referrals_status.bp,
    referrals_status_replies.bp,
)
STAFF: tuple[Blueprint, ...] = (
    accounts_staff.bp,
    offer_robots.bp,
    referrals_staff.bp,
    referrals_export.bp,
    referrals_queue.bp,
    referrals_places.bp,
    referrals_safety.bp,
    referrals_child.bp,
    referrals_child_goals.bp,
    referrals_child_programmes.bp,
    referrals_child_steps.bp,
    referrals_matching.bp,
    referrals_export_batches.bp,
    notifications_staff.bp,
    surveys_staff.bp,
    surveys_results.bp,
    surveys_comparing.bp,
    surveys_reports.bp,
    survey_releasing.bp,
    survey_rounds.bp,
    survey_entry.bp,
    survey_invitations.bp,
    survey_paper.bp,
    surveys_staff_equality.bp,
    coding.bp,
    coding_answers.bp,
    coding_themes.bp,
    quality_staff.bp,
    voice_staff.bp,
    voice_staff_told.bp,
    voice_staff_comments.bp,
    voice_staff_feedback.bp,
    voice_staff_you_said.bp,
    voice_staff_preview.bp,
    offer_staff.bp,
    allowance_staff.bp,
    accounts_people.bp,
)

# Posts that only carry words along: a search, a list in a cookie, and the checker, which keeps nothing.
WRITE_NOTHING = frozenset(
    {
        "activities.search",
        "activities_map.search_on_map",
        "eligibility.answer",
        "eligibility.result",
        "referrals.assessment.answer",
        "referrals.assessment.begin_with_answers",
        "referrals.assessment.summary",
        "referrals.equality.answer",
        "referrals.equality.check",
        "shortlist.add",
        "shortlist.clear",
        "shortlist.remove",
        "surveys_equality.answer",
        "surveys_equality.check",
    }
)


def _introduce(state: BlueprintSetupState) -> None:
    """Tell accounts, which stand below the directory and the offer, what their pages say of both."""
    state.app.extensions[NEIGHBOURS] = Neighbours(lambda: content(Council).name, organisations, activities_of)


for _blueprint in (accounts_staff.bp, accounts_providers.bp):
    _blueprint.record(_introduce)
# A survey is not among them: nobody is asked for an address where nobody is named.
come_back.bp.record_once(comes_back_to(JOURNEYS.values()))
