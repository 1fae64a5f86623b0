"""Organisations: funders, territories and partners, their members and signatories."""
