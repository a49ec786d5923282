"""The check of a typed text: ``check_text`` reads, recomputes, holds against our data and gives the findings.

Leaves out what no number says. It can mislead that a sentence without a mark is only free of contradictions: whether
its figures are those of the office is said by the comparison with our data alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from .arithmetic import judge_change
from .changes import Changes, read_changes
from .context import Context
from .countable import countable
from .figures import items
from .findings import UNCHECKED, Finding, Fix, Judged
from .holding import AGREES, COMPARED, Held, claims, held_finding, hold
from .items import Item
from .lexicon import UNITS
from .ours import Ours
from .percents import decimal_mark
from .relation_checks import Days, judge_length, judge_mean, judge_parts, judge_shares, judge_span, span_days
from .relations import read_lengths, read_means, read_parts, read_shares, read_spans
from .scopes import scopes
from .table_rows import ROW, table_changes
from .text import Plain, plain_text
from .tokens import Token, sentences, tokens

Sentences = Sequence[Sequence[Item]]


@dataclass(frozen=True)
class Checked:
    """The text and what was found in it, in the order of the text; places [start, stop) are those of ``text``.

    ``figures`` counts the counts and percents that were read, ``checked`` those that were recomputed or held against
    our data; ``held`` is every comparison with our data; ``sentences`` are the places of the sentences.
    """

    text: str
    findings: tuple[Finding, ...]
    figures: int
    checked: int
    held: tuple[Held, ...] = ()
    sentences: tuple[tuple[int, int], ...] = ()

    @property
    def marks(self) -> tuple[Finding, ...]:
        """What has to be looked at: all but what could not be checked."""
        return tuple(finding for finding in self.findings if finding.is_mark)

    @property
    def unchecked(self) -> tuple[Finding, ...]:
        """What could not be checked."""
        return tuple(finding for finding in self.findings if finding.kind == UNCHECKED)


def check_text(text: str, *, context: Context | None = None) -> Checked:
    """Every figure and percent of ``text`` recomputed and, where ``context`` has counts, held against our data.

    100 kB take well under a second. Nothing is raised for any text.
    """
    plain = plain_text(text)
    names = context.names if context is not None else ()
    parts = list(sentences(tokens(plain, names)))
    read = [items(sentence, dict(names)) for sentence in parts]
    found = read_changes(read)
    held: list[Held] = []
    more: list[Finding] = []
    if context is not None and context.daily is not None:
        held, more = _held(read, _paragraphs(parts, plain), found, Ours(context), _in_tables(read, plain))
    confirmed = {one.start for one in held if one.status == AGREES}
    judged = [judge_change(change, confirmed) for change in (*found.found, *table_changes(plain))]
    judged += _related(read, found, context.days_of if context is not None else span_days, confirmed)
    findings = [finding for one in judged for finding in one.findings]
    findings += [one for one in _number_marks(read) if not any(_overlap(one, other) for other in findings)]
    checked = set().union(*(one.checked for one in judged)) if judged else set()
    findings = [one for one in findings if one.kind != UNCHECKED or not _answered(one, held)]
    findings += [one for one in more if not any(_overlap(one, other) for other in findings if other.is_mark)]
    checked |= {one.start for one in held if one.status in COMPARED}
    placed = [_placed(one, plain) for one in sorted(set(findings), key=lambda one: (one.start, one.stop, one.kind))]
    where = tuple(_placed_held(one, plain) for one in sorted(held, key=lambda one: one.start))
    starts = _starts(read)
    places = tuple(plain.span(sentence[0].start, sentence[-1].stop) for sentence in parts)
    return Checked(text, tuple(placed), len(starts), len(checked & starts), where, places)


def _number_marks(read: Sentences) -> list[Finding]:
    """Numbers written with a foreign decimal or thousands mark."""
    figures = [figure for sentence in read for item in sentence for figure in (item.figure, item.other) if figure]
    figures = [figure for figure in figures if figure.kind == "percent" or figure.unit in UNITS.values()]
    return [found for figure in figures if (found := decimal_mark(figure)) is not None]


def _related(read: Sentences, found: Changes, days_of: Days, confirmed: set[int]) -> list[Judged]:
    left_out = found.differences | found.targets
    taken = {change.percent.start for change in found.found if change.percent is not None}
    taken |= {change.pair[0].start for change in found.found if change.pair is not None}
    return [
        *judge_shares(list(read_shares(read, left_out, taken))),
        *(judge_parts(parts, confirmed) for parts in read_parts(read, left_out)),
        *(judge_mean(mean, days_of) for mean in read_means(read, left_out)),
        *(judge_length(length, days_of) for length in read_lengths(read)),
        *(judge_span(span) for span in read_spans(read)),
    ]


def _held(
    read: Sentences, paragraphs: Sequence[int], found: Changes, ours: Ours, tables: set[int]
) -> tuple[list[Held], list[Finding]]:
    about = {start: said for start, said in scopes(read, paragraphs).items() if start not in tables}
    means = {mean.mean.start for mean in read_means(read, set())}
    left_out = found.differences | found.targets | means
    held: list[Held] = []
    findings: list[Finding] = []
    for claim in claims(found.found, countable(read, found.found, found.bases), about, left_out, found.bases):
        one = hold(claim, ours)
        held.append(one)
        finding = held_finding(one)
        findings += [finding] if finding is not None else []
    return held, findings


def _in_tables(read: Sentences, plain: Plain) -> set[int]:
    """Starts of figures in rows of tables: what a cell is about stands in its headings, which are not read."""
    rows = [row.span() for row in ROW.finditer(plain.text)]
    starts, inside, at = sorted(_starts(read)), set(), 0
    for start in starts:
        while at < len(rows) and rows[at][1] <= start:
            at += 1
        if at < len(rows) and rows[at][0] <= start:
            inside.add(start)
    return inside


def _answered(finding: Finding, held: Sequence[Held]) -> bool:
    """Whether our data could check what the text alone could not."""
    return any(one.start == finding.start and one.status in COMPARED for one in held)


def _paragraphs(parts: Sequence[Sequence[Token]], plain: Plain) -> list[int]:
    """The number of the paragraph of every sentence: how many line breaks stand before it."""
    numbers, count, at = [], 0, 0
    for sentence in parts:
        count += plain.text.count("\n", at, sentence[0].start)
        at = sentence[0].start
        numbers.append(count)
    return numbers


def _overlap(one: Finding, other: Finding) -> bool:
    return one.start < other.stop and other.start < one.stop


def _placed(finding: Finding, plain: Plain) -> Finding:
    start, stop = plain.span(finding.start, finding.stop)
    fixes = tuple(Fix(*plain.span(fix.start, fix.stop), fix.text) for fix in finding.fixes)
    return replace(finding, start=start, stop=stop, written=plain.original[start:stop], fixes=fixes)


def _placed_held(held: Held, plain: Plain) -> Held:
    start, stop = plain.span(held.start, held.stop)
    return replace(held, start=start, stop=stop, written=plain.original[start:stop])


def _starts(read: Sentences) -> set[int]:
    """Where the figures stand."""
    figures = (figure for sentence in read for item in sentence for figure in (item.figure, item.other))
    return {figure.start for figure in figures if figure is not None}
