"""Rows to counts, counts to comparisons; ``counts`` alone reads whole tables."""
