"""Addresses for machines: alive, ready, figures, whom to warn; nothing is said of people."""

from http import HTTPStatus

from flask import Blueprint, Response, abort, jsonify
from flask.typing import ResponseReturnValue

from callforprojects.core.outside.settings import settings
from callforprojects.core.web import metrics
from callforprojects.core.web.access import public
from callforprojects.core.web.bearer_tokens import refuse_without_token
from callforprojects.operations import health
from callforprojects.operations.metrics import database_figures
from callforprojects.operations.security_txt import PATH, security_txt

blueprint = Blueprint("operations", __name__)


@blueprint.route("/healthz")
@public
def alive() -> ResponseReturnValue:
    """Say that this process answers; nothing is asked of anybody else."""
    return jsonify(status="ok")


@blueprint.route("/readyz")
@public
def ready() -> ResponseReturnValue:
    """Whether pages can be served: each question by its name, without its reason."""
    answers = {question.code: answer.is_good for question, answer in health.answers_to_serve()}
    is_ready = all(answers.values())
    body = jsonify(ready=is_ready, **answers, **health.informative_answers())
    return body, HTTPStatus.OK if is_ready else HTTPStatus.SERVICE_UNAVAILABLE


@blueprint.route("/metrics")
@public
def show_metrics() -> ResponseReturnValue:
    """The figures, for whoever holds the token; without a token in the settings, no such page."""
    if refusal := refuse_without_token(settings().metrics_token):
        return refusal
    return Response(metrics.exposition(database_figures()), content_type=metrics.CONTENT_TYPE)


@blueprint.route(PATH)
@public
def show_security_contact() -> ResponseReturnValue:
    """Whom to write to about a fault of security; without one in the settings, no such page."""
    text = security_txt(settings())
    if text is None:
        abort(HTTPStatus.NOT_FOUND)
    return Response(text, content_type="text/plain; charset=utf-8")
