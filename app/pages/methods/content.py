"""What the methods page says, part by part."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import Any

from dash import html

from app import words
from app.components.anchor import anchor
from app.components.plain_table import plain_table
from app.db import Snapshot
from app.pages.methods.definitions import ANCHORS, definitions
from app.pages.methods.restated import restated
from app.quality import (
    PhaseInFull,
    Weakness,
    cross_checks,
    dictionary,
    eligible_call_types,
    phases_in_full,
    rejections,
    weaknesses,
)
from app.question import Asked
from app.words import methods as text
from app.words.glossary import WORDS


def glossary(_asked: Asked) -> html.Section:
    """Explain the words that readers may not know."""
    terms = [part for word, meaning in WORDS.items() for part in (html.Dt(word), html.Dd(meaning))]
    return _part("glossary", [html.P(text.GLOSSARY_INTRO), html.Dl(terms, className="terms")])


def numbers(_asked: Asked) -> html.Section:
    """Define every number, after a list of the aims they serve."""
    aims = [html.Li(html.A(aim.value, href=f"#{place}")) for aim, place in ANCHORS.items()]
    return _part("definitions", [html.P(text.DEFINITIONS_INTRO), html.Ul(aims, className="aims"), *definitions()])


def limits(_asked: Asked) -> html.Section:
    """Say what to keep in mind."""
    return _part("limits", [html.Ul([html.Li(limit) for limit in text.LIMITS])])


def phases(asked: Asked) -> html.Section:
    """Say when and where CARE works, and which calls it may answer."""
    return _part("phases", _phases(asked.snapshot))


def quality(asked: Asked) -> html.Section:
    """Count the known weaknesses of the data."""
    return _part("quality", _quality(asked.snapshot))


def columns(asked: Asked) -> html.Section:
    """Explain every column of every table."""
    return _part("dictionary", _dictionary(asked.snapshot))


def restatements(asked: Asked) -> html.Section:
    """Say what each refresh corrected."""
    return _part("restatements", restated(asked.snapshot))


def _part(name: str, inside: Sequence[Any]) -> html.Section:
    heading = f"{name}-heading"
    return html.Section(
        [html.H2(text.PARTS[name], id=heading), *inside], className="card-block", **{"aria-labelledby": heading}
    )


def _phases(snapshot: Snapshot) -> list[Any]:
    types = [(name, _when(first, last), source) for name, first, last, source in eligible_call_types(snapshot)]
    return [
        html.P(text.PHASES_INTRO),
        plain_table(text.PARTS["phases"], text.PHASE_COLUMNS, map(_phase, phases_in_full(snapshot))),
        html.H3(text.ELIGIBLE),
        html.P(text.ELIGIBLE_INTRO),
        plain_table(text.ELIGIBLE, text.ELIGIBLE_COLUMNS, types),
    ]


def _phase(phase: PhaseInFull) -> tuple[str, ...]:
    return (
        words.day(phase.starts_on),
        f"{phase.label}. {phase.detail}",
        words.FROM_TO.format(start=words.clock(phase.opens_hour), end=words.clock(phase.closes_hour)),
        ", ".join(phase.precincts) or text.NONE_IN_WHOLE,
        ", ".join(phase.neighborhoods),
        f"{phase.responders:,}",
        phase.source,
    )


def _when(first: date, last: date | None) -> str:
    return words.period(first, last) if last else text.SINCE.format(day=words.day(first))


def _quality(snapshot: Snapshot) -> list[Any]:
    rejected = rejections(snapshot)
    return [
        html.P(text.QUALITY_INTRO),
        plain_table(text.PARTS["quality"], text.QUALITY_COLUMNS, map(_weakness, weaknesses(snapshot))),
        html.H3(text.CROSS_CHECKS),
        html.P(text.CROSS_CHECKS_INTRO),
        plain_table(text.CROSS_CHECKS, text.CROSS_CHECK_COLUMNS, cross_checks(snapshot)),
        html.H3(text.REJECTIONS),
        plain_table(text.REJECTIONS, text.REJECTION_COLUMNS, rejected) if rejected else html.P(text.NO_REJECTIONS),
    ]


def _weakness(found: Weakness) -> tuple[str, str, str]:
    share = 100 * found.found / found.of_all if found.of_all else 0.0
    return found.label, f"{found.found:,}", text.OF_ALL.format(percent=f"{share:.1f}", of_all=f"{found.of_all:,}")


def _dictionary(snapshot: Snapshot) -> list[Any]:
    inside: list[Any] = [html.P(text.DICTIONARY_INTRO)]
    for table, found in groupby(dictionary(snapshot), key=lambda row: row[0]):
        rows = [row[1:] for row in found]
        summary = html.Summary([html.Code(table), f" {text.COLUMNS.format(count=f'{len(rows):,}')}"])
        inside.append(
            html.Details([summary, anchor(f"table-{table}"), plain_table(table, text.DICTIONARY_COLUMNS, rows)])
        )
    return inside
