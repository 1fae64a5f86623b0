"""The pages of accounts: entering, and what one does with one's own."""

from callforprojects.accounts.views import addresses, closing, data, signing
from callforprojects.accounts.views.blueprint import blueprint

__all__ = ["addresses", "blueprint", "closing", "data", "signing"]
