"""Where the pages of organisations are registered."""

from flask import Blueprint

blueprint = Blueprint(
    "organisations", "callforprojects.organisations.views", url_prefix="/organisations"
)
