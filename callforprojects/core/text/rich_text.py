"""Markdown written by people, made into HTML that cannot harm."""

import re

import nh3
from markdown_it import MarkdownIt
from markupsafe import escape

from callforprojects.core.text.cleaning import clean, list_item

_TAGS = {
    "p", "br", "strong", "em", "ul", "ol", "li", "blockquote", "code", "pre", "hr", "a",
    "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
_ATTRIBUTES = {"a": {"href"}}
_SCHEMES = {"https", "http", "mailto"}

_MOST_BRACKETS = 400  # of links: the parser looks for the end of each in all of the text
_MOST_LINES = 2000  # each costs as much as a hundred signs
_MOST_CELLS = 2000  # of tables: each line has as many as the longest
_MARKDOWN_SIGNS = frozenset("-*")
_MARKDOWN_ITEM = re.compile(r"\s*- ")

_parser = MarkdownIt("commonmark", {"html": False, "linkify": False}).enable("table")
_without_tables = MarkdownIt("commonmark", {"html": False, "linkify": False})


def markdown_to_html(text: str) -> str:
    """Safe HTML: the largest titles are h3 (the page owns h1, its section h2), no image, no script.

    Lists pasted from a word processor are lists. Links leave with `rel="noopener noreferrer
    nofollow"`. Brackets past the 400th are plain signs, and so are tables of more than 2,000 cells:
    their cost would grow with the square of the text. More than 2,000 lines are only lines.
    """
    source = _with_lists(clean(text or ""))
    html = _lines(source) if source.count("\n") >= _MOST_LINES else _html(source)
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        link_rel="noopener noreferrer nofollow",
    )


def _html(source: str) -> str:
    tokens = _parser_for(source).parse(_with_few_links(source))
    titles = [token for token in tokens if token.type in {"heading_open", "heading_close"}]
    largest = min((int(token.tag[1]) for token in titles), default=1)
    for token in titles:
        token.tag = f"h{min(int(token.tag[1]) - largest + 3, 6)}"
    return str(_parser.renderer.render(tokens, _parser.options, {}))


def _lines(source: str) -> str:
    lines = str(escape(source)).replace("\n", "<br>\n")
    return f"<p>{lines}</p>"


def _with_lists(text: str) -> str:
    """The bullets of word processors as those of Markdown, apart from the line before them."""
    lines: list[str] = []
    for line in text.split("\n"):
        item = list_item(line)
        if item is None or item.number is not None or item.sign in _MARKDOWN_SIGNS:
            lines.append(line)
            continue
        if lines and lines[-1].strip() and not _MARKDOWN_ITEM.match(lines[-1]):
            lines.append("")
        is_nested = item.sign == "◦" or item.margin > 0
        lines.append(("  - " if is_nested else "- ") + item.text)
    return "\n".join(lines)


def _with_few_links(text: str) -> str:
    head, rest = text, ""
    if text.count("[") > _MOST_BRACKETS:
        cut = [found.start() for found in re.finditer(r"\[", text)][_MOST_BRACKETS]
        head, rest = text[:cut], text[cut:]
    return head + rest.replace("[", "&#91;")


def _parser_for(text: str) -> MarkdownIt:
    lines = text.split("\n")
    cells = len(lines) * max(line.count("|") for line in lines)
    return _without_tables if cells > _MOST_CELLS else _parser
