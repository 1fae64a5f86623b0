"""Who opens what: criteria."""

# fmt: off
ROWS = (
    #       page                        about              guest  applicant  other  juror  other  officer  other  administrator
    "The grid of a call",
    ("GET",  "criteria.index",         "draft call",     302,   404,       404,   404,   404,   200,     404,   404),
    ("GET",  "criteria.create",        "draft call",     302,   404,       404,   404,   404,   200,     404,   404),
    ("POST", "criteria.create",        "draft call",     401,   404,       404,   404,   404,   422,     404,   404),
    ("GET",  "criteria.propose",       "draft call",     302,   404,       404,   404,   404,   200,     404,   404),
    ("POST", "criteria.propose",       "draft call",     401,   404,       404,   404,   404,   302,     404,   404),
    ("GET",  "criteria.edit",          "criterion",      302,   404,       404,   404,   404,   200,     404,   404),
    ("POST", "criteria.edit",          "criterion",      401,   404,       404,   404,   404,   422,     404,   404),
    ("POST", "criteria.move",          "criterion",      401,   404,       404,   404,   404,   302,     404,   404),
    ("GET",  "criteria.remove",        "criterion",      302,   404,       404,   404,   404,   200,     404,   404),
    ("POST", "criteria.remove",        "criterion",      401,   404,       404,   404,   404,   302,     404,   404),
)
# fmt: on
