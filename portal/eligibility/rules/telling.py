"""A decision as plain values, for files and other programs."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from portal.eligibility.rules.cases import Case
from portal.eligibility.rules.dated import WorkingDays, clock_dates, renewal_date, window_on
from portal.eligibility.rules.decisions import Decision, PartDecision
from portal.eligibility.rules.particulars import Evidence, SpendList
from portal.eligibility.rules.sets import Action, RuleSet
from portal.eligibility.rules.shares import Share, share_of
from portal.eligibility.rules.values import Band
from portal.questionnaires.rules.conditions import Known, Within

Told = dict[str, Any]


def told_decision(rule_set: RuleSet, decision: Decision, case: Case, working: WorkingDays) -> Told:
    """Give a whole decision; dates as "2027-04-01", amounts as numbers."""
    parts = [told_part(part, case, working) for part in decision.parts]
    actions = [action for part in decision.parts for action in part.actions]
    return {
        "rule_set": decision.rule_set,
        "version": decision.version,
        "valid_from": rule_set.valid_from.isoformat(),
        "valid_until": _iso(rule_set.valid_until),
        "on": case.day.isoformat(),
        "in_force": rule_set.counts_on(case.day),
        "title": decision.title,
        "text": decision.text,
        "outcome": decision.outcome.value,
        "reasons": list(dict.fromkeys(reason for part in decision.parts for reason in part.reasons)),
        "next_actions": _actions((*decision.actions, *actions, *decision.always), case),
        "not_needed": list(dict.fromkeys(name for part in parts for name in part["not_needed"])),
        "parts": parts,
        "always": _actions(decision.always, case),
        "values": {value.id: _number_or_ends(case.known(value.id)) for value in rule_set.values},
        "bands": {band.id: _step(band, case.known(band.of)) for band in rule_set.bands},
        "windows": [_window(window.id, window_on(window, case.day)) for window in rule_set.windows],
    }


def told_part(part: PartDecision, case: Case, working: WorkingDays) -> Told:
    """Give what was decided about one part."""
    given = part.particulars
    shares = (share_of(amount, case.answers, case.known, case.day) for amount in given.amounts)
    return {
        "part": part.part,
        "title": part.title,
        "rule": part.rule,
        "may_decide": list(part.may_decide),
        "more_open": part.more_open,
        "outcome": part.outcome.value,
        "route": part.route.id if part.route else None,
        "reasons": list(part.reasons),
        "next_actions": _actions(part.actions, case),
        "not_needed": [one.title for one in part.not_needed],
        "amounts": [_share(share) for share in shares if share],
        "clocks": [
            {
                "id": found.clock.id,
                "title": found.clock.title,
                "text": found.clock.starts,
                "length": found.clock.length,
                "unit": found.clock.unit.value,
                "kind": found.clock.kind.value,
                "from": _iso(found.counted_from),
                "by": _iso(found.by),
            }
            for found in clock_dates(given.clocks, case.answers, case.day, working)
        ],
        "windows": [_window(window.id, window_on(window, case.day)) for window in given.windows],
        "spend": [_spend(spend) for spend in given.spend],
        "renewals": [
            {"id": one.id, "title": one.title, "text": one.text, "on": _iso(renewal_date(one, case.day).on)}
            for one in given.renewals
        ],
        "evidence": [_evidence(evidence) for evidence in given.evidence],
    }


def _actions(actions: tuple[Action, ...] | list[Action], case: Case) -> list[Told]:
    found: dict[str, Told] = {}
    for action in actions:
        found.setdefault(
            action.id,
            {
                "id": action.id,
                "title": action.title,
                "kind": action.kind.value,
                "target": action.target,
                "text": action.text,
                "takes": _taken(action, case),
            },
        )
    return list(found.values())


def _taken(action: Action, case: Case) -> Told:
    return {there: list(codes) for there, codes in taken_along(action, case.answers).items()}


def taken_along(action: Action, answers: Mapping[str, object]) -> dict[str, tuple[str, ...]]:
    """Give the answers that go along with an action, by what they are called there; numbers as text."""
    found: dict[str, tuple[str, ...]] = {}
    for there, taken in (action.takes or {}).items():
        answer = answers.get(taken.question)
        several = answer if isinstance(answer, tuple) else () if answer is None else (answer,)
        codes = tuple(
            code
            for one in several
            if (code := taken.of(one.isoformat() if isinstance(one, date) else str(one))) is not None
        )
        if codes:
            found[there] = codes
    return found


def _share(share: Share) -> Told:
    certain = share.least == share.most
    return {
        "id": share.amount.id,
        "title": share.amount.title,
        "text": share.amount.text,
        "unit": share.amount.unit.value,
        "each": share.amount.each.value,
        "fee": share.amount.is_fee,
        "up_to": share.amount.up_to,
        "amount": number(share.least) if certain else None,
        "from": number(share.least),
        "to": number(share.most),
        "full_amount": number(share.whole_least) if share.whole_least == share.whole_most else None,
        "starts": _iso(share.starts),
        "ends": _iso(share.ends),
        "pro_rata": share.amount.pro_rata.value if share.amount.pro_rata else None,
        "needs_birthday": share.birthday_unknown,
        "cases": [case.title for case in share.cases if case.title],
    }


def _window(name: str, now: Any) -> Told:
    return {
        "id": name,
        "title": now.title,
        "state": "open" if now.is_open else "closed",
        "open_now": now.is_open,
        "opens": _iso(now.opens),
        "closes": _iso(now.closes),
    }


def _spend(spend: SpendList) -> Told:
    items = [{"title": one.title, "answer": one.answer.value, "reason": one.reason} for one in spend.items]
    return {"id": spend.id, "title": spend.title, "text": spend.text, "items": items}


def _evidence(evidence: Evidence) -> Told:
    need = evidence.need or len(evidence.items)
    return {"id": evidence.id, "title": evidence.title, "need": need, "items": list(evidence.items)}


def _step(band: Band, known: Known) -> str | None:
    step = band.step(known)
    return step.code if step else None


def _number_or_ends(known: Known) -> int | list[int] | None:
    if isinstance(known, Within):
        return [known.lowest, known.highest]
    return known if isinstance(known, int) else None


def number(amount: Fraction) -> int | float:
    """Give an amount as a number: whole where it is."""
    return int(amount) if amount.denominator == 1 else float(amount)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
