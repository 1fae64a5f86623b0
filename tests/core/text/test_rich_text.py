"""Markdown that people write cannot harm who reads it."""

import gc
import time
from pathlib import Path

import pytest

from callforprojects.core.text.rich_text import markdown_to_html

pytestmark = pytest.mark.unit


def test_titles_begin_under_that_of_their_section() -> None:
    assert markdown_to_html("# Contexte\n\n**Important**") == (
        "<h3>Contexte</h3>\n<p><strong>Important</strong></p>\n"
    )


def test_titles_begin_there_wherever_the_writer_began() -> None:
    assert markdown_to_html("### Un\n\n#### Deux") == "<h3>Un</h3>\n<h4>Deux</h4>\n"


def test_links_leave_without_saying_where_from() -> None:
    html = markdown_to_html("[site](https://example.org)")

    assert (
        html == '<p><a href="https://example.org" rel="noopener noreferrer nofollow">site</a></p>\n'
    )


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "[click](javascript:alert(1))",
        "![x](https://example.org/x.png)",
        '<img src=x onerror="alert(1)">',
        "<iframe src='https://example.org'></iframe>",
        '<p style="position:fixed">x</p>',
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
    ],
)
def test_what_harms_is_gone(hostile: str) -> None:
    html = markdown_to_html(hostile)

    for danger in ("<script", "<img", "<iframe", "<p style", 'href="javascript', 'href="data'):
        assert danger not in html


def test_a_list_pasted_from_word_is_a_list() -> None:
    pasted = (Path(__file__).parent / "pasted" / "description-from-word.txt").read_text("utf-8")

    assert markdown_to_html(pasted) == (
        "<p>Objectifs&nbsp;:</p>\n<ul>\n<li>Premier</li>\n<li>Deuxième</li>\n"
        "<li>Troisième</li>\n</ul>\n"
    )
    assert markdown_to_html("\uf0b7\tUn\no\tSous\n\uf0b7\tDeux") == (
        "<ul>\n<li>Un\n<ul>\n<li>Sous</li>\n</ul>\n</li>\n<li>Deux</li>\n</ul>\n"
    )


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("|a" * 1000 + "\n" + "|-" * 1000 + "\n" + "|\n" * 2000, id="wide table"),
        pytest.param("![" * 15_000, id="pictures"),
        pytest.param("[" * 30_000, id="brackets"),
        pytest.param("[a](" * 7_500, id="links"),
        pytest.param("> " * 15_000, id="quotes"),
        pytest.param("- " * 15_000, id="lists"),
        pytest.param("*a_ **b__ " * 3_000, id="emphasis"),
        pytest.param(" ".join("`" * i for i in range(1, 240)), id="code"),
        pytest.param("[a]: b\n" * 4_000, id="references"),
        pytest.param("<a " * 10_000, id="tags"),
        pytest.param("[\n" * 15_000, id="a bracket a line"),
        pytest.param("–\n" * 15_000, id="short lines"),
        pytest.param("1. a\n" * 1_999, id="items"),
    ],
)
def test_hostile_texts_are_rendered_within_a_second(text: str) -> None:
    assert min(seconds_of(text) for _time in range(3)) < 1


def seconds_of(text: str) -> float:
    """Of processor, without those of a collector that looks at all that the tests hold."""
    gc.disable()
    start = time.process_time()
    markdown_to_html(text)
    spent = time.process_time() - start
    gc.enable()
    return spent


def test_a_text_of_thousands_of_lines_is_only_lines() -> None:
    assert markdown_to_html("# A\n\n" + "- b\n" * 1_990).count("<li>") == 1_990
    assert markdown_to_html("- <b>\n" * 3_000).startswith("<p>- &lt;b&gt;<br>\n- &lt;b&gt;<br>\n")


def test_a_usual_table_and_usual_links_stay() -> None:
    html = markdown_to_html("|a|b|\n|-|-|\n|1|2|\n\n" + "[x](https://a.example) " * 300)

    assert html.count("<td>") == 2
    assert html.count("<a ") == 300
