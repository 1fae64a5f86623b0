"""create_app(): the only place that knows all the features, in their order."""

from importlib import import_module
from importlib.util import find_spec

from flask import Flask

from callforprojects import paths
from callforprojects.core.data.feature import declare
from callforprojects.core.outside import engine, jobs, logs, mail, storage
from callforprojects.core.outside.settings import Settings
from callforprojects.core.web import (
    access,
    arrivals,
    bodies,
    compression,
    demonstration_mode,
    destinations,
    error_pages,
    hosts,
    languages,
    limits,
    metrics,
    navigation,
    origins,
    request_keys,
    request_transaction,
    security,
    sessions,
    static_files,
    templates,
    unanswered,
    unsent_forms,
)
from callforprojects.iso37101 import template_globals

GROUND = (
    logs,
    hosts,
    origins,
    sessions,
    metrics,
    engine,
    request_transaction,
    compression,
    bodies,
    security,
    arrivals,
    unanswered,
    access,
    languages,
    templates,
    limits,
    mail,
    storage,
    error_pages,
    unsent_forms,
    demonstration_mode,
    destinations,
    navigation,
    request_keys,
)
FEATURES = (
    "territories",
    "activity",
    "messages",
    "accounts",
    "files",
    "organisations",
    "questionnaires",
    "calls",
    "criteria",
    "applications",
    "juries",
    "reviews",
    "selection",
    "archives",
    "operations",
    "dashboard",
    "pages",
)
OF_DEMONSTRATION = ("style_guide", "demonstration")  # elsewhere their addresses do not exist
PARTS = (
    "models",
    "permissions",
    "queries",
    "services",
    "tasks",
    "feature",
    "views",
)


def create_app(settings: Settings | None = None) -> Flask:
    """The application. Without `settings`, they are read from the environment.

    Raises SettingsError when one makes no sense, RuntimeError when a view declares no access.
    """
    app = Flask(
        "callforprojects",
        template_folder=str(paths.TEMPLATES),
        static_folder=str(paths.STATIC),
        root_path=str(paths.PACKAGE),
    )
    chosen = app.extensions["settings"] = settings or Settings.from_environment()
    for ground in GROUND:
        ground.init_app(app)
    template_globals.init_app(app)
    for feature in (*FEATURES, *(OF_DEMONSTRATION if chosen.is_demonstration else ())):
        _open(app, feature)
    jobs.init_app(app)
    static_files.init_app(app)
    access.refuse_undeclared_views(app)
    return app


def _open(app: Flask, feature: str) -> None:
    """Load the parts a feature has, always the same names, and register its pages."""
    for part in PARTS:
        name = f"callforprojects.{feature}.{part}"
        if find_spec(name) is None:
            continue
        module = import_module(name)
        if part == "feature":
            declare(app, module.FEATURE)
        elif part == "views":
            app.register_blueprint(module.blueprint)
