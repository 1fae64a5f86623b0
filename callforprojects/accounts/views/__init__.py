"""The pages of accounts: entering, and what one does with one's own."""

from callforprojects.accounts.views import (
    addresses as addresses,
    administration as administration,
    closing as closing,
    data as data,
    joining as joining,
    signing as signing,
)
from callforprojects.accounts.views.blueprint import (
    blueprint as blueprint,
)
