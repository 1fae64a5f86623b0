"""Who opens what: operations."""

# fmt: off
ROWS = (
    #       page                     about                     guest  applicant  other  juror  other  officer  other  administrator
    "For machines: nothing is said of people",
    ("GET",  "operations.alive",        "",                    200,   200,       200,   200,   200,   200,     200,   200),
    ("GET",  "operations.ready",        "",                    200,   200,       200,   200,   200,   200,     200,   200),
    "Whom to warn of a fault of security: without a contact in the settings there is no such page",
    ("GET",  "operations.show_security_contact", "",           404,   404,       404,   404,   404,   404,     404,   404),
    "For whoever holds the token of the settings; without one there is no such page",
    ("GET",  "operations.show_metrics", "",                    404,   404,       404,   404,   404,   404,     404,   404),
)
# fmt: on
