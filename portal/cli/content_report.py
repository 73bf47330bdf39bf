"""What the check of the content found, for people and for machines."""

import json
from dataclasses import asdict
from pathlib import Path

from portal.quality.rules.findings import Finding, Report


def as_text(report: Report, folder: Path) -> str:
    """Write one line for each finding, with file, line, what is wrong and what to do, and the counts."""
    lines = [_line(finding, folder) for finding in report.findings]
    lines.append(f"{report.files} files: {report.errors} errors, {report.warnings} warnings.")
    return "\n".join(lines)


def _line(finding: Finding, folder: Path) -> str:
    return (
        f"{folder / finding.file}:{finding.line}: {finding.level} ({finding.check}): "
        f"{finding.what}; {finding.remedy}"
    )


def as_json(report: Report, folder: Path) -> str:
    """Write the same as JSON: the counts and a list of findings."""
    told = {
        "folder": str(folder),
        "files": report.files,
        "errors": report.errors,
        "warnings": report.warnings,
        "findings": [asdict(finding) for finding in report.findings],
        "reviews": [
            {
                "file": review.file,
                "line": review.line,
                "reviewed": review.reviewed.isoformat() if review.reviewed else None,
                "due": review.due.isoformat(),
            }
            for review in report.reviews
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=2)
