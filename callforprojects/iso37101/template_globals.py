"""What templates know of the framework: its terms, and the matrix ready to be drawn."""

from flask import Flask

from callforprojects.iso37101.drawing import contribution_word, draw_matrix
from callforprojects.iso37101.frame import frame


def init_app(app: Flask) -> None:
    """Give `frame`, `draw_matrix()` and `contribution_word()` to every template."""
    app.jinja_env.globals.update(
        frame=frame(), draw_matrix=draw_matrix, contribution_word=contribution_word
    )
