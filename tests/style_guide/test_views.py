"""The style guide shows every component, and every colour can be read."""

from pathlib import PurePosixPath

import pytest
from jinja2 import Environment, nodes

from callforprojects import paths
from callforprojects.style_guide import palette

ENVIRONMENT = Environment(extensions=["jinja2.ext.i18n", "jinja2.ext.do"], autoescape=True)
# Mails are read in the mailbox of a demonstration; what brings a script draws nothing.
ELSEWHERE = {"mail.html", "htmx.html"}
COMPONENTS = sorted(
    path for path in (paths.TEMPLATES / "_components").glob("*.html") if path.name not in ELSEWHERE
)


def parsed(name: str) -> nodes.Template:
    return ENVIRONMENT.parse((paths.TEMPLATES / name).read_text("utf-8"))


def imported(names: list[str]) -> set[tuple[str, str]]:
    """The macros that these templates import, and those that these macros' files import in turn."""
    found: set[tuple[str, str]] = set()
    waiting = list(names)
    while waiting:
        for node in parsed(waiting.pop()).find_all(nodes.FromImport):
            assert isinstance(node.template, nodes.Const)
            file = str(node.template.value)
            if file not in {known for known, _macro in found}:
                waiting.append(file)
            found |= {(file, macro if isinstance(macro, str) else macro[0]) for macro in node.names}
    return found


def parts() -> list[str]:
    """The page and what it includes."""
    folder = paths.TEMPLATES / "style_guide"
    return [f"style_guide/{each.name}" for each in folder.glob("*.html")]


@pytest.mark.parametrize("component", COMPONENTS, ids=lambda path: path.stem)
def test_every_component_is_shown(component: PurePosixPath) -> None:
    file = f"_components/{component.name}"
    macros = {node.name for node in parsed(file).find_all(nodes.Macro)}
    shown = {macro for known, macro in imported(parts()) if known == file}
    used_at_home = {
        node.node.name
        for node in parsed(file).find_all(nodes.Call)
        if isinstance(node.node, nodes.Name)
    }

    assert macros
    assert {name for name in macros if not name.startswith("_")} - shown - used_at_home == set()


@pytest.mark.parametrize("pair", palette.pairs(), ids=lambda pair: f"{pair.ink} on {pair.ground}")
def test_every_colour_is_read_on_its_ground(pair: palette.Pair) -> None:
    """Ratio 4.5 at least, light and dark (WCAG 2.2, 1.4.3)."""
    assert pair.light >= 4.5
    assert pair.dark >= 4.5


@pytest.mark.parametrize(
    ("first", "second", "ratio"),
    [("#000000", "#ffffff", 21.0), ("#fff", "#ffffff", 1.0), ("#767676", "#fff", 4.54)],
)
def test_the_contrast_is_that_of_wcag(first: str, second: str, ratio: float) -> None:
    assert palette.contrast(first, second) == ratio
