"""The activities that fit a request, on the staff face."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from portal.activities.rules.listing import Capacity, PlacesState
from portal.core.roles import Role
from portal.core.tiers import OfferTier
from portal.infra.access import current_actor, requires
from portal.infra.clock import now, today
from portal.infra.content_pack import content
from portal.infra.db import database
from portal.infra.i18n import _, format_day, format_number, ngettext, spoken_list
from portal.infra.keys import keys
from portal.infra.paging import Paged, page_number
from portal.places.rules import Places
from portal.referrals.content.matching import Matching
from portal.referrals.queries.matching import Weighed, matches, wanted_of
from portal.referrals.rules.matching import Criterion, Reason, Verdict
from portal.referrals.services.matching import look_for_matches
from portal.taxonomy.content import Taxonomy

bp = Blueprint("referrals_matching", __name__)

_PAGE_SIZE = 10
_MOST_PROVIDERS = 5


@dataclass(frozen=True, slots=True)
class MatchCard:
    """One activity with its reasons in words."""

    slug: str
    name: str
    provider: str
    place: str
    phone: str
    for_it: tuple[str, ...]
    against: tuple[str, ...]
    unknown: tuple[str, ...]
    can_wait: bool

    @property
    def tel(self) -> str:
        """Give the address that rings the organiser."""
        return f"tel:{self.phone.replace(' ', '')}"


@dataclass(frozen=True, slots=True)
class MatchPage:
    """What fits one request, best first; `providers` are named with how many of their activities fit."""

    reference: str
    name: str
    cards: Paged[MatchCard]
    providers: tuple[str, ...]
    is_damaged: bool
    can_offer: bool


@bp.get("/referrals/<reference>/matches")
@requires(Role.TRIAGE_OFFICER)
def found(reference: str) -> ResponseReturnValue:
    """Show what fits; the look at the request is recorded first, or nothing is shown."""
    moment, said = now(), content(Matching)
    with database().unit_of_work() as session:
        seen = look_for_matches(
            session, now=moment, actor=current_actor(), reference=reference, vault=keys().vault
        )
    wanted = wanted_of(
        seen.answers,
        said,
        content(Places),
        today(),
        has_assessment=seen.child_tier == OfferTier.SPECIALIST,
    )
    with database().reading() as session:
        weighed = matches(session, wanted, said, content(Taxonomy).bands, now=moment)
    number = min(page_number(request.args), max(1, -(-len(weighed) // _PAGE_SIZE)))
    shown = weighed[(number - 1) * _PAGE_SIZE : number * _PAGE_SIZE]
    page = MatchPage(
        reference=seen.reference,
        name=seen.name or _("Name not known"),
        cards=Paged(tuple(map(_card, shown)), len(weighed), number, _PAGE_SIZE),
        providers=_providers(weighed),
        is_damaged=seen.is_damaged,
        can_offer=seen.can_offer,
    )
    return render_template("referrals/matches.html", page=page)


def _card(one: Weighed) -> MatchCard:
    candidate, match = one.candidate, one.match
    return MatchCard(
        slug=candidate.slug,
        name=candidate.name,
        provider=candidate.provider or "",
        place=candidate.town or "",
        phone=candidate.phone or "",
        for_it=tuple(_words(reason, one) for reason in match.of(Verdict.FITS, Verdict.PARTLY)),
        against=tuple(_words(reason, one) for reason in match.of(Verdict.AGAINST)),
        unknown=tuple(_words(reason, one) for reason in match.of(Verdict.UNKNOWN)),
        can_wait=candidate.capacity.state is not PlacesState.NOW,
    )


def _providers(weighed: Sequence[Weighed]) -> tuple[str, ...]:
    """Name the providers of what fits, the one of the best activity first."""
    counted = Counter(one.candidate.provider for one in weighed if one.candidate.provider)
    first = list(counted)[:_MOST_PROVIDERS]
    return tuple(
        ngettext("%(name)s: %(n)s activity", "%(name)s: %(n)s activities", counted[name], name=name)
        for name in first
    )


def _places(capacity: Capacity) -> str:
    """Say what the organiser said of places, and when."""
    match capacity.state:
        case PlacesState.NOW:
            said = ngettext("%(n)s free place", "%(n)s free places", capacity.free or 0)
        case PlacesState.WAITING_LIST if capacity.wait_weeks is not None:
            said = ngettext("waiting list of %(n)s week", "waiting list of %(n)s weeks", capacity.wait_weeks)
        case PlacesState.WAITING_LIST:
            said = _("waiting list")
        case PlacesState.FULL:
            said = _("full, no waiting list")
        case _:
            return _("Places are not known: ask")
    if capacity.reported_on is None:
        return said
    return _("%(places)s, as said on %(day)s", places=said, day=format_day(capacity.reported_on))


def _words(reason: Reason, one: Weighed) -> str:
    """Say one reason, with what it is about."""
    about = _about(reason, one)
    if reason.verdict is Verdict.PARTLY:
        return _("%(about)s (partly)", about=about)
    return about


def _about(reason: Reason, one: Weighed) -> str:
    labels = content(Taxonomy).labels
    match reason.criterion:
        case Criterion.CHOSEN:
            return _("The family asked for it")
        case Criterion.PROGRAMME:
            return _("It is of a programme that the family asked for")
        case Criterion.AGE:
            return _("Age")
        case Criterion.NEED:
            return _("Suits: %(needs)s", needs=_labels(reason.codes, labels["support_needs"]))
        case Criterion.DISTANCE:
            return _distance(reason)
        case Criterion.TIME:
            both = {**labels["seasons"], **labels["time_bands"]}
            return _("Times: %(times)s", times=_labels(reason.codes, both))
        case Criterion.LIKES:
            return _("Likes: %(types)s", types=_labels(reason.codes, labels["activity_types"]))
        case Criterion.PLACES:
            return _places(one.candidate.capacity)
        case Criterion.LANGUAGE:
            return _("Language: %(language)s", language=_labels(reason.codes, labels["languages_spoken"]))
        case Criterion.TIER:
            return _("It needs a social care assessment first")
    return _feature(reason, labels["access_features"])


def _feature(reason: Reason, labels: Mapping[str, str]) -> str:
    names = {
        Criterion.ACCESS: _("Access"),
        Criterion.TRAVEL: _("Getting there"),
        Criterion.WORKER: _("Worker"),
        Criterion.FAITH: _("Faith and culture"),
        Criterion.FOOD: _("Food"),
        Criterion.COMMUNICATION: _("Communication"),
    }
    name = names[reason.criterion]
    if not reason.codes:
        return _("%(thing)s: no listing says this, ask", thing=name)
    return _("%(thing)s: %(features)s", thing=name, features=_labels(reason.codes, labels))


def _labels(codes: Sequence[str], labels: Mapping[str, str]) -> str:
    return spoken_list([labels.get(code, code) for code in codes])


def _distance(reason: Reason) -> str:
    if reason.miles is not None:
        return _("%(miles)s miles in a straight line", miles=format_number(round(reason.miles, 1)))
    if reason.codes:
        return _("Online, or it comes to the home")
    return _("Where it is")
