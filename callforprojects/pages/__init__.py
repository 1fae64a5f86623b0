"""Pages: home, dashboards, legal texts, language."""
