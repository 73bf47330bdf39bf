"""The queue as a CSV file for the council's own systems."""

import csv
import io

from flask import Blueprint, Response

from portal.audit.services import record
from portal.core.csv_cells import MARK, safe_cell
from portal.core.roles import Role
from portal.infra.access import current_actor, requires
from portal.infra.clock import now
from portal.infra.db import reading, unit_of_work
from portal.infra.keys import keys
from portal.referrals.queries.cases import every_opened_referral
from portal.referrals.views.said import every_question, everything_said

bp = Blueprint("referrals_export", __name__)

_CLEAR = (
    "reference",
    "received_at",
    "contact_due",
    "kind",
    "route",
    "status",
    "outcome",
    "district_code",
    "age_band",
    "is_urgent",
    "flags",
    "is_damaged",
)


@bp.get("/referrals.csv")
@requires(Role.TRIAGE_OFFICER, fresh=True)
def export() -> Response:
    """Give every referral with everything said; the export is recorded first."""
    with unit_of_work() as session:
        record(
            session,
            now=now(),
            action="referral.exported",
            subject_type="export",
            subject="referrals.csv",
            actor=str(current_actor().user_id),
            fields=["all"],
        )
    asked = every_question()
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([*_CLEAR, *asked])
    with reading() as session:
        for referral in every_opened_referral(session, keys().vault):
            row = referral.row
            clear = [
                row.reference,
                row.received_at.isoformat(timespec="seconds"),
                row.contact_due.isoformat(),
                row.kind,
                row.route,
                row.status,
                row.outcome or "",
                row.district,
                row.age_band,
                "yes" if row.is_urgent else "no",
                " ".join(row.flags),
                "yes" if referral.is_damaged else "no",
            ]
            entries = everything_said(referral.answers, (), referral.questionnaire)
            said = {entry.question: "; ".join(entry.texts) for entry in entries}
            writer.writerow([safe_cell(cell) for cell in (*clear, *(said.get(name, "") for name in asked))])
    # A byte order mark, because Excel reads accents wrongly without it.
    response = Response(MARK + out.getvalue(), mimetype="text/csv")
    response.headers["Content-Disposition"] = 'attachment; filename="referrals-not-for-publication.csv"'
    return response
