"""Addresses for machines: alive, ready, figures. None of them says anything of people."""

from http import HTTPStatus

from flask import Blueprint, Response, jsonify, request
from flask.typing import ResponseReturnValue

from callforprojects.core import metrics
from callforprojects.core.access import public
from callforprojects.operations import health
from callforprojects.operations.figures import figures

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
    asked = {question.code: answer.is_good for question, answer in health.answers_to_serve()}
    is_ready = all(asked.values())
    worker = health.worker().is_good  # told, and not decisive: pages are served without it
    body = jsonify(ready=is_ready, **asked, worker=worker)
    return body, HTTPStatus.OK if is_ready else HTTPStatus.SERVICE_UNAVAILABLE


@blueprint.route("/metrics")
@public
def show_metrics() -> ResponseReturnValue:
    """The figures, for whoever holds the token; without a token in the settings, no such page."""
    if not metrics.is_on():
        return Response(status=HTTPStatus.NOT_FOUND, mimetype="text/plain")
    if not metrics.is_allowed(request.authorization):
        asked = {"WWW-Authenticate": "Bearer"}
        return Response(status=HTTPStatus.UNAUTHORIZED, headers=asked, mimetype="text/plain")
    return Response(metrics.exposition(figures()), content_type=metrics.CONTENT_TYPE)
