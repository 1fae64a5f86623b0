"""Markdown written by people, made into HTML that cannot harm."""

import nh3
from markdown_it import MarkdownIt

_TAGS = {
    "p", "br", "strong", "em", "ul", "ol", "li", "blockquote", "code", "pre", "hr", "a",
    "h2", "h3", "h4", "h5", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
_ATTRIBUTES = {"a": {"href"}}
_SCHEMES = {"https", "http", "mailto"}

_parser = MarkdownIt("commonmark", {"html": False, "linkify": False}).enable("table")


def markdown_to_html(text: str) -> str:
    """Safe HTML: the largest titles are h2 (the page owns h1), no image, no script, no style.

    Links leave with `rel="noopener noreferrer nofollow"`.
    """
    tokens = _parser.parse(text or "")
    titles = [token for token in tokens if token.type in {"heading_open", "heading_close"}]
    largest = min((int(token.tag[1]) for token in titles), default=1)
    for token in titles:
        token.tag = f"h{min(int(token.tag[1]) - largest + 2, 5)}"
    html = _parser.renderer.render(tokens, _parser.options, {})
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        link_rel="noopener noreferrer nofollow",
    )
