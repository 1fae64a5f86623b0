"""Rules on addresses: one form, one identifier, one page per endpoint, an access for each."""

import re
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.routing import Rule

from callforprojects import paths
from callforprojects.app import FEATURES, OF_DEMONSTRATION
from callforprojects.core.data.deletion import Deletable
from callforprojects.core.data.feature import features
from callforprojects.core.web import access

SNAPSHOT = Path(__file__).with_name("routes.txt")
# where machines look, whatever the program
WELL_KNOWN = {"/healthz", "/readyz", "/metrics", "/.well-known/security.txt"}
# the pages of no feature, and those that had their address before they had a package
NAMED_OTHERWISE = {"pages", "style_guide", "criteria"}
KEBAB = re.compile(r"^(/([a-z0-9]+(-[a-z0-9]+)*|<(uuid|token|int):[a-z_]+>))*(\.(svg|csv)|/)?$|^/$")


def rules(app: Flask) -> list[Rule]:
    return sorted(
        (rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"),
        key=lambda rule: (rule.rule, rule.endpoint),
    )


def test_addresses_are_kebab_case_and_typed(application: Flask) -> None:
    ours = [rule.rule for rule in rules(application) if rule.rule not in WELL_KNOWN]
    untidy = [address for address in ours if not KEBAB.match(untyped(address))]

    assert untidy == []


def untyped(rule: str) -> str:
    """A token of a mail is the only text allowed in an address."""
    return rule.replace("<token>", "<token:token>").replace("<string:token>", "<token:token>")


def test_an_address_holds_one_identifier(application: Flask) -> None:
    crowded = [rule.rule for rule in rules(application) if len(rule.arguments) > 1]

    assert crowded == []


def test_an_address_begins_with_its_feature(application: Flask) -> None:
    strangers = [
        rule.rule
        for rule in rules(application)
        if (feature := rule.endpoint.split(".")[0]) not in NAMED_OTHERWISE
        and rule.rule not in WELL_KNOWN
        and not rule.rule.startswith(f"/{feature}")
    ]

    assert strangers == []


def test_every_view_declares_its_access(application: Flask) -> None:
    undeclared = [
        endpoint
        for endpoint, view in application.view_functions.items()
        if endpoint != "static" and not hasattr(view, "access")
    ]

    assert undeclared == []


def test_an_undeclared_view_stops_the_application() -> None:
    app = Flask("careless")
    app.add_url_rule("/open", "careless", lambda: "anybody may read this")

    with pytest.raises(RuntimeError, match="careless"):
        access.refuse_undeclared_views(app)


def test_every_kind_of_draft_that_can_be_deleted_has_its_list(declared: Flask) -> None:
    listed: dict[type, str] = {
        table: drafts.endpoint
        for feature in features()
        for table, drafts in feature.deleted_drafts.items()
    }

    assert set(listed) == set(Deletable.__subclasses__())
    assert set(listed.values()) <= set(declared.view_functions)


def test_no_address_vanishes_unnoticed(application: Flask) -> None:
    """An address that people know stays, or is redirected. Regenerate: see CONTRIBUTING.md."""
    present = {f"{rule.rule} {rule.endpoint}" for rule in rules(application)}

    assert sorted(set(SNAPSHOT.read_text("utf-8").splitlines()) - present) == []
    assert sorted(present - set(SNAPSHOT.read_text("utf-8").splitlines())) == []


def test_folders_of_templates_and_of_tests_are_features() -> None:
    shared = {"_layouts", "_components", "emails", "errors", "pdf"}
    templates = {path.name for path in paths.TEMPLATES.iterdir() if path.is_dir()}

    assert templates - shared - {*FEATURES, *OF_DEMONSTRATION} == set()


def test_templates_are_named_after_endpoints(application: Flask) -> None:
    endpoints = set(application.view_functions)
    orphans = [
        f"{path.parent.name}/{path.name}"
        for feature in (*FEATURES, *OF_DEMONSTRATION)
        for path in (paths.TEMPLATES / feature).glob("*.html")
        if not path.name.startswith("_") and f"{feature}.{path.stem}" not in endpoints
    ]

    assert orphans == []


def test_templates_of_pages_that_features_take_over_are_named_after_them(
    application: Flask,
) -> None:
    """The editor of questionnaires has its addresses under those of whoever asks one."""
    pages = {endpoint.rpartition(".")[2] for endpoint in application.view_functions}
    orphans = [
        f"{path.parent.name}/{path.name}"
        for feature in FEATURES
        for path in (paths.TEMPLATES / feature).glob("*/*.html")
        if not path.name.startswith("_") and path.stem not in pages
    ]

    assert orphans == []
