"""All words and number formats that pages, documents and the command line show, under one name.

``numbers`` writes numbers, ``sentences`` says what a comparison found, ``terminal`` lays it out in lines.
"""

from .numbers import MISSING, decimal, difference, percent, probability, two_digits, whole
from .sentences import (
    ILLUSTRATION,
    MEASURE_LABELS,
    SAME_PERIOD,
    SHORT_UNITS,
    SMALL,
    UNITS,
    VERDICT_WORDS,
    against_words,
    certainty,
    change_label,
    change_phrase,
    coverage_sentences,
    headline,
    is_same_period_last_year,
    report_sentence,
    scope_sentence,
    short_change,
    target_sentence,
    threshold_sentence,
    verdict_label,
)
from .terminal import comparison_lines, import_lines

__all__ = [
    "ILLUSTRATION",
    "MEASURE_LABELS",
    "MISSING",
    "SAME_PERIOD",
    "SHORT_UNITS",
    "SMALL",
    "UNITS",
    "VERDICT_WORDS",
    "against_words",
    "certainty",
    "change_label",
    "change_phrase",
    "comparison_lines",
    "coverage_sentences",
    "decimal",
    "difference",
    "headline",
    "import_lines",
    "is_same_period_last_year",
    "percent",
    "probability",
    "report_sentence",
    "scope_sentence",
    "short_change",
    "target_sentence",
    "threshold_sentence",
    "two_digits",
    "verdict_label",
    "whole",
]
