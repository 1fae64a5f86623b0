"""What the documents of an application say, as data for their typst templates."""

from callforprojects.applications.printing.application import (
    application_paper as application_paper,
    draft_paper as draft_paper,
)
from callforprojects.applications.printing.receipt import (
    receipt_paper as receipt_paper,
)
