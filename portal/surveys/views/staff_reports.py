"""The consultees report and the report of awareness and barriers, for commissioners: exact, each look on record."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from portal.core.roles import Role
from portal.infra.access import requires
from portal.infra.content_pack import content
from portal.infra.db import reading
from portal.offer.content import Tiers
from portal.surveys.queries.awareness import awareness as awareness_of
from portal.surveys.queries.consultees import consultees_report
from portal.surveys.rules.counting import PARENT_SURVEY
from portal.surveys.rules.themes import CodeBook
from portal.surveys.views.looking import note, report_answer, survey_named
from portal.surveys.views.sheets import awareness_sheet, consultees_sheet

bp = Blueprint("surveys_reports", __name__)
_SHAPE = "<any(csv,docx):shape>"


@bp.get("/surveys/reports/consultees")
@bp.get(f"/surveys/reports/consultees.{_SHAPE}", endpoint="consultees_file")
@requires(Role.COMMISSIONER)
def consultees(shape: str = "") -> ResponseReturnValue:
    """Show what people said in their own words, by themes, or give it as a file."""
    note("consultees", "report_exported" if shape else "report_seen")
    tiers = [tier.number for tier in content(Tiers).tiers]
    with reading() as session:
        report = consultees_report(session, content(CodeBook), tiers, request.args.getlist("round"))
    return report_answer(consultees_sheet(report), shape, "consultees", "surveys/report_consultees.html")


@bp.get("/surveys/reports/awareness")
@bp.get(f"/surveys/reports/awareness.{_SHAPE}", endpoint="awareness_file")
@requires(Role.COMMISSIONER)
def awareness(shape: str = "") -> ResponseReturnValue:
    """Show what parents had heard of and what made it hard, or give it as a file."""
    note("awareness", "report_exported" if shape else "report_seen")
    with reading() as session:
        report = awareness_of(session, survey_named(PARENT_SURVEY), request.args.getlist("round"))
    return report_answer(awareness_sheet(report), shape, "awareness", "surveys/report_awareness.html")
