"""The queue with 20,000 requests, filtered, opened by an officer: on SQLite and on PostgreSQL.

One staff app in this process, one officer signed in, and the whole page as a browser gets it: filters of one and of
several kinds, overdue, mine, unassigned, and the second page. Half of the requests are open. Each filter is opened
again and again in another order; a figure is the median of a filter's turns, and the goal holds for the slowest.
"""

import argparse
import random
import re
import secrets
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from statistics import median
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import insert

import portal.referrals.models as tables
from bench.figures import figure
from bench.generated import SEED
from bench.requesting.faces import Site, site_on
from portal.accounts.services.people import add_user
from portal.app import create_staff_app
from portal.core.reference import new_reference
from portal.core.roles import Role
from portal.infra.clock import now, today
from portal.places.rules import Places
from portal.referrals.rules.triage import Status
from portal.settings import Face
from portal.taxonomy.content import Taxonomy

_AT_ONCE = 1_000
_EMAIL = "officer@example.org"
_FILTERS = (
    "",
    "?district=leominster",
    "?age_band=8-10",
    "?district=hereford&age_band=11-13",
    "?assignee=nobody",
    "?assignee=me",
    "?attention=overdue",
    "?attention=overdue&district=hereford&assignee=nobody",
    "?flag=interpreter",
    "?state=all",
    "?state=all&district=bromyard&flag=urgent",
)


def main(arguments: Sequence[str] = ()) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="bench queue", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--referrals", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--databases", default="sqlite,postgresql")
    options = parser.parse_args(list(arguments))
    for kind in options.databases.split(","):
        with site_on(kind) as held:
            _measured(kind, held, options.referrals, options.rounds)


def _measured(kind: str, held: Site, size: int, rounds: int) -> None:
    officer, password = _officer(held)
    _fill(held, size, officer)
    app = create_staff_app(replace(held.settings, face=Face.STAFF), held.pack)
    client, base = app.test_client(), held.settings.staff_url
    _signed_in(client, base, password)
    seconds: dict[str, list[float]] = {wanted: [] for wanted in _FILTERS}
    chance = random.Random(SEED)
    for turn in range(rounds + 1):
        for wanted in chance.sample(_FILTERS, len(_FILTERS)):
            started = time.perf_counter()
            answer = client.get(f"/referrals{wanted}", base_url=base)
            spent = time.perf_counter() - started
            if answer.status_code != 200:
                raise SystemExit(f"/referrals{wanted}: {answer.status_code}")
            if turn:
                seconds[wanted].append(spent)
    for wanted, spent_of in seconds.items():
        print(f"{kind:<10} {median(spent_of) * 1000:7.1f} ms  /referrals{wanted}")
    medians = [median(one) * 1000 for one in seconds.values()]
    figure(f"queue.median.{kind}", median(medians), "ms", "<= 200")
    figure(f"queue.slowest-filter.{kind}", max(medians), "ms", "<= 200")


def _officer(held: Site) -> tuple[int, str]:
    """Add an officer; gives the number of the account and the password."""
    password = secrets.token_urlsafe(24)
    with held.database.unit_of_work() as session:
        user = add_user(
            session,
            now=now(),
            email=_EMAIL,
            name="An Officer",
            password=password,
            roles=[Role.TRIAGE_OFFICER],
        )
        session.flush()
        return user.id, password


def _signed_in(client: FlaskClient, base: str, password: str) -> None:
    page = client.get("/sign-in", base_url=base).get_data(as_text=True)
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    form = {"csrf_token": token[1] if token else "", "email": _EMAIL, "password": password}
    answer = client.post("/sign-in", data=form, base_url=base, headers={"Origin": base})
    if answer.status_code != 303:
        raise SystemExit(f"the officer cannot sign in: {answer.status_code}")


def _fill(held: Site, size: int, officer: int) -> None:
    """Put requests into the queue, half of them open, of the last two years."""
    chance, moment, day = random.Random(SEED), now(), today()
    districts = [entry.code for entry in held.pack.of(Places).districts]
    bands = list(held.pack.of(Taxonomy).bands)
    for start in range(0, size, _AT_ONCE):
        rows = [
            _row(chance, moment, day, districts, bands, officer)
            for _number in range(min(_AT_ONCE, size - start))
        ]
        with held.database.unit_of_work() as session:
            session.execute(insert(tables.Referral), rows)
    print(f"{size:,} requests are in the queue", flush=True)


def _row(
    chance: random.Random,
    moment: datetime,
    day: date,
    districts: Sequence[str],
    bands: Sequence[str],
    officer: int,
) -> dict[str, Any]:
    is_open = chance.random() < 0.5
    status = chance.choice([Status.SUBMITTED, Status.IN_TRIAGE, Status.MORE_INFO_NEEDED, Status.WAITING_LIST])
    received = moment - timedelta(minutes=chance.randrange(1, 2 * 365 * 24 * 60))
    is_urgent = chance.random() < 0.05
    flags = [flag for flag in ("interpreter", "talk_only", "check_responsibility") if chance.random() < 0.1]
    return {
        "reference": new_reference(),
        "received_at": received,
        "contact_due": received.date() + timedelta(days=7),
        "status": status if is_open else Status.CLOSED,
        "step_since": received,
        "step_due": day + timedelta(days=chance.randint(-30, 30)),
        "assignee_id": officer if chance.random() < 0.1 else None,
        "district": chance.choice(districts),
        "age_band": chance.choice(bands),
        "is_urgent": is_urgent,
        "flags": ["urgent", *flags] if is_urgent else flags,
        "language": "en",
        "questionnaire_version": "bench",
        "details": b"bench",
        "decided_at": None if is_open else received,
    }
