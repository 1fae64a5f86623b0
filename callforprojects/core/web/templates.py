"""The templates' surroundings: strict about names, with our filters and our questions."""

from flask import Flask, current_app, render_template
from jinja2 import StrictUndefined
from markupsafe import Markup

from callforprojects.core.data import formats
from callforprojects.core.data.values import PERCENTAGE, PHONE
from callforprojects.core.outside import mail
from callforprojects.core.outside.settings import settings
from callforprojects.core.text.i18n import current_language
from callforprojects.core.text.text_blocks import text_blocks
from callforprojects.core.web import access, static_files
from callforprojects.core.web.boxes import box_of
from callforprojects.core.web.form import hidden_inputs
from callforprojects.core.web.links import onward

FILTERS = {
    "day": formats.day,
    "date": formats.day,
    "join_words": formats.join_words,
    "datetime": formats.instant,
    "hour": formats.hour,
    "short_datetime": formats.short_instant,
    "money": formats.money,
    "number": formats.number,
    "points": formats.points,
    "percent": formats.percent,
    "box": box_of,
    "filesize": formats.filesize,
    "rate": PERCENTAGE.to_display,
    "phone": PHONE.to_display,
    "text_blocks": text_blocks,
}


def safe_html(value: str) -> Markup:
    """HTML that `rich_text` has cleaned, and nothing else."""
    return Markup(value)  # noqa: S704  # cleaned when it was stored


def render_text(template: str, **context: object) -> str:
    """A template outside of a page: a mail, a letter."""
    return render_template(template, **context)


def render_block(template: str, block: str) -> str:
    """One block of a template that needs no context; empty when the template has none so named."""
    found = current_app.jinja_env.get_template(template)
    if block not in found.blocks:
        return ""
    return "".join(found.blocks[block](found.new_context())).strip()


def template_exists(template: str) -> bool:
    """Whether there is such a template."""
    return template in current_app.jinja_env.list_templates()


def init_app(app: Flask) -> None:
    environment = app.jinja_env
    environment.undefined = StrictUndefined
    environment.trim_blocks = environment.lstrip_blocks = True
    environment.add_extension("jinja2.ext.do")
    environment.filters.update(FILTERS, safe_html=safe_html)
    environment.globals.update(
        can=access.can,
        current_language=current_language,
        hidden_inputs=hidden_inputs,
        mail_leaves=mail.leaves,
        onward=onward,
        static_url=static_files.static_url,
    )

    @app.context_processor
    def surroundings() -> dict[str, object]:
        return {"visitor": access.visitor(), "settings": settings()}
