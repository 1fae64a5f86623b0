"""The blueprint of applications, alone so that each group of pages can import it."""

from flask import Blueprint

blueprint = Blueprint("applications", __name__, url_prefix="/applications")
