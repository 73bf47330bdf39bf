"""Content files are read whole or refused with file, line and reason."""

from pathlib import Path

import pytest

from portal.infra.content_files import ContentError, ContentModel, load_markdown, load_yaml, rendered


class Thing(ContentModel):
    """Something with a name and ages."""

    name: str
    ages: tuple[int, ...] = ()


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("name: a\nages: [1, x]\n", 2, "ages.1: "),
        ("name: a\n\nnmae: b\n", 3, "nmae: "),
        ("ages: [1]\n", 1, "name: "),
        ("name: a\nages:\n\t- 1\n", 3, ""),
        ("name: [\n", None, ""),
        ("name: a\nname: b\n", None, ""),
        ("", 1, "name: "),
        ("name: a\nages: [2026-01-02, 2026-02-30]  # not 2026-13-01\n", 2, "there is no day 2026-02-30"),
        ("name: a\nages: 3\n", 2, "ages: this is a list"),
        ("- a\n", 1, "this has keys and values"),
        ("name: a\nages: " + "[" * 3000, None, "inside each other"),
    ],
)
def test_the_first_fault_is_named_with_its_line(
    text: str, line: int | None, reason: str, tmp_path: Path
) -> None:
    path = tmp_path / "thing.yaml"
    path.write_text(text)
    with pytest.raises(ContentError) as refused:
        load_yaml(path, Thing)
    assert str(path) in str(refused.value)
    assert "\n" not in str(refused.value)
    assert reason in refused.value.reason
    if line is not None:
        assert refused.value.line == line


def test_letters_that_are_not_utf_8_are_told_with_their_line(tmp_path: Path) -> None:
    path = tmp_path / "thing.yaml"
    path.write_bytes("name: a\nages: [1]  # ä\n".encode("latin-1"))
    with pytest.raises(ContentError, match=r"thing\.yaml:2: .*save it as UTF-8"):
        load_yaml(path, Thing)


def test_yaml_reads_words_as_words(tmp_path: Path) -> None:
    path = tmp_path / "thing.yaml"
    path.write_text("name: no\n")
    assert load_yaml(path, Thing).name == "no"


def test_a_page_has_a_head_and_a_body(tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    path.write_text("---\nname: a\n---\n\nHello\n")
    assert load_markdown(path, Thing) == (Thing(name="a"), "\nHello\n")
    path.write_text("Hello\n")
    with pytest.raises(ContentError, match="front matter"):
        load_markdown(path, Thing)


def test_html_in_a_page_is_shown_as_text_and_links_run_nothing() -> None:
    html = rendered("<script>alert(1)</script> [x](javascript:alert(1))")
    assert "<script>" not in html
    assert "href" not in html


def test_a_table_of_a_page_scrolls_by_itself_and_has_a_name() -> None:
    html = rendered("| a | b |\n|---|---|\n| 1 | 2 |\n")
    assert html.startswith('<div class="table-scroll" role="region" aria-label="Table" tabindex="0">')
    assert html.rstrip().endswith("</table>\n</div>")
