"""The walls of the house hold: who may import whom (the contracts stand in pyproject.toml)."""

import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from portal.settings import PROJECT

# Each breach is a file with what is planted at its end, and the name of the contract that must notice.
BREACHES: Mapping[str, tuple[str, str, str]] = {
    "a lower room imports a higher one": (
        "portal/audit/services.py",
        "import portal.referrals.services",
        "Domains depend downwards only",
    ),
    "rooms side by side import each other": (
        "portal/surveys/queries.py",
        "import portal.referrals.queries",
        "Domains depend downwards only",
    ),
    "a new folder that nobody placed": (
        "portal/messages/__init__.py",
        '"""New."""',
        "Domains depend downwards only",
    ),
    "queries that call services": (
        "portal/referrals/queries/queue.py",
        "import portal.referrals.services",
        "Inside a domain: what you see, ask, do, look up, keep, decide",
    ),
    "a bag in a domain": (
        "portal/referrals/helpers.py",
        '"""Bag."""',
        "Inside a domain: what you see, ask, do, look up, keep, decide",
    ),
    "rules that read the clock": (
        "portal/referrals/rules/triage.py",
        "import portal.infra.clock",
        "Rules are plain Python",
    ),
    "rules that know SQL": ("portal/core/ages.py", "import sqlalchemy", "Rules are plain Python"),
    "a view that asks the database itself": (
        "portal/referrals/views/staff.py",
        "import sqlalchemy",
        "Views and forms know no SQL and no index",
    ),
    "a directory that reaches people": (
        "portal/activities/jobs.py",
        "import portal.accounts.queries",
        "The open feed and imports cannot reach people",
    ),
    "Whoosh in a view": ("portal/activities/views/public.py", "import whoosh", "Whoosh lives in one place"),
    "Integer programming in a view": (
        "portal/surveys/views/public.py",
        "import scipy",
        "Integer programming lives in one place",
    ),
    "tables of another domain": (
        "portal/referrals/services/sending.py",
        "import portal.notifications.models",
        "Tables of notifications are private to notifications",
    ),
}


def _contracts(folder: Path) -> subprocess.CompletedProcess[str]:
    """Check a tree, without what another run remembered."""
    command = [
        Path(sys.executable).parent / "lint-imports",
        "--no-cache",
        "--config",
        PROJECT / "pyproject.toml",
    ]
    return subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        env={"PYTHONPATH": str(folder), "COLUMNS": "200"},
        capture_output=True,
        text=True,
    )


@pytest.fixture(scope="module")
def report_on_breaches(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Plant all breaches in a copy of the code and give what the contracts say."""
    folder = tmp_path_factory.mktemp("house")
    shutil.copytree(
        PROJECT / "portal", folder / "portal", ignore=shutil.ignore_patterns("__pycache__", "static")
    )
    for file, planted, _contract in BREACHES.values():
        path = folder / file
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"{path.read_text() if path.exists() else ''}\n{planted}\n")
    checked = _contracts(folder)
    assert checked.returncode != 0
    return checked.stdout


def test_all_contracts_are_kept() -> None:
    checked = _contracts(PROJECT)
    assert checked.returncode == 0, checked.stdout[checked.stdout.find("Contracts") :] + checked.stderr


@pytest.mark.parametrize("breach", BREACHES)
def test_a_planted_breach_is_noticed(breach: str, report_on_breaches: str) -> None:
    file, planted, contract = BREACHES[breach]
    module = file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    told = f"{module} -> {planted.removeprefix('import ')}" if planted.startswith("import ") else module
    sections = re.split(r"\n(.+)\n-{3,}\n", report_on_breaches)
    assert told in sections[len(sections) - 1 - sections[::-1].index(contract) + 1], report_on_breaches


def test_a_planted_circle_is_noticed(report_on_breaches: str) -> None:
    assert "No circles BROKEN" in report_on_breaches
    assert "- .audit -> .referrals (1 import)" in report_on_breaches


@pytest.mark.parametrize("folder", sorted({path.parent for path in (PROJECT / "portal").rglob("*.py")}))
def test_every_folder_with_code_is_a_package(folder: Path) -> None:
    # A folder without this file is left out of an installed portal, and the contracts do not see into it.
    assert (folder / "__init__.py").exists(), (
        f"add {folder.relative_to(PROJECT)}/__init__.py with one sentence"
    )
