"""What the bar, the address and the notices show for one question."""

from collections.abc import Sequence
from typing import Any

from dash import Output, html

from app import ids, words
from app.components.filters_on import filters_on, rules_on
from app.components.nothing import nothing_matches
from app.components.pinned import to_methods
from app.components.static_html import HTML, as_text
from app.db import Info
from app.filters import DAYS
from app.labels import label, unknown_last
from app.periods import days_asked
from app.queries import SINCE_LAUNCH, ask, choices, presets
from app.question import Asked
from app.reference import tiles
from app.shell.build_notice import build_notice
from app.shell.controls import CHOICES, CONTROLS, GROUPS, SEARCHED
from app.shell.filter_bar import CUSTOM, options, search_list

ADDRESS = "address"
OUTPUTS = {
    "start": Output(ids.START, "value"),
    "end": Output(ids.END, "value"),
    "preset": Output(ids.PRESET, "value"),
    "count": Output(ids.COUNT, "value"),
    "police_share": Output(ids.POLICE_SHARE, "value"),
    "police_share_text": Output(ids.POLICE_SHARE_TEXT, "children"),
    **{choice.name: Output(ids.control(choice.name), "value") for choice in CHOICES},
    **{f"{control.name}_chosen": Output(ids.control(control.name), "value") for control in CONTROLS},
    **{f"{control.name}_options": Output(ids.control(control.name), "options") for control in SEARCHED},
    **{f"{control.name}_search": Output(ids.control(control.name, "search"), "value") for control in SEARCHED},
    **{f"{name}_summary": Output(ids.group(name, "summary"), "children") for name in GROUPS},
    "sector_options": Output(ids.control("sector"), "options"),
    "beat_list": Output(ids.control("beat", "list"), HTML),
    "bar_summary": Output(ids.BAR_SUMMARY, "children"),
    "chips": Output(ids.CHIPS, HTML),
    "problems": Output(ids.PROBLEMS, "children"),
    "days_held": Output(ids.DAYS_HELD, "children"),
    "said": Output(ids.SAID, "children"),
    "nothing": Output(ids.NOTHING, HTML),
    "navigation": Output(ids.NAVIGATION, HTML),
    "build": Output(ids.BUILD, HTML),
    ADDRESS: Output(ids.URL, "search"),
    "asked": Output(ids.ASKED, "data"),
}


def bar_values(asked: Asked, path: str, current: Info | None = None, of_page: Asked | None = None) -> dict[str, Any]:
    """Return what each output takes; `path` is the page the reader is on, `current` the snapshot served now.

    `of_page` is the page's own question, where that is not the one in the bar.
    """
    snapshot, filters = asked.snapshot, asked.filters
    return {
        "start": str(filters.start),
        "end": str(filters.end),
        "preset": _preset_of(asked),
        "count": filters.count,
        "police_share": filters.police_share,
        "police_share_text": words.PERCENT.format(percent=f"{filters.police_share:g}"),
        **vars(asked.view),
        **{f"{control.name}_chosen": list(_chosen(asked, control.name)) for control in CONTROLS},
        **{
            f"{control.name}_options": options(snapshot, control.name, _chosen(asked, control.name))
            for control in SEARCHED
        },
        **{f"{control.name}_search": "" for control in SEARCHED},
        **{f"{name}_summary": _summary(asked, name) for name in GROUPS},
        "sector_options": options(snapshot, "sector", _within(asked, "sector", ("precinct",))),
        "beat_list": as_text(search_list(_within(asked, "beat", ("precinct", "sector")))),
        "bar_summary": _bar_summary(asked, path),
        "chips": as_text(_chips(asked, path)),
        "problems": _told(asked),
        "days_held": _days_held(asked),
        "said": _said(asked),
        "nothing": as_text(_nothing_matches(asked)),
        "navigation": as_text(navigation(path, asked.address)),
        "build": as_text(build_notice(of_page or asked, path, current)),
        ADDRESS: asked.address,
        "asked": asked.link().removeprefix("?"),
    }


def _said(asked: Asked) -> str:
    """Tell a reader who does not see the page change what it shows now."""
    answer = ask(asked.snapshot, "care_calls", asked.filters)
    return words.SAID.format(period=asked.period, label=answer.metric.label, text=answer.only.text)


def day_refused(asked: Asked, changed: str, standing: Asked) -> str:
    """Say that the day which a reader has just changed (`start` or `end`) cannot be, why, and what is still shown."""
    reasons = map(str, asked.problems)
    return " ".join([words.DAY_NOT_APPLIED[changed], *reasons, words.STILL_SHOWN.format(period=standing.period)])


