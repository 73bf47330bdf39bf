"""Comments to be coded, put into the database as families leave them, for tests."""

import secrets
from datetime import timedelta

from sqlalchemy import select

from portal.infra.clock import in_london, now
from portal.infra.db import Database
from portal.infra.keys import Keys
from portal.surveys.models import SurveyResponse, SurveyRound, SurveyText
from portal.surveys.queries.responses import info_of

# Over, so that nothing else takes the round for the one that is open.
DAY = in_london(now()).date() - timedelta(days=60)
ROUND, GROUP = "parents-autumn-2026", "negative"
AT = f"/themes/{ROUND}/{GROUP}"


def a_round(database: Database, code: str = ROUND, audience: str = "parents") -> int:
    """Open a round and give its id; one that is there already is given."""
    survey = {"parents": "parent-survey", "young_people": "young-people-survey"}[audience]
    with database.unit_of_work() as session:
        found = session.scalar(select(SurveyRound.id).where(SurveyRound.code == code))
        if found is not None:
            return found
        row = SurveyRound(
            code=code,
            name="Autumn 2026",
            questionnaire=survey,
            audience=audience,
            opens_on=DAY,
            closes_on=DAY + timedelta(days=30),
            created_by="1",
            created_at=now(),
        )
        session.add(row)
        session.flush()
        return row.id


def a_comment(
    database: Database, keys: Keys, words: str, *, question: str = "not_working", code: str = ROUND
) -> str:
    """Keep a response with one comment and give its key."""
    round_id, key = a_round(database, code), secrets.token_hex(16)
    with database.unit_of_work() as session:
        session.add(
            SurveyResponse(
                key=key,
                round_id=round_id,
                channel="online",
                survey="parent-survey",
                version="1",
                answered_on=DAY,
            )
        )
        session.flush()
        sealed = keys.seal_for_worker(words.encode(), info_of(key, question))
        session.add(SurveyText(response_key=key, question=question, sealed=sealed))
    return key
