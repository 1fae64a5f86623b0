"""Where the pages of accounts are registered."""

from flask import Blueprint

blueprint = Blueprint("accounts", "callforprojects.accounts.views", url_prefix="/accounts")
GONE = 410
