"""Small HTML for what Streamlit has no quick element for: headline, figure cards, sortable tables. No Streamlit here.

Every text is escaped where it enters; only this module writes tags. Tables are HTML because they print, are read by
screen readers, and cost a rerun less than a grid on a canvas; ``static/atgt.js`` sorts them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import pandas as pd


@dataclass(frozen=True)
class Cell:
    """A cell: the text, a value to sort by ("" sorts last), CSS classes ("n" a number, "w" do not wrap)."""

    text: str
    sort: float | str | None = None
    classes: str = ""

    @property
    def html(self) -> str:
        """The cell as a ``td``."""
        sort = "" if self.sort is None else f' data-sort="{escape(str(self.sort))}"'
        classes = f' class="{self.classes}"' if self.classes else ""
        return f"<td{classes}{sort}>{escape(self.text)}</td>"


def number_cell(value: Any, text: str, classes: str = "n") -> Cell:
    """A number as ``text``, sorted by ``value``; a missing one sorts last."""
    return Cell(text, "" if pd.isna(value) else float(value), classes)


@dataclass(frozen=True)
class Heading:
    """A column: its heading, the heading of its group ("" none), CSS classes."""

    text: str
    group: str = ""
    classes: str = ""


def table(
    caption: str,
    headings: Sequence[Heading],
    rows: Iterable[Sequence[Cell]],
    *,
    total: Sequence[Cell] = (),
    name: str = "",
) -> str:
    """A table whose headings sort; ``total`` stays last, in bold; wide ones scroll inside their own box."""
    body = "".join(f"<tr>{''.join(cell.html for cell in row)}</tr>" for row in rows)
    last = f'<tr class="total">{"".join(cell.html for cell in total)}</tr>' if total else ""
    head = _groups(headings) + "<tr>" + "".join(_heading(place, one) for place, one in enumerate(headings)) + "</tr>"
    said = f"<caption><span>{escape(caption)}</span></caption>" if caption else ""
    return (
        f'<div class="at-scroll" tabindex="0"><table class="at-table" data-name="{escape(name)}">{said}'
        f"<thead>{head}</thead><tbody>{body}{last}</tbody></table></div>"
    )


def _heading(place: int, heading: Heading) -> str:
    classes = f' class="{heading.classes}"' if heading.classes else ""
    return f'<th scope="col" data-column="{place}"{classes}><button type="button">{escape(heading.text)}</button></th>'


def _groups(headings: Sequence[Heading]) -> str:
    if not any(heading.group for heading in headings):
        return ""
    spans: list[tuple[str, int]] = []
    for heading in headings:
        if spans and spans[-1][0] == heading.group:
            spans[-1] = (heading.group, spans[-1][1] + 1)
        else:
            spans.append((heading.group, 1))
    cells = (f'<th colspan="{width}" scope="colgroup" class="group">{escape(text)}</th>' for text, width in spans)
    return f"<tr>{''.join(cells)}</tr>"


def headline(eyebrow: str, sentence: str, below: Iterable[str] = (), *, badge: str = "") -> str:
    """The first lines of a page: what is asked, the answer, what has to be said with it."""
    mark = f'<span class="at-badge">{escape(badge)}</span>' if badge else ""
    first = f'<p class="at-eyebrow">{escape(eyebrow)}{mark}</p>'
    return f'{first}<h1 class="at-headline">{escape(sentence)}</h1>{_listed(below)}'


def chart_title(text: str) -> str:
    """What a chart shows, above it, where it can run over several lines."""
    return f'<h2 class="at-chart">{escape(text)}</h2>'


def aside(lines: Iterable[str]) -> str:
    """Sentences that have to be said beside the figures, as one small paragraph; nothing where there is none."""
    said = " ".join(lines)
    return f'<p class="at-aside">Lưu ý: {escape(said)}</p>' if said else ""


def _listed(lines: Iterable[str]) -> str:
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return f'<ul class="at-notes">{items}</ul>' if items else ""


@dataclass(frozen=True)
class Card:
    """One of the three figures: its name, title, count now, change in words, verdict (code and words), small lines."""

    name: str
    title: str
    now: str
    change: str
    verdict: str
    words: str
    small: tuple[str, ...] = ()


def cards(all_cards: Iterable[Card]) -> str:
    """The figures side by side, under each other on a narrow screen."""
    return f'<div class="at-cards">{"".join(map(_card, all_cards))}</div>'


def _card(card: Card) -> str:
    small = "".join(f'<p class="at-small">{escape(line)}</p>' for line in card.small)
    return (
        f'<section class="at-card {card.verdict}" data-figure="{card.name}"><h2>{escape(card.title)}</h2>'
        f'<p class="at-now">{escape(card.now)}</p><p class="at-change">{escape(card.change)}</p>'
        f'<p class="at-verdict v-{card.verdict}">{escape(card.words)}</p>{small}</section>'
    )


def source(lines: Iterable[str]) -> str:
    """What stands under every figure: source, until when, how many unknown."""
    return f'<div class="at-source">{"".join(f"<p>{escape(line)}</p>" for line in lines if line)}</div>'


def steps(names: Sequence[str], here: int) -> str:
    """The steps of a task with the one we are at [0-based]."""
    marks = ["done" if place < here else "here" if place == here else "" for place in range(len(names))]
    items = (f'<li class="{mark}">{escape(name)}</li>' for name, mark in zip(names, marks, strict=True))
    return f'<ol class="at-steps">{"".join(items)}</ol>'
