"""Loads the whole content pack, in the order in which its parts build on each other."""

from pathlib import Path

import portal.activities.content as activities_content
import portal.eligibility.content as eligibility_content
import portal.notifications.content as notifications_content
import portal.offer.content.council as council_content
import portal.offer.content.pages as pages_content
import portal.offer.content.tiers as tiers_content
import portal.places.content as places_content
import portal.providers.content as providers_content
import portal.questionnaires.content as questionnaires_content
import portal.referrals.rules as referral_rules
import portal.surveys.rules as survey_rules
import portal.taxonomy.content as taxonomy_content
from portal.infra.content_pack import ContentPack


def load_pack(folder: Path) -> ContentPack:
    """Load everything under content/; raises ContentError for the first fault, with file, line and reason."""
    raise NotImplementedError
