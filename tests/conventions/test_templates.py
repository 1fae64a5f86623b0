"""Rules on templates: questions that exist, imports that serve, nothing inline."""

import re

from flask import Flask
from jinja2 import Environment, meta, nodes

from callforprojects import paths
from callforprojects.core.data.feature import features, landmark
from callforprojects.core.data.visitors import RULES

SOURCES = {
    path.relative_to(paths.TEMPLATES).as_posix(): path.read_text("utf-8")
    for path in paths.TEMPLATES.rglob("*.html")
}
MANY_FORMS = 40
WIDEST = 120
ENVIRONMENT = Environment(extensions=["jinja2.ext.i18n", "jinja2.ext.do"], autoescape=True)


def test_no_line_of_a_template_is_long() -> None:
    """A screen shows it, and two changes of one page meet less often."""
    long = [
        f"{path.relative_to(paths.TEMPLATES).as_posix()}:{number}"
        for suffix in ("html", "svg", "txt", "typ")
        for path in sorted(paths.TEMPLATES.rglob(f"*.{suffix}"))
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if len(line) > WIDEST
    ]

    assert long == []


def test_every_question_of_a_template_exists(application: object) -> None:
    asked = {
        (name, rule)
        for name, source in SOURCES.items()
        for rule in re.findall(r"\bcan\(\s*[\"']([\w.]+)[\"']", source)
    }

    assert asked
    assert sorted((name, rule) for name, rule in asked if rule not in RULES) == []


def test_the_page_of_a_failure_leads_where_every_page_does(declared: Flask) -> None:
    """Where else to go is told by the feature that refuses."""
    named = re.compile(r"landmark\([\"'](\w+)[\"']\)")
    everywhere = {landmark(name) for name in named.findall(SOURCES["_layouts/page.html"])}
    everywhere |= {link.endpoint for each in features() for link in each.navigation.get("site", ())}
    of_failures = {
        landmark(name)
        for page, source in SOURCES.items()
        if page.startswith("errors/")
        for name in named.findall(source)
    }

    assert of_failures
    assert of_failures - everywhere == set()


def test_no_import_is_useless() -> None:
    useless = []
    for name, source in SOURCES.items():
        tree = ENVIRONMENT.parse(source)
        imported = {
            alias if isinstance(alias, str) else alias[1]
            for node in tree.find_all(nodes.FromImport)
            for alias in node.names
        }
        used = {node.name for node in tree.find_all(nodes.Name)}
        useless += [f"{name}: {macro}" for macro in sorted(imported - used)]

    assert useless == []


def test_every_included_template_exists() -> None:
    missing = [
        f"{name}: {target}"
        for name, source in SOURCES.items()
        for target in meta.find_referenced_templates(ENVIRONMENT.parse(source))
        if target and not (paths.TEMPLATES / target).exists()
    ]

    assert missing == []


def test_every_form_that_is_posted_carries_its_hidden_inputs() -> None:
    bare = [
        f"{name}: {form[:80]}"
        for name, source in SOURCES.items()
        for form in re.findall(r"<form\b[^>]*method=\"post\".*?</form>", source, re.DOTALL)
        if "hidden_tag()" not in form and "hidden_inputs()" not in form
    ]

    assert bare == []


def test_nothing_is_inline() -> None:
    inline = [
        f"{name}: {found}"
        for name, source in SOURCES.items()
        if not name.startswith("emails/")
        for found in re.findall(r"<[^>]*\s(?:style|on[a-z]+)=[\"'][^>]*>", source)
    ]

    assert inline == []


def test_unsafe_output_is_only_what_was_cleaned() -> None:
    unsafe = [name for name, source in SOURCES.items() if re.search(r"\|\s*safe\b", source)]

    assert unsafe == []


def test_every_page_of_a_form_says_what_is_wrong_with_it() -> None:
    """A broken business rule has no field: without the summary the same page comes back, mute."""
    asked = {
        name
        for path in paths.PACKAGE.rglob("*.py")
        for name in re.findall(r"render_form\(\s*\"([\w/]+\.html)\"", path.read_text("utf-8"))
    }

    assert len(asked) > MANY_FORMS
    assert sorted(name for name in asked if "error_summary(form" not in with_parents(name)) == []


def with_parents(name: str) -> str:
    """The source of a template and of those that it extends; what they all say, of several ones."""
    source = SOURCES[name]
    parent = re.search(r"^{% extends \"([\w/]+\.html)\"", source, re.MULTILINE)
    layout = re.search(r"^{% extends (?:layouts\.)?(\w+) ", source, re.MULTILINE)
    if layout:
        lines = [set(with_parents(each).splitlines()) for each in layouts_named(layout[1])]
        return source + "\n".join(set.intersection(*lines))
    return source + (with_parents(parent[1]) if parent else "")


def layouts_named(kind: str) -> list[str]:
    """Those that features give to the pages of questionnaires."""
    given = [
        name
        for path in paths.PACKAGE.rglob("*.py")
        for name in re.findall(
            rf"^ +{kind}=\"([\w/]+\.html)\",$", path.read_text("utf-8"), re.MULTILINE
        )
    ]
    assert given, f"no feature gives a layout named {kind}"
    return given
