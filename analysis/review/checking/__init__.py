"""The check of a typed text: ``check.check_text`` recomputes each figure and holds it against our data."""
