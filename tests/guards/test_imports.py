"""The walls of the house hold: who may import whom (the contracts stand in pyproject.toml)."""

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
        "portal/referrals/queries.py",
        "import portal.referrals.services",
        "Inside a domain",
    ),
    "a bag in a domain": ("portal/referrals/helpers.py", '"""Bag."""', "Inside a domain"),
    "rules that read the clock": (
        "portal/referrals/rules/triage.py",
        "import portal.infra.clock",
        "Rules are plain Python",
    ),
    "rules that know SQL": ("portal/core/ages.py", "import sqlalchemy", "Rules are plain Python"),
    "a view that asks the database itself": (
        "portal/referrals/views/staff.py",
        "import sqlalchemy",
        "Views and forms know no SQL",
    ),
    "a directory that reaches people": (
        "portal/activities/jobs.py",
        "import portal.accounts.queries",
        "cannot reach people",
    ),
    "Whoosh in a view": ("portal/activities/views/public.py", "import whoosh", "Whoosh lives in one place"),
    "tables of another domain": (
        "portal/referrals/services.py",
        "import portal.notifications.models",
        "Tables of notifications are private",
    ),
}


def _contracts(folder: Path) -> subprocess.CompletedProcess[str]:
    """Check a tree, without what another run remembered."""
    command = [Path(sys.executable).parent / "lint-imports", "--no-cache", "--config", PROJECT / "pyproject.toml"]
    return subprocess.run(
        [str(part) for part in command], cwd=folder, env={"PYTHONPATH": str(folder)}, capture_output=True, text=True
    )


@pytest.fixture(scope="module")
def copied_tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a copy of the code in which breaches can be planted."""
    folder = tmp_path_factory.mktemp("house")
    shutil.copytree(PROJECT / "portal", folder / "portal", ignore=shutil.ignore_patterns("__pycache__", "static"))
    return folder


def test_all_contracts_are_kept() -> None:
    checked = _contracts(PROJECT)
    assert checked.returncode == 0, checked.stdout[checked.stdout.find("Contracts") :] + checked.stderr


@pytest.mark.parametrize("breach", BREACHES)
def test_a_planted_breach_is_noticed(breach: str, copied_tree: Path) -> None:
    file, planted, contract = BREACHES[breach]
    path = copied_tree / file
    before = path.read_text() if path.exists() else None
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"{before or ''}\n{planted}\n")
    try:
        checked = _contracts(copied_tree)
    finally:
        path.write_text(before) if before is not None else path.unlink()
    broken = [line for line in checked.stdout.splitlines() if line.endswith("BROKEN")]
    assert any(contract in line for line in broken), checked.stdout + checked.stderr


@pytest.mark.parametrize("folder", sorted({path.parent for path in (PROJECT / "portal").rglob("*.py")}))
def test_every_folder_with_code_is_a_package(folder: Path) -> None:
    # A folder without this file is left out of an installed portal, and the contracts do not see into it.
    assert (folder / "__init__.py").exists(), f"add {folder.relative_to(PROJECT)}/__init__.py with one sentence"
