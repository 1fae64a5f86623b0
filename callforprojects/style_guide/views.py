"""The style guide: every component in every state."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from callforprojects.core.web.access import requires
from callforprojects.core.web.lists import list_state_from_request
from callforprojects.style_guide import forms, palette, permissions, samples

blueprint = Blueprint("style_guide", __name__)


@blueprint.route("/style")
@requires(permissions.see_style_guide, conceal=True, sign_in=False)
def index() -> ResponseReturnValue:
    state = list_state_from_request(samples.TABLE)
    return render_template(
        "style_guide/index.html",
        list_state=state,
        list_page=samples.sample_list(state),
        pairs=palette.pairs(),
        empty=forms.empty_form(),
        filled=forms.filled_form(**samples.sample_answers()),
        wrong=forms.wrong_form(),
        **samples.everything(),
    )
