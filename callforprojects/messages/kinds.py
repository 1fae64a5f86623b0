"""What a mail is, for whoever may know that it was written and not what it says."""

from callforprojects.core.text.errors import Sentence
from callforprojects.core.text.i18n import pgettext
from callforprojects.core.web.templates import render_block, template_exists


def kind_of_mail(template: str) -> Sentence:
    """The kind of a mail by its `template` (`applications/receipt`), in the reader's language.

    The template says it in its block `kind`, which names no file, no person and no outcome.
    """
    name = f"emails/{template}.txt"
    kind = render_block(name, "kind") if template_exists(name) else ""
    return kind or pgettext("mail", "Mail")
