"""A request that goes its way, and its family in front of its page."""

from sqlalchemy.orm import Session

from portal.core.roles import Role
from portal.infra.access import Actor
from portal.infra.clock import now, today
from portal.infra.working_days import working_day_after
from portal.offer.content import Council
from portal.referrals.content import TriageWords
from portal.referrals.queries.cases import referral_of
from portal.referrals.rules.grounds import Grounds
from portal.referrals.rules.offers import For, OfferWords
from portal.referrals.services.casework import ask_family, decide_referral, start
from portal.referrals.services.moving import Work
from portal.referrals.services.places import NewOffer, offer_place
from tests.careful_client import CarefulClient
from tests.factories import a_tier_2_referral
from tests.installation import Installation
from tests.integration.links.asking import last_link

ANNA = "anna@example.org"
OFFICER = Actor(1, "Officer One", frozenset({Role.TRIAGE_OFFICER}))


def a_request(installation: Installation, **changes: str) -> str:
    """Give the reference of an opened request that a link finds by the address of its family."""
    return a_tier_2_referral(installation, **changes)


def opened_page(installation: Installation, to: str = ANNA) -> CarefulClient:
    """Give the browser of a family that has opened its page with a link."""
    client = installation.family()
    client.visit("/ask/status")
    client.press("Send me a link", {"address": to})
    client.visit(last_link(installation, to))
    client.press("See my request")
    return client


def _work(installation: Installation, session: Session, reference: str) -> Work:
    days = installation.pack.of(Council).waits.decision_working_days
    clocks = installation.pack.of(TriageWords).clocks_with(days)
    changes = referral_of(session, reference).changes
    return Work(OFFICER, reference, changes, installation.keys.vault, clocks)


def looked_at(installation: Installation, reference: str) -> None:
    """Let an officer begin to look at a request."""
    with installation.database.unit_of_work() as session:
        start(session, _work(installation, session, reference), now=now())


def asked(installation: Installation, reference: str, *questions: str) -> None:
    """Let an officer ask the family something."""
    with installation.database.unit_of_work() as session:
        ask_family(session, _work(installation, session, reference), now=now(), questions=questions)


def decided(installation: Installation, reference: str, outcome: str, grounds: Grounds, **about: str) -> None:
    """Let an officer decide."""
    words = installation.pack.of(TriageWords).outcome(outcome)
    assert words is not None
    with installation.database.unit_of_work() as session:
        decide_referral(
            session,
            _work(installation, session, reference),
            now=now(),
            outcome=words.outcome,
            grounds=grounds,
            about=For(**about),
        )


def offered(installation: Installation, reference: str, what: str = "Riding") -> None:
    """Let an officer offer a place."""
    new = NewOffer(
        about=For(programme="moving_forward"),
        words=OfferWords(what, "The stables", "Mondays at 4pm"),
        answer_by=working_day_after(today(), 7),
        outcome="moving_forward",
    )
    with installation.database.unit_of_work() as session:
        offer_place(session, _work(installation, session, reference), now=now(), new=new)
