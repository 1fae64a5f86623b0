"""The kinds of values that people type: each is read, written in a box and shown in one way.

A kind has no memory. It speaks the language of the page, and reads a telephone number as in the
territory of whoever types it (`phones_read_from`), which the gate of a page says.
"""

from callforprojects.core.data.values.addresses import EMAIL as EMAIL, WEB_ADDRESS as WEB_ADDRESS
from callforprojects.core.data.values.amounts import AMOUNT as AMOUNT
from callforprojects.core.data.values.dates import DAY as DAY, INSTANT as INSTANT
from callforprojects.core.data.values.identifiers import (
    IBAN as IBAN,
    RNA as RNA,
    SIREN as SIREN,
    SIRET as SIRET,
    siren_of as siren_of,
)
from callforprojects.core.data.values.kind import Unreadable as Unreadable, Value as Value
from callforprojects.core.data.values.numbers import (
    DECIMAL as DECIMAL,
    PERCENTAGE as PERCENTAGE,
    WHOLE as WHOLE,
)
from callforprojects.core.data.values.phones import (
    PHONE as PHONE,
    phones_read_from as phones_read_from,
)
from callforprojects.core.data.values.texts import LINE as LINE, PARAGRAPHS as PARAGRAPHS
