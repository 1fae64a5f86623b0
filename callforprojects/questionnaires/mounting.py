"""Pages of questionnaires under the addresses of a feature, behind gates made of what it says."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any, Protocol

from flask import Blueprint
from flask.typing import ResponseReturnValue

View = Callable[..., ResponseReturnValue]
Decorator = Callable[[View], View]


class MountedOwner(Protocol):
    """What a feature says of its things.

    `argument` is how their identifier is called in addresses; `opened` gives one of them as the
    views know it.
    """

    @property
    def argument(self) -> str: ...
    def opened(self, thing: Any) -> object: ...  # noqa: ANN401  # any table


@dataclass(frozen=True, slots=True)
class MountedPage:
    """One page: its address, where `{argument}` may stand, its view, and how its gate is made."""

    address: str
    methods: Sequence[str]
    view: View
    gate: Callable[[Any], Decorator]


def page_in(
    pages: list[MountedPage], address: str, methods: Sequence[str], gate: Callable[[Any], Decorator]
) -> Decorator:
    """Add a view to the pages that a feature can take over."""

    def register(view: View) -> View:
        pages.append(MountedPage(address, methods, view, gate))
        return view

    return register


def add_pages(blueprint: Blueprint, pages: Sequence[MountedPage], owner: MountedOwner) -> None:
    """Put the pages under the addresses of a feature; their endpoints are named after the views."""
    for page in pages:
        blueprint.add_url_rule(
            page.address.format(argument=owner.argument),
            endpoint=page.view.__name__,
            view_func=page.gate(owner)(_opened(page.view, owner)),
            methods=page.methods,
        )


def _opened(view: View, owner: MountedOwner) -> View:
    """A view that gets what the gate has loaded: the thing as it knows it, then its part if any."""

    @wraps(view)
    def opened(*things: Any) -> ResponseReturnValue:  # noqa: ANN401  # any table
        *parts, thing = things
        return view(owner.opened(thing), *parts)

    return opened
