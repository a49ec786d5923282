"""Figures to charts and maps, in one palette."""
