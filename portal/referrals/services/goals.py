"""What staff do with a young person's goals: take them over in their own words, add and review them."""

import secrets
from datetime import date, datetime

from sqlalchemy.orm import Session

from portal.core.errors import NotFoundError
from portal.infra.clock import in_london
from portal.referrals.models import Child, Goal, GoalReview
from portal.referrals.queries.children import child_record
from portal.referrals.rules.steps import GoalState, Result, check_review, state_after
from portal.referrals.services.children import ChildWork, changed, unchanged_child


def take_goals(session: Session, work: ChildWork, *, now: datetime) -> int:
    """Take over every goal that was said in a request, word for word and once; give how many."""
    child = unchanged_child(session, work)
    said = child_record(session, child.code, work.vault).untaken_goals
    for request, words in said:
        _add(session, child, words, in_london(request.received_at).date(), None, request.id, work)
    if said:
        changed(session, work, child, now=now, action="child.goals_taken", field="goals")
    return len(said)


def add_goal(
    session: Session,
    work: ChildWork,
    *,
    now: datetime,
    words: str,
    review_due: date | None,
) -> None:
    """Add a goal that the young person says later; raises ChildChangedError."""
    child = unchanged_child(session, work)
    _add(session, child, words, in_london(now).date(), review_due, None, work)
    changed(session, work, child, now=now, action="child.goal_added", field="goals")


def review_goal(
    session: Session,
    work: ChildWork,
    *,
    now: datetime,
    goal_id: int,
    reviewed_on: date,
    result: Result,
    words: str,
    next_on: date | None,
) -> None:
    """Write down how far a goal is; raises ReviewError, ChildChangedError or NotFoundError."""
    child = unchanged_child(session, work)
    goal = session.get(Goal, goal_id)
    if goal is None or goal.child_id != child.id:
        raise NotFoundError
    today = in_london(now).date()
    check_review(
        GoalState(goal.state), result, on=reviewed_on, set_on=goal.set_on, next_on=next_on, today=today
    )
    place = f"goal_review:{secrets.token_hex(8)}"
    session.add(
        GoalReview(
            goal_id=goal.id,
            reviewed_on=reviewed_on,
            result=result,
            words=work.vault.encrypt(words.encode(), place),
            reviewed_by=work.actor.name,
            reviewed_at=now,
            place=place,
        )
    )
    goal.state = state_after(result)
    goal.review_due = next_on if goal.state == GoalState.OPEN else None
    changed(session, work, child, now=now, action="child.goal_reviewed", field="goals")


def _add(
    session: Session,
    child: Child,
    words: str,
    set_on: date,
    review_due: date | None,
    referral_id: int | None,
    work: ChildWork,
) -> None:
    place = f"goal:{secrets.token_hex(8)}"
    session.add(
        Goal(
            child_id=child.id,
            referral_id=referral_id,
            words=work.vault.encrypt(words.encode(), place),
            set_on=set_on,
            review_due=review_due,
            place=place,
        )
    )
