"""Figures to Vietnamese words, numbers and downloadable tables."""
