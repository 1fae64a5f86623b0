"""The blueprint of calls: everything lives under /calls/."""

from flask import Blueprint

blueprint = Blueprint("calls", __name__, url_prefix="/calls")
