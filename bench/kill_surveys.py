"""Survey answers that are sent while the server is killed: no response is lost, none is kept twice.

Families press “Send” on a real server, and press again when nobody answers; every second one came with an invitation
that works once. The family face is killed (SIGKILL) at random moments while at least one sending is on its way. In the
end every set of answers whose thanks were read must be kept once, with its audit event, and exactly the invitations of
those who came with one must be used. SQLite and PostgreSQL.
"""

import argparse
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import func, select

import portal.surveys.models as tables
from bench.figures import figure
from bench.generated import SEED
from bench.requesting.client import Browser, RefusedError
from bench.requesting.drafts import Waiting
from bench.requesting.faces import Site, site_on
from bench.requesting.killing import Run, killed_and_sent
from portal.audit.models import AuditEvent
from portal.infra.clock import now, today
from portal.questionnaires.content import Questionnaires
from portal.questionnaires.services import open_draft
from portal.settings import Face
from portal.surveys.queries.responses import info_of
from portal.surveys.rules.counting import PARENT_SURVEY
from portal.surveys.rules.invitations import new_form_key
from portal.surveys.rules.rounds import Audience, RoundPlan
from portal.surveys.services.invitations import make_invitations
from portal.surveys.services.rounds import open_round_for

_CHECK = "surveys.parents.check"


@dataclass(frozen=True, slots=True)
class _Family:
    """A browser with a draft whose words nobody else wrote."""

    browser: Browser
    words: str


def main(arguments: Sequence[str] = ()) -> None:
    """Run on both databases and print; anything lost or doubled is a missed goal of 0."""
    parser = argparse.ArgumentParser(prog="bench kill-surveys", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--submissions", type=int, default=100)
    parser.add_argument("--databases", default="sqlite,postgresql")
    options = parser.parse_args(list(arguments))
    for kind in options.databases.split(","):
        with site_on(kind) as held:
            families = _families(held, options.submissions)
            browsers = [family.browser for family in families]
            run = killed_and_sent(held, browsers, _thanked, (Face.PUBLIC,))
            _report(kind, held, families, run)


def _families(held: Site, count: int) -> Sequence[_Family]:
    """Open a round for anybody and one by invitation, and fill a draft in for each family."""
    questionnaire = held.pack.of(Questionnaires).named(PARENT_SURVEY)
    check, last = held.address(_CHECK), today() + timedelta(days=1)
    with held.database.unit_of_work() as session:
        for by_invitation in (False, True):
            plan = RoundPlan(Audience.PARENTS, "Bench", today(), last, by_invitation=by_invitation)
            code = open_round_for(session, now=now(), actor="1", plan=plan)
        tokens = make_invitations(
            session, now=now(), actor="1", code=code, form_key=new_form_key(), count=count // 2
        )
    made = []
    for number in range(count):
        words = f"Words of family {number}"
        with held.database.unit_of_work() as session:
            token, draft = open_draft(
                session,
                token=None,
                questionnaire=questionnaire,
                now=now(),
                entries={"best_thing": (words,), "barriers": ("awareness",)},
            )
        network = f"10.1.{number // 250}.{number % 250 + 1}"
        browser = Browser(held.port, Waiting(token, draft.key), check, network)
        if number < len(tokens):
            browser.cookies["invitation"] = tokens[number]
        made.append(_Family(browser, words))
    random.Random(SEED).shuffle(made)
    return made


def _thanked(browser: Browser) -> str:
    place = browser.send()
    if not place.endswith("/thank-you"):
        raise RefusedError("not the thanks")
    return place


def _report(kind: str, held: Site, families: Sequence[_Family], run: Run) -> None:
    with held.database.reading() as session:
        texts = session.scalars(select(tables.SurveyText).where(tables.SurveyText.question == "best_thing"))
        kept = Counter(
            held.keys.opener.open(row.sealed, info_of(row.response_key, row.question)).decode()
            for row in texts
        )
        responses = session.scalar(select(func.count()).select_from(tables.SurveyResponse)) or 0
        told = select(func.count()).select_from(AuditEvent).where(AuditEvent.action == "survey.answered")
        events = session.scalar(told) or 0
        marked = (
            select(func.count()).select_from(tables.SurveyInvitation).where(tables.SurveyInvitation.is_used)
        )
        used = session.scalar(marked) or 0
    thanked = [family.words for family in families if family.browser.draft.key in run.acknowledged]
    print(f"{kind}: {len(thanked)} thanked, {run.kills} kills, {run.repeats} repeats")
    print(f"{kind}: answers that no family may expect: {dict(run.refused) or 'none'}", flush=True)
    figure(f"kill-surveys.kills.{kind}", run.kills, "kills", ">= 10")
    figure(f"kill-surveys.thanked.{kind}", len(thanked), "families", f">= {len(families)}")
    lost = sum(kept[words] == 0 for words in thanked)
    figure(f"kill-surveys.lost.{kind}", lost, "responses", "<= 0")
    figure(f"kill-surveys.doubled.{kind}", sum(kept.values()) - len(kept), "responses", "<= 0")
    figure(f"kill-surveys.events-amiss.{kind}", abs(events - responses), "events", "<= 0")
    figure(f"kill-surveys.invitations-amiss.{kind}", abs(used - len(families) // 2), "invitations", "<= 0")
