"""The pages of accounts: entering, and what one does with one's own."""

from callforprojects.accounts.views import (
    addresses,
    administration,
    closing,
    data,
    joining,
    signing,
)
from callforprojects.accounts.views.blueprint import blueprint

__all__ = ["addresses", "administration", "blueprint", "closing", "data", "joining", "signing"]
