"""What a family can say that it misses: the choices of the search, in its words."""

from portal.activities.rules.facets import Facet
from portal.activities.views.choices import Lists, choices_of
from portal.infra.content_pack import content
from portal.infra.i18n import _
from portal.offer.content import Tiers
from portal.places.rules import Places
from portal.taxonomy.content import Taxonomy
from portal.voice.rules.needs import ELSEWHERE, KINDS, NOT_SURE, SaidBy

Pairs = tuple[tuple[str, str], ...]


def lists_here() -> Lists:
    """Give the content that choices come from."""
    return Lists(content(Taxonomy), content(Places), content(Tiers))


def areas(lists: Lists) -> Pairs:
    """Give the areas, with what to say when it is none of them."""
    return (
        *_pairs(Facet.DISTRICT, lists),
        (ELSEWHERE, _("Outside the county")),
        (NOT_SURE, _("I am not sure")),
    )


def roles() -> Pairs:
    """Give the people who may have told a family that it needs a diagnosis: what they do, never who they are."""
    labels = {
        SaidBy.SCHOOL: _("School, nursery or college"),
        SaidBy.GP: _("Family doctor (GP)"),
        SaidBy.HEALTH_VISITOR: _("Health visitor"),
        SaidBy.SOCIAL_WORKER: _("Social worker"),
        SaidBy.PROVIDER: _("Club or other provider"),
        SaidBy.COUNCIL: _("Somebody else at the council"),
        SaidBy.ANOTHER_PARENT: _("Another parent"),
        SaidBy.SOMEBODY_ELSE: _("Somebody else"),
    }
    return tuple((code.value, label) for code, label in labels.items())


def kinds(lists: Lists) -> dict[Facet, Pairs]:
    """Give the choices of every kind."""
    offered = {kind: _pairs(kind, lists) for kind in KINDS}
    # Time bands name Saturday and Sunday too; nobody is asked for a day twice.
    days = dict(offered[Facet.DAY])
    offered[Facet.TIME] = tuple(pair for pair in offered[Facet.TIME] if pair[0] not in days)
    return offered


def _pairs(facet: Facet, lists: Lists) -> Pairs:
    return tuple((choice.code, choice.label) for choice in choices_of(facet, lists))
