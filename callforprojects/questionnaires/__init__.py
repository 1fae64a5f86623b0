"""Questionnaires: the form engine: revisions, sections, questions, answers."""
