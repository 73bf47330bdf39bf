"""Rule sets of real councils, each written in the language without a line of code, and what a command says of them."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from portal.cli import main
from portal.eligibility.content.alone import surroundings_of
from portal.eligibility.content.checking import checked, opened
from portal.settings import PROJECT
from tests.unit.eligibility.writing import REST, part, rule, whole

FOLDER = PROJECT / "tests" / "rule_sets"
FILES = sorted(FOLDER.glob("*.yaml"))
FEWEST_EXAMPLES = 3


def portal(*arguments: str) -> Result:
    """Run the command."""
    return CliRunner().invoke(main, list(arguments))


def test_ten_councils_are_here() -> None:
    assert len(FILES) == 10


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_real_set_has_no_fault_and_its_examples_come_out(path: Path) -> None:
    around = surroundings_of(path, {})
    found = checked(path, around)
    assert not found.faults, "\n".join(map(str, found.faults))
    assert len(opened(path, around).file.examples) >= FEWEST_EXAMPLES


def test_the_example_of_the_handbook_is_a_whole_and_good_rule_set(tmp_path: Path) -> None:
    handbook = (PROJECT / "docs" / "eligibility-rules.md").read_text(encoding="utf-8")
    path = tmp_path / "buddy.yaml"
    path.write_text(handbook.split("```yaml\n")[1].split("```")[0], encoding="utf-8")
    found = checked(path, surroundings_of(path, {}))
    assert not found.faults, "\n".join(map(str, found.faults))
    assert found.rules is not None
    assert len(found.rules.file.examples) == FEWEST_EXAMPLES


def test_the_check_says_that_sets_are_good() -> None:
    result = portal("rules", "check", str(FOLDER))
    assert result.exit_code == 0, result.output
    assert result.output.count("good;") == len(FILES)


def test_the_check_names_faults_and_fails(tmp_path: Path) -> None:
    path = tmp_path / "planted.yaml"
    path.write_text(whole(part(rule("plan", '{question: plan, is: "yes"}', more="next: []"), REST)))
    result = portal("rules", "check", str(path))
    assert result.exit_code == 1
    assert f"{path}:" in result.output
    assert "dead end" in result.output
    told = portal("rules", "check", str(path), "--format", "json")
    (fault,) = json.loads(told.stdout)["faults"]
    assert (fault["kind"], fault["rule"], fault["part"]) == ("dead_end", "plan", "thing")
    assert fault["example"] == {"plan": "yes"}
    assert told.exit_code == 1


def decided(tmp_path: Path, name: str, answers: object, *more: str) -> Result:
    """Decide by one of the real sets."""
    path = tmp_path / "answers.json"
    path.write_text(json.dumps(answers))
    return portal("rules", "decide", str(FOLDER / f"{name}.yaml"), "--answers", str(path), *more)


def test_a_decision_as_json(tmp_path: Path) -> None:
    answers = {"born": "2017-02-10", "plan": "yes", "tariff": "d"}
    result = decided(tmp_path, "herefordshire", answers, "--format", "json", "--on", "2026-10-01")
    told = json.loads(result.stdout)
    assert (told["outcome"], told["version"], told["in_force"]) == ("can", "2026-27", True)
    assert told["reasons"] == ["A plan at tariff D or higher is enough from 4 to 17."]
    assert [action["id"] for action in told["next_actions"]] == ["apply", "ring"]
    (only,) = told["parts"]
    (amount,) = only["amounts"]
    assert (amount["amount"], amount["full_amount"], amount["ends"]) == (299.18, 600, "2027-03-31")
    assert [item["answer"] for item in only["spend"][0]["items"]] == ["can", "cannot", "cannot", "cannot"]
    assert told["not_needed"] == ["An EHC plan", "A social care assessment"]


def test_a_decision_in_words_and_the_day_in_the_answers(tmp_path: Path) -> None:
    given = {"on": "2026-12-01", "answers": {"born": "2015-01-01", "plan": True}}
    result = decided(tmp_path, "cumberland", given)
    assert result.exit_code == 0, result.output
    assert "October: closed, opens 2027-10-01" in result.output
    assert "because: You can send the form when the next window opens." in result.output


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        ({"agge": 7}, 'there is no question "agge"'),
        ({"plan": "perhaps"}, '"plan" is one of yes, no, not_sure'),
        ({"born": "yesterday"}, "is a date such as 2015-03-27"),
        ([1], "questions by id"),
        ({"answers": {}, "plan": "yes"}, '"plan" stands beside "answers"'),
    ],
)
def test_answers_that_cannot_be_read_are_named(tmp_path: Path, answers: object, reason: str) -> None:
    result = decided(tmp_path, "herefordshire", answers)
    assert result.exit_code == 1
    assert reason in result.output


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        (
            b"plan: yes\nborn: 2015-02-29\n",
            "answers.yaml:2: the answers cannot be read: there is no day 2015-02-29",
        ),
        ("born: 2015-01-01 # é".encode("latin-1"), "save it as UTF-8"),
        (b"[" * 3000, "cannot be read"),
        (b"born: 2015-01-01 10:00:00", "is a date such as 2015-03-27"),
    ],
)
def test_files_of_answers_that_no_reader_takes_are_one_line(
    tmp_path: Path, written: bytes, reason: str
) -> None:
    path = tmp_path / "answers.yaml"
    path.write_bytes(written)
    result = portal("rules", "decide", str(FOLDER / "herefordshire.yaml"), "--answers", str(path))
    assert result.exit_code == 1
    assert reason in result.output


def test_a_questionnaire_beside_the_file_is_found(tmp_path: Path) -> None:
    (tmp_path / "sheet.yaml").write_text(
        'id: sheet\nversion: "1"\nkeep: none\ntitle: "S"\npages:\n'
        '  - {id: age, title: "Age", questions: [{id: age, type: number}]}\n'
    )
    text = whole(
        part(rule("child", "{question: age, at_most: 17}"), REST), questions="questionnaire: sheet\n"
    )
    (tmp_path / "rules.yaml").write_text(text)
    result = portal("rules", "check", str(tmp_path))
    assert result.exit_code == 0, result.output
