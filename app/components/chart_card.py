"""A chart with all that belongs to it: question, sentence, table, files, what it means, n and data date."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import dash_bootstrap_components as dbc
from dash import Dash, Output, html

from app import ids, words
from app.components.answer_table import answer_table
from app.components.basis import note
from app.components.cite import cite_card
from app.components.drawing import FIGURE, as_figure, drawing
from app.components.files import files
from app.components.not_applied import with_not_applied
from app.components.pinned import definition_link
from app.components.scrolling import scrolling
from app.components.static_html import HTML, as_text
from app.figures.style import Figure
from app.queries import Answer
from app.question import Asked
from app.rests_on import left_out
from app.words import page as text
from app.words import people
from etl.metrics import Metric, Unit

_PARTS = (
    *(("sentence", "children"), ("note", "children"), ("figure", FIGURE), ("place", "style")),
    *(("table", HTML), ("files", HTML), ("about", HTML), ("below", HTML), ("cite", HTML)),
)
_VIEWS = {"chart": words.CHART, "table": words.TABLE, "about": words.ABOUT}


@dataclass(frozen=True)
class ChartContent:
    """What a chart card shows for one question.

    `answers` stand in the table and the files, a column and a file each; `height` is the figure's, in pixels, where it
    depends on its rows; `below` stands under the chart; `note` says what the chart alone does not; `table` takes the
    place of the table of the answers, where they are not broken down alike; `compare` names the periods that the files
    compare the answers with.
    """

    sentence: str
    figure: Figure
    answers: tuple[Answer, ...]
    note: str = ""
    height: int | None = None
    below: Any = None
    table: Any = None
    compare: tuple[str, ...] = ()


@dataclass(frozen=True)
class ChartCard:
    """A chart on a page: the prefix of its ids, its question, and what it shows."""

    name: str
    question: str
    show: Callable[[Asked], ChartContent]
    is_map: bool = False
    """Whether a click on a place of the figure follows the place's link in the list below it."""
    is_there: Callable[[Asked], bool] | None = None
    """Whether there is anything to show, of a card that some snapshots have no data for; else it is always there."""

    @property
    def parts(self) -> Mapping[str, str]:
        """List the card under its question; one that is not always there is not listed."""
        return {} if self.is_there else {self.part("heading"): self.question}

    def layout(self) -> html.Section:
        """Lay the card out, empty."""
        heading = self.part("heading")
        return html.Section(
            [
                html.H2(self.question, id=heading),
                html.P(id=self.part("sentence"), className="sentence"),
                _views(self.part("view"), self.question),
                html.Div(drawing(self.part("figure")), id=self.part("place"), className=self._place, **_drawn(self)),
                html.Div(id=self.part("below"), className="below"),
                scrolling(id=self.part("table"), name=text.TABLE_OF.format(name=self.question), kind="card-table"),
                html.Div(id=self.part("about"), className="card-about"),
                html.P(
                    [html.Span(id=self.part("files")), " ", html.Span(id=self.part("note"))],
                    className="note",
                ),
                html.Div(id=self.part("cite")),
            ],
            **{"aria-labelledby": heading, **({"id": self.part("card"), "hidden": True} if self.is_there else {})},
            className="card-block",
        )

    def outputs(self) -> list[Output]:
        """List the parts that are rewritten."""
        whole = [Output(self.part("card"), "hidden")] if self.is_there else []
        return [*whole, *(Output(self.part(part), attribute) for part, attribute in _PARTS)]

    def values(self, asked: Asked) -> list[Any]:
        """Work out what the parts take."""
        content = self.show(asked)
        content = replace(content, note=with_not_applied(content.note, content.answers))
        return [
            *([not self.is_there(asked)] if self.is_there else []),
            content.sentence,
            note(content.note, content.answers),
            as_figure(content.figure),
            {"height": f"{content.height}px"} if content.height else {},
            as_text(content.table or answer_table(asked.snapshot, content.answers)),
            as_text(files(content.answers, content.compare)),
            as_text([about(asked, answer) for answer in content.answers]),
            as_text(content.below),
            as_text(cite_card(asked, self.question, content.sentence, content.answers, self.part("heading"))),
        ]

    def register(self, app: Dash) -> None:
        """Do nothing: charts.js draws, and follows a click on a map."""

    @property
    def _place(self) -> str:
        return "chart map" if self.is_map else "chart"

    def part(self, part: str) -> str:
        """Name a part's id."""
        return ids.chart(self.name, part)


def about(asked: Asked, answer: Answer) -> html.Div:
    """Say what a number means, why it matters, what it leaves out, and where its whole definition is."""
    metric = answer.metric
    return html.Div(
        [
            html.H3(metric.label),
            html.P([metric.meaning, " ", metric.why]),
            html.P(left_out(answer)) if left_out(answer) else None,
            html.P(_shown_from(metric)) if metric.smallest_n or metric.is_about_people else None,
            html.Ul([html.Li(limit) for limit in metric.limits]),
            html.P(definition_link(asked, metric)),
        ]
    )


def _shown_from(metric: Metric) -> str:
    """Say how many events a number needs to be shown, or that one about people stands for more than 10."""
    if metric.is_about_people:
        return people.SHOWN_WHERE
    told = text.SHARE_SHOWN_FROM if metric.unit == Unit.SHARE else text.SHOWN_FROM
    return told.format(n=metric.smallest_n, of=metric.n_label)


def _views(name: str, question: str) -> html.Fieldset:
    """Choose between chart, table and meaning; the browser does it, no request is made."""
    options = [{"label": label, "value": value} for value, label in _VIEWS.items()]
    choice = dbc.RadioItems(
        id=name,
        name=name,  # one stop of the Tab key, and the arrow keys choose
        options=options,
        value="chart",
        className="btn-group card-views",
        inputClassName="btn-check",
        labelClassName="btn btn-sm btn-outline-secondary",
    )
    legend = html.Legend(words.SHOW_AS.format(question=question), className="visually-hidden")
    return html.Fieldset([legend, choice], className="card-choice")


def _drawn(card: ChartCard) -> dict[str, str]:
    """Make it one drawing to a screen reader: the sentence says it, the table holds it."""
    return {"role": "img", "aria-labelledby": f"{card.part('heading')} {card.part('sentence')}"}
