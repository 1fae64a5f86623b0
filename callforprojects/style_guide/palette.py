"""The colours of static/css/tokens.css, and how well each is read on its ground (WCAG 1.4.3)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from callforprojects import paths

_VALUE = re.compile(r"--([a-z-]+):\s*(#[0-9a-f]{3,6});")
_DARKEST = 0.04045  # below, sRGB is linear
_GROUNDS = ("paper", "paper-warm")
_INKS = ("ink", "ink-soft", "ink-faint", "accent", "accent-deep", "focus")
_TONES = ("neutral", "info", "success", "warning", "danger")
_PURPOSES = (
    "attractiveness",
    "environment",
    "resilience",
    "resources",
    "cohesion",
    "wellbeing",
)


@dataclass(frozen=True, slots=True)
class Pair:
    """A colour on a ground: the names of the two, and the contrast in the light and in the dark."""

    ink: str
    ground: str
    light: float
    dark: float


@cache
def themes() -> tuple[dict[str, str], dict[str, str]]:
    """The values of the names, in the light and in the dark."""
    light, _media, dark = (
        (paths.STATIC / "css" / "tokens.css").read_text("utf-8").partition("@media")
    )
    day = dict(_VALUE.findall(light))
    return day, day | dict(_VALUE.findall(dark))


@cache
def pairs() -> Sequence[Pair]:
    """Each text on each ground that it stands on."""
    wanted = [(ink, ground) for ink in _INKS for ground in _GROUNDS]
    wanted += [("on-accent", "accent"), ("accent", "accent-wash")]
    wanted += [(f"tone-{tone}", f"tone-{tone}-wash") for tone in _TONES]
    wanted += [(f"purpose-{purpose}", ground) for purpose in _PURPOSES for ground in _GROUNDS]
    light, dark = themes()
    return tuple(
        Pair(ink, ground, contrast(light[ink], light[ground]), contrast(dark[ink], dark[ground]))
        for ink, ground in wanted
    )


def contrast(first: str, second: str) -> float:
    """From 1 to 21, to two places: the ratio of WCAG 2.2 between two colours written `#rrggbb`."""
    darker, lighter = sorted((_luminance(first), _luminance(second)))
    return round((lighter + 0.05) / (darker + 0.05), 2)


def _luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == len("#rrggbb") else "".join(d * 2 for d in colour[1:])
    red, green, blue = (_linear(int(digits[at : at + 2], 16) / 255) for at in (0, 2, 4))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= _DARKEST else ((part + 0.055) / 1.055) ** 2.4
