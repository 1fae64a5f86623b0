"""The accessibility tree of a page, as Chromium gives it to screen readers."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Page


@dataclass
class Node:
    """What a screen reader is told of an element."""

    role: str
    name: str
    description: str
    states: dict[str, Any]
    children: list["Node"] = field(default_factory=list)

    def walk(self) -> Iterator["Node"]:
        yield self
        for child in self.children:
            yield from child.walk()

    def all(self, role: str) -> list["Node"]:
        """Every node of a role in this one, in the order of the page."""
        return [node for node in self.walk() if node.role == role]

    def one(self, role: str, name: str) -> "Node":
        """The node of this role whose name begins so."""
        (found,) = [node for node in self.all(role) if node.name.startswith(name)]
        return found

    @property
    def words(self) -> str:
        """The text in it."""
        return " ".join(node.name for node in self.walk() if node.role == "StaticText")


def tree_of(page: Page) -> Node:
    """The whole tree of a page, without what is ignored."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    by_id = {node["nodeId"]: node for node in nodes}
    (root,) = _nodes(by_id, nodes[0])
    return root


def _nodes(by_id: dict[str, Any], raw: dict[str, Any]) -> list[Node]:
    """The node with its children, or its children alone when it is ignored."""
    children = [
        node
        for identifier in raw.get("childIds", [])
        if identifier in by_id
        for node in _nodes(by_id, by_id[identifier])
    ]
    if raw["ignored"]:
        return children
    return [
        Node(
            role=_value(raw, "role"),
            name=_value(raw, "name"),
            description=_value(raw, "description"),
            states={each["name"]: each["value"].get("value") for each in raw["properties"]},
            children=children,
        )
    ]


def _value(raw: dict[str, Any], name: str) -> str:
    return " ".join(str(raw.get(name, {}).get("value", "")).split())
