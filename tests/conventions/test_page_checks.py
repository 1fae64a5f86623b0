"""The checks that every page opened by a test goes through: each of them bites."""

import pytest

from tests.page import check, parse

GOOD = """<!doctype html>
<html lang="en">
  <head><meta charset="utf-8"><title>Calls – Site</title>{head}</head>
  <body>{before}<main><h1>Calls</h1>{body}</main></body>
</html>"""


def page(body: str = "", *, head: str = "", before: str = "") -> str:
    return GOOD.format(body=body, head=head, before=before)


@pytest.mark.parametrize(
    "html",
    [
        page(),
        page('<label for="name">Name</label><input id="name" name="name">'),
        page('<label>Name <input name="name"></label>'),
        page('<input name="name" aria-label="Name">'),
        page('<input type="hidden" name="token"><button>Send</button>'),
        page('<p id="hint">A word.</p><input aria-label="Name" aria-describedby="hint">'),
        page(head='<script type="module" src="/static/js/site.js"></script>'),
        page('<script type="application/json">{}</script>'),
    ],
)
def test_a_good_page_passes(html: str) -> None:
    check(parse(html))


@pytest.mark.parametrize(
    ("html", "fault"),
    [
        (page("<p><div></div></p>"), "invalid HTML"),
        (page("<p>An <em>end</p>"), "invalid HTML"),
        (page('<p class="a" class="b"></p>'), "invalid HTML"),
        (page().replace("<!doctype html>", ""), "invalid HTML"),
        (page().replace(' lang="en"', ""), "does not say its language"),
        (page().replace('lang="en"', 'lang="de"'), "does not say its language"),
        (page().replace("<h1>Calls</h1>", ""), "one h1"),
        (page("<h1>Calls</h1>"), "one h1"),
        (page().replace("<title>Calls – Site</title>", "<title>Site</title>"), "the title"),
        (page('<p id="a"></p><p id="a"></p>'), "repeated ids"),
        (page('<input name="name">'), "no label"),
        (page('<label for="other">Name</label><input id="name">'), "no label"),
        (page('<select name="kind"><option>A</option></select>'), "no label"),
        (page("<textarea></textarea>"), "no label"),
        (page("<button></button>"), "without words"),
        (page('<a href="/"><span></span></a>'), "without words"),
        (page('<label for="gone">Name</label>'), "points to nothing"),
        (page('<input aria-label="Name" aria-describedby="gone">'), "points to nothing"),
        (page('<div aria-labelledby="gone"></div>'), "points to nothing"),
        (
            page('<form method="post"><button>Send</button></form>'),
            "a form to None without",
        ),
        (page('<p style="color: red"></p>'), "inline style on p"),
        (page(head="<style>p { color: red }</style>"), "inline style sheet"),
        (page('<p onclick="run()"></p>'), "inline handlers"),
        (page("<script>run()</script>"), "inline script"),
    ],
)
def test_a_bad_page_is_refused(html: str, fault: str) -> None:
    with pytest.raises(AssertionError, match=fault):
        check(parse(html))
