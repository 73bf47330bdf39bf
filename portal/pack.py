"""Loads the whole content pack, in the order in which its parts build on each other."""

from collections.abc import Iterable, Mapping
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
import portal.referrals.content as referrals_content
import portal.taxonomy.content as taxonomy_content
from portal.infra.content_files import ContentError
from portal.infra.content_pack import ContentPack
from portal.infra.i18n import missing_catalogue
from portal.places.rules import Places
from portal.questionnaires.content import Labelled
from portal.referrals.rules.filing import NEEDS as REFERRAL_NEEDS
from portal.referrals.services import MESSAGE_KINDS
from portal.surveys.rules import NEEDS as SURVEY_NEEDS
from portal.taxonomy.content import Taxonomy

NEEDS = (REFERRAL_NEEDS, SURVEY_NEEDS)


def load_pack(folder: Path, *, samples: bool = False) -> ContentPack:
    """Load everything under content/; raises ContentError for the first fault, with file, line and reason.

    Sample activities and providers are more than half of the work and are read only where they are published.
    """
    if not folder.is_dir():
        raise ContentError(folder, None, "there is no content here; PORTAL_CONTENT names the folder")
    council = council_content.load(folder)
    for language in council.languages:
        if missing := missing_catalogue(language.code):
            raise ContentError(
                folder / "council.yaml", None, f"{language.code} has no catalogue at {missing}"
            )
    taxonomy, places = taxonomy_content.load(folder), places_content.load(folder)
    questionnaires = questionnaires_content.load(folder, code_lists(taxonomy, places), NEEDS)
    contacts = type(council.contacts).model_fields
    sampled = (
        (providers_content.load(folder), activities_content.load_activities(folder, taxonomy, places))
        if samples
        else ()
    )
    values = (
        council,
        tiers_content.load(folder),
        pages_content.load(folder, council),
        taxonomy,
        places,
        activities_content.load_synonyms(folder, taxonomy),
        activities_content.load_school_year(folder, taxonomy),
        questionnaires,
        eligibility_content.load(folder, questionnaires, contacts),
        referrals_content.load(folder),
        notifications_content.load(folder, MESSAGE_KINDS),
        *sampled,
    )
    return ContentPack({type(value): value for value in values})


def code_lists(taxonomy: Taxonomy, places: Places) -> Mapping[str, Iterable[Labelled]]:
    """Give the code lists that a questionnaire may name in options_from."""
    return {
        "places.districts": places.districts,
        "taxonomy.support_needs": taxonomy.support_needs,
        "taxonomy.activity_types": taxonomy.activity_types,
        "taxonomy.time_bands": taxonomy.time_bands,
        "taxonomy.age_bands": taxonomy.age_bands,
        "taxonomy.languages_spoken": taxonomy.languages_spoken,
        "taxonomy.access_features": taxonomy.access_features,
        "taxonomy.contact_methods": taxonomy.contact_methods,
    }
