"""Markdown that people write cannot harm who reads it."""

import pytest

from callforprojects.core.rich_text import markdown_to_html


def test_titles_begin_under_the_title_of_the_page() -> None:
    assert markdown_to_html("# Contexte\n\n**Important**") == (
        "<h2>Contexte</h2>\n<p><strong>Important</strong></p>\n"
    )


def test_titles_begin_there_wherever_the_writer_began() -> None:
    assert markdown_to_html("### Un\n\n#### Deux") == "<h2>Un</h2>\n<h3>Deux</h3>\n"


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
