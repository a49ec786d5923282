"""The documents of a review meeting ("bộ tài liệu họp"): report, slides and annexes of one period, from one snapshot.

Facts are gathered once, tables and words are made from them once, and three writers lay them out; none of the writers
computes a figure, so the documents cannot differ from each other.
"""
