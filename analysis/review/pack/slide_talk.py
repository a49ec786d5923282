"""What every slide is made from: the deck, the facts, the tables; and how a slide begins (message, foot, notes).

Leaves out what stands on the slides. Can mislead: a message that the words cannot give is the title of the table.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pptx.presentation import Presentation
from pptx.slide import Slide

from ...definitions.periods import Period
from ...figures.comparison import Comparison
from ..sentences import ILLUSTRATION, MIXED, illustration_sentence, partly_words, scope_sentence
from .record import PackFacts, PackTable
from .slide_charts import BEFORE, NOW, Series
from .slide_deck import add_slide, set_notes
from .slide_notes import notes
from .slide_parts import Words, add_text
from .slide_text import BOX_FOOT, BOX_TITLE, LEAST_POINTS, SOURCE_POINTS, TITLE_POINTS, Box, lines_of, shortened_to
from .words_accidents import inside

_LEGEND = "■ "


@dataclass(frozen=True, eq=False)
class Talk:
    """The deck being made, what it is made from, and the sections that were chosen."""

    deck: Presentation
    facts: PackFacts
    tables: Mapping[str, PackTable]
    sections: frozenset[str]

    def begin(
        self, message: str, keys: Sequence[str], *, foot: str = "", said: Iterable[str] = (), instead: str = ""
    ) -> Slide:
        """A slide that shows the tables ``keys``: its message, foot, notes.

        Without a message ``instead`` is the title, else the title of the first table.
        """
        words = message or instead or f"{self.tables[keys[0]].title}, {inside(self.facts.period.title)}"
        title = shortened_to(words, BOX_TITLE.width, TITLE_POINTS, lines=2, bold=True)
        slide = add_slide(self.deck, title, _foot(foot or self.scope(), self.facts))
        set_notes(slide, notes(self.facts, self.tables, keys, said))
        return slide

    def scope(self, comparison: Comparison | None = None) -> str:
        """The sentence of periods, va chạm and sources at the foot; first why there is "–" where a change would be."""
        told = comparison or self.facts.total
        partly = partly_words(told)
        return f"{f'Chưa so sánh được, {partly}. ' if partly else ''}{scope_sentence(told)}"

    def pair(self, measure: str = "", *, labels: bool = True) -> list[Series]:
        """The series of now and before of ``measure``, before last so that now is the upper bar."""
        start = f"{measure}." if measure else ""
        now, base = period_names(self.facts.period, self.facts.base)
        return [Series(f"{start}now", now, NOW, labels), Series(f"{start}before", base, BEFORE, labels)]


def period_names(now: Period, base: Period) -> tuple[str, str]:
    """What the two periods are called in a legend; a free span is too long for one."""
    return ("Kỳ này", "Cùng kỳ") if now.is_span else (now.title, base.title)


def heading(slide: Slide, box: Box, text: str, series: Sequence[Series] = ()) -> None:
    """The heading of a chart: what is shown, and in place of a legend the names of its series in their colours."""
    mark = f"   {_LEGEND}"
    names = [words for one in series for words in (Words(mark, 14, one.colour), Words(one.name, LEAST_POINTS))]
    add_text(slide, box, [[Words(text, 14, bold=True), *names]], name=f"Tiêu đề nhỏ: {text}", middle=True)


def _foot(text: str, facts: PackFacts) -> str:
    """The line of sources; where figures are invented it says so, first where the line itself does not or is cut."""
    said = illustration_sentence(facts)
    told = any(words in text for words in (f"{ILLUSTRATION[:1].upper()}{ILLUSTRATION[1:]}", MIXED))
    if said and not told:
        text = f"{said}. {text}"
    if lines_of(text, BOX_FOOT.width, SOURCE_POINTS) <= 2:
        return text
    opening = f"{said}. " if said and not text.startswith(said) else ""
    return shortened_to(f"{opening}{text}", BOX_FOOT.width, SOURCE_POINTS, lines=2)
