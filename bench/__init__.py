"""Benchmarks: each figure is a ratio against a reference, both measured in the same run (``make bench``)."""
