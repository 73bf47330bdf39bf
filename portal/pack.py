"""Loads the whole content pack, in the order in which its parts build on each other."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import portal.activities.content as activities_content
import portal.allowance.content as allowance_content
import portal.eligibility.content as eligibility_content
import portal.notifications.content as notifications_content
import portal.offer.content.checklist as checklist_content
import portal.offer.content.council as council_content
import portal.offer.content.glossary as glossary_content
import portal.offer.content.guide as guide_content
import portal.offer.content.needed as needed_content
import portal.offer.content.pages as pages_content
import portal.offer.content.statement as statement_content
import portal.offer.content.tiers as tiers_content
import portal.places.content as places_content
import portal.providers.content as providers_content
import portal.questionnaires.content as questionnaires_content
import portal.referrals.content as referrals_content
import portal.referrals.content.case_systems as case_systems_content
import portal.referrals.content.hours as hours_content
import portal.referrals.content.matching as matching_content
import portal.surveys.content.code_book as code_book_content
import portal.surveys.content.releases as releases_content
import portal.taxonomy.content as taxonomy_content
from portal.accounts.services.links import MESSAGE_KINDS as ACCOUNT_KINDS
from portal.core.tiers import OfferTier
from portal.infra.content_files import ContentError
from portal.infra.content_pack import ContentPack, PackFolder
from portal.infra.i18n import missing_catalogue, with_words_of
from portal.offer.content import Council, Tiers
from portal.places.rules import Places
from portal.questionnaires.content import Labelled, Questionnaires
from portal.referrals.content import TriageWords
from portal.referrals.rules.filing import NEEDS as REFERRAL_NEEDS
from portal.referrals.rules.messages import MESSAGE_KINDS
from portal.surveys.rules.counting import NEEDS as SURVEY_NEEDS
from portal.surveys.rules.matched import NEEDS as MATCHED_NEEDS
from portal.surveys.services.invitations import MESSAGE_KINDS as SURVEY_KINDS
from portal.taxonomy.content import Taxonomy
from portal.voice.rules.news import MESSAGE_KINDS as VOICE_KINDS

NEEDS = (REFERRAL_NEEDS, SURVEY_NEEDS, *MATCHED_NEEDS)


def load_pack(folder: Path, *, samples: bool = False) -> ContentPack:
    """Load everything under content/; raises ContentError for the first fault, with file, line and reason.

    Sample activities and providers are more than half of the work and are read only where they are published.
    """
    if not folder.is_dir():
        raise ContentError(folder, None, "there is no content here; PORTAL_CONTENT names the folder")
    own = PackFolder(folder)
    with with_words_of(own.own_words):
        return _loaded(own, samples=samples)


def _loaded(own: PackFolder, *, samples: bool) -> ContentPack:
    folder = own.path
    council = council_content.load(folder)
    for language in council.languages:
        if missing := missing_catalogue(language.code, own.own_words):
            raise ContentError(
                folder / "council.yaml", None, f"{language.code} has no catalogue at {missing}"
            )
    taxonomy, places = taxonomy_content.load(folder), places_content.load(folder)
    # Questions ask tiers.yaml for the ages of programmes, so a fault there is told first.
    offer = tuple(_published_offer(folder, council))
    questionnaires = questionnaires_content.load(folder, code_lists(taxonomy, places), NEEDS)
    contacts = type(council.contacts).model_fields
    code_book = code_book_content.load(folder, questionnaires)
    triage = referrals_content.load(folder)
    values = (
        own,
        council,
        *offer,
        taxonomy,
        places,
        activities_content.load_synonyms(folder, taxonomy),
        activities_content.load_school_year(folder, taxonomy),
        questionnaires,
        eligibility_content.load(folder, questionnaires, contacts),
        allowance_content.load(folder),
        code_book,
        releases_content.load(folder, questionnaires, code_book),
        triage,
        *_casework(folder, taxonomy, questionnaires, triage, offer),
        notifications_content.load(folder, MESSAGE_KINDS | ACCOUNT_KINDS | SURVEY_KINDS | VOICE_KINDS),
        *(_samples(folder, taxonomy, places) if samples else ()),
    )
    pack = ContentPack({type(value): value for value in values})
    if samples:
        _check_tiers(folder, pack)
    return pack


def _casework(
    folder: Path,
    taxonomy: Taxonomy,
    questionnaires: Questionnaires,
    triage: TriageWords,
    offer: Iterable[object],
) -> Iterable[object]:
    """Give what staff need beyond triage: hours, matching, and the files for case systems."""
    tiers = next(value for value in offer if isinstance(value, Tiers))
    yield hours_content.load(folder, tiers)
    yield matching_content.load(folder, questionnaires, taxonomy, tiers)
    yield case_systems_content.load(folder, questionnaires, triage)


def _samples(folder: Path, taxonomy: Taxonomy, places: Places) -> Iterable[object]:
    yield providers_content.load(folder)
    yield activities_content.load_activities(folder, taxonomy, places)


def _check_tiers(folder: Path, pack: ContentPack) -> None:
    """Refuse a sample activity of a tier or programme that the council does not offer."""
    tiers = pack.of(Tiers)
    for activity in pack.of(activities_content.SampleActivities).activities:
        is_known = activity.programme is None or tiers.programme(activity.programme) is not None
        if not is_known or not tiers.offers(OfferTier.from_code(activity.tier)):
            raise ContentError(
                folder / "activities", None, f"{activity.slug}: tiers.yaml has not its tier or programme"
            )


def _published_offer(folder: Path, council: Council) -> Iterable[object]:
    """Give what the offer publishes: the pages build on the glossary, the way to them on the pages."""
    glossary, tiers = glossary_content.load(folder, council), tiers_content.load(folder)
    pages = pages_content.load(folder, council, glossary)
    guide = guide_content.load(folder, pages, tiers)
    yield from (glossary, tiers, pages, guide)
    yield needed_content.load(folder, tiers)
    yield statement_content.load(folder, council, glossary)
    yield checklist_content.load(folder, guide)


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
