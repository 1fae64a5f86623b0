"""Who opens what: archives."""

# fmt: off
ROWS = (
    #       page                       about             guest  applicant  other  juror  other  officer  other  administrator
    "What a public funder keeps",
    ("GET",  "archives.index",         "funder",         302,   403,       403,   403,   403,   200,     403,   403),
    ("GET",  "archives.index",         "town",           302,   403,       403,   403,   403,   403,     403,   403),
    ("GET",  "archives.set_retention", "funder",         302,   403,       403,   403,   403,   200,     403,   403),
    ("POST", "archives.set_retention", "funder",         401,   403,       403,   403,   403,   422,     403,   403),
    ("GET",  "archives.detail",        "draft call",     302,   404,       404,   404,   404,   200,     404,   404),
    ("GET",  "archives.detail",        "closed call",    302,   403,       403,   403,   403,   200,     403,   403),
    ("GET",  "archives.detail",        "announced call", 302,   403,       403,   403,   403,   200,     403,   403),
    ("GET",  "archives.slip",          "announced call", 302,   403,       403,   403,   403,   200,     403,   403),
    "Eliminating, with the visa of the archives service",
    ("GET",  "archives.eliminate",     "announced call", 302,   403,       403,   403,   403,   200,     403,   403),
    ("POST", "archives.eliminate",     "announced call", 401,   403,       403,   403,   403,   422,     403,   403),
)
# fmt: on