def navigation(path: str, address: str) -> list[html.Li]:
    """List the pages. Plain links, which keep the question: each page is loaded whole, from one snapshot."""
    here = {"aria-current": "page"}
    return [
        html.Li(html.A(name, href=f"{to}{address}" if to != "/api" else to, **(here if to == path else {})))
        for to, name in words.PAGES.items()
    ]


def _told(asked: Asked) -> str:
    """Name what was left out of the question, and the days that are shown where it was one of them."""
    told = [f"{words.PROBLEMS}{problem}" for problem in asked.problems]
    is_of_days = any(problem.parameter in DAYS for problem in asked.problems)
    return " ".join([*told, *([words.DAYS_SHOWN.format(period=asked.period)] if is_of_days else [])])


def _preset_of(asked: Asked) -> str:
    days = (asked.filters.start, asked.filters.end)
    return next((key for key, period in presets(asked.snapshot).items() if period == days), CUSTOM)


def _bar_summary(asked: Asked, path: str) -> str:
    """Say what the folded bar holds: the period, and how many filters are on."""
    preset = words.PRESETS.get(_preset_of(asked))
    on = len(filters_on(asked)) + len(rules_on(asked, path))
    told = [*([preset] if preset else []), asked.period, *([words.FILTERS_ON.format(count=on)] if on else [])]
    return f"{words.FILTERS_FOLDED}: {', '.join(told)}"


def _summary(asked: Asked, group: str) -> str:
    """Say what a folded group of controls holds."""
    chosen = [
        _in_words(asked, control.name, value) for control in GROUPS[group] for value in _chosen(asked, control.name)
    ]
    return f"{words.GROUPS[group]}: {', '.join(chosen) or words.ALL}"


def _chips(asked: Asked, path: str) -> list[html.Li]:
    """List what is on, each with a link to the same question without it."""
    on = filters_on(asked) | rules_on(asked, path)
    return [_chip(told, href) for told, href in on.items()] or [html.Li(words.NO_CHIPS, className="note")]


def _chip(told: str, href: str) -> html.Li:
    removes = html.Span(words.REMOVE, className="visually-hidden")
    return html.Li(
        html.A([removes, f" {told} ", html.Span("×", **{"aria-hidden": "true"})], href=href, className="chip")
    )


def _nothing_matches(asked: Asked) -> list[Any]:
    """Where no CARE call matches, say so, with a tap to widen the question."""
    calls = ask(asked.snapshot, "care_calls", asked.filters)
    if calls.only.n:
        return []
    start, end = presets(asked.snapshot)[SINCE_LAUNCH]
    links = [html.A(words.WIDEN_PERIOD, href=asked.link(start=start, end=end))]
    if any(_chosen(asked, control.name) for control in CONTROLS):
        everything = {control.name: () for control in CONTROLS}
        links.append(html.A(words.WIDEN_FILTERS, href=asked.link(**everything)))
    links.append(to_methods(asked, "phases", words.NOTHING_WHY))
    return [html.Strong(nothing_matches(calls)), *(part for link in links for part in (" ", link))]


def _days_held(asked: Asked) -> str:
    """Say where the data begins or ends, if that is within the days asked for."""
    info, told = asked.snapshot.info, []
    start, end = days_asked(info, asked.filters)
    if start < info.first_day <= end:
        told.append(words.DATA_BEGINS.format(day=words.day(info.first_day)))
    if start <= info.last_day <= end:
        told.append(words.DATA_ENDS.format(day=words.day(info.last_day)))
    return " ".join(told)


def _within(asked: Asked, name: str, narrower: tuple[str, ...]) -> list[str]:
    """List the places of one kind that lie in the larger ones chosen; those already chosen stay."""
    offered = unknown_last(choices(asked.snapshot)[name])
    limits = [(larger, getattr(asked.filters, larger)) for larger in narrower if getattr(asked.filters, larger)]
    if not limits:
        return list(offered)
    inside = {
        getattr(place, name)
        for place in tiles(asked.snapshot)
        if all(getattr(place, larger) in chosen for larger, chosen in limits)
    }
    return [value for value in offered if value in inside or value in getattr(asked.filters, name)]


def _chosen(asked: Asked, name: str) -> Sequence[str]:
    chosen: Sequence[str] = getattr(asked.filters, name, ())
    return chosen


def _in_words(asked: Asked, name: str, value: str) -> str:
    return label(asked.snapshot, name, value)
