"""Components as HTML: readable, its ids prefixed, and whatever the data holds stays text."""

import json

import dash_bootstrap_components as dbc
import pytest
from dash import Output, dcc, html
from hypothesis import given
from hypothesis import strategies as st

from app.components.static_html import HTML, as_html, as_text, filled
from tests.app.layouts import elements, the
from tests.app.questions import AWKWARD, effort

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</p></div></body>",
    "&lt;b&gt; &amp; &quot;",
    "{0.__class__}{}",
    "%s%(name)s",
    "<!-- ",
    "]]>",
    *AWKWARD,
)
each_hostile = pytest.mark.parametrize("said", HOSTILE)
any_text = st.sampled_from(HOSTILE) | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"))


@each_hostile
def test_hostile_text_stays_text(said: str) -> None:
    (element,) = elements(as_html(html.P(said), ""))
    assert (element.tag, element.text) == ("p", said)


@each_hostile
def test_hostile_text_stays_in_its_attribute(said: str) -> None:
    node = html.A(said, href=f"?call_type={said}", title=said, **{"aria-label": said, "data-area": said})
    (element,) = elements(as_html(node, ""))
    assert element.attributes == {
        "href": f"?call_type={said}",
        "title": said,
        "aria-label": said,
        "data-area": said,
    }


@effort
@given(said=any_text, prefix=st.sampled_from(["", "first-"]))
def test_any_text_anywhere_is_read_back_as_it_was_written(said: str, prefix: str) -> None:
    layout = html.Div([html.P([said, html.Br(), said], title=said), html.Img(src="x", alt=said)])
    division, paragraph, line, picture = elements(as_html(layout, prefix))
    assert [one.tag for one in (division, paragraph, line, picture)] == ["div", "p", "br", "img"]
    assert (paragraph.text, paragraph["title"], picture["alt"]) == (said * 2, said, said)


@each_hostile
def test_hostile_options_stay_options(said: str) -> None:
    choice = dbc.Select(id="count", name="count", options=[{"label": said, "value": said}], value=said)
    select, option = elements(as_html(choice, "first-"))
    assert (select["id"], select["name"]) == ("first-count", "count")
    assert (option["value"], option.text, option.get("selected")) == (said, said, "")
    boxes = dbc.Checklist(id="call-type", options=[{"label": said, "value": said}], value=[])
    label, box = elements(as_html(boxes, "first-"))
    assert (box["type"], box["name"], box["value"]) == ("checkbox", "call_type", said)
    assert label.text == f" {said}"
    assert "checked" not in box.attributes


def test_only_what_is_chosen_is_checked_and_selected() -> None:
    offered = [{"label": name.title(), "value": name} for name in ("EAST", "WEST", "NORTH")]
    boxes = elements(as_html(dbc.Checklist(id="precinct", options=offered, value=["WEST", "NORTH"]), ""))
    assert [box["value"] for box in boxes if "checked" in box.attributes] == ["WEST", "NORTH"]
    options = elements(as_html(dbc.Select(id="count", options=offered, value="WEST"), ""))
    assert [option["value"] for option in options if "selected" in option.attributes] == ["WEST"]
    assert "name" not in options[0].attributes, "a form sends only what is named"


def test_a_list_without_a_choice_has_nothing_checked() -> None:
    offered = [{"label": "East", "value": "EAST"}]
    for value in ([], None):
        boxes = elements(as_html(dbc.Checklist(id="precinct", options=offered, value=value), ""))
        assert [box for box in boxes if "checked" in box.attributes] == []


def test_every_id_and_reference_gets_the_prefix() -> None:
    layout = html.Div(
        [
            html.H2("Speed", id="heading"),
            html.A("Skip", href="#heading"),
            html.A("Away", href="/methods#quality"),
            html.A("Ask", href="?precinct=EAST"),
            dbc.Label("Day", html_for="start"),
            dbc.Input(id="start", type="date", list="days"),
            html.Datalist([html.Option(value="2025-03-01")], id="days"),
        ],
        **{"aria-labelledby": "heading start", "aria-describedby": "days"},
    )
    text = as_html(layout, "first-")
    ids = {one["id"] for one in elements(text) if "id" in one.attributes}
    assert ids == {"first-heading", "first-start", "first-days"}
    division, _, place, skip, away, ask, label, field, _, _ = elements(text)
    assert (place.path, place.attributes) == (["div", "h2"], {"name": "heading"}), "an address leads to it at once"
    assert "name=" not in as_html(html.H2("Speed", id="heading"), ""), "where ids are as they are, they are enough"
    assert division["aria-labelledby"] == "first-heading first-start"
    assert division["aria-describedby"] == "first-days"
    assert (skip["href"], away["href"], ask["href"]) == ("#first-heading", "/methods#quality", "?precinct=EAST")
    assert (label["for"], field["list"]) == ("first-start", "first-days")


def test_what_nobody_sees_is_left_out_and_what_a_form_needs_stays() -> None:
    layout = html.Form(
        [
            dcc.Store(id="asked", data="secret"),
            dcc.Location(id="url"),
            dcc.Interval(id="clock"),
            dbc.Button("Reset", id="reset", type="button", color="secondary", outline=True),
            dbc.Input(name="start", value="2025-03-01", type="date"),
            html.Button("Show", type="submit"),
        ],
        action="/calls",
    )
    form, reset, field, button = elements(as_html(layout, ""))
    assert (reset["type"], reset["class"], reset["id"]) == ("button", "btn btn-outline-secondary", "reset")
    assert (form.tag, form["action"]) == ("form", "/calls")
    assert (field.tag, field["value"]) == ("input", "2025-03-01")
    assert (button.tag, button["type"], button.text) == ("button", "submit", "Show")


def test_a_choice_of_one_is_written_as_the_live_page_draws_it_under_a_name_of_its_own() -> None:
    offered = [{"label": name.title(), "value": name} for name in ("chart", "table")]
    classes = {"className": "card-views", "inputClassName": "btn-check", "labelClassName": "btn"}
    choice = dbc.RadioItems(id="calls-view", options=offered, value="chart", **classes)
    place, _, chart, label, _, table, _ = elements(as_html(choice, "first-"))
    assert (place["id"], place.classes) == ("first-calls-view", ["card-views"])
    assert (chart["name"], chart["value"], chart.get("checked")) == ("first-calls-view", "chart", "")
    assert (table["name"], table["value"], table.get("checked")) == ("first-calls-view", "table", None)
    assert (chart.classes, label.classes) == (["form-check-input", "btn-check"], ["form-check-label", "btn"])
    assert (label["for"], label.text) == (chart["id"], "Chart")


@each_hostile
def test_hostile_words_of_a_choice_stay_words(said: str) -> None:
    offered = [{"label": said, "value": said}]
    choice = dbc.RadioItems(id="view", options=offered, value="", className="", inputClassName="", labelClassName="")
    _, _, field, label = elements(as_html(choice, ""))
    assert (field["value"], label.text, label["for"]) == (said, said, field["id"])


def test_flags_are_written_without_a_value_or_not_at_all() -> None:
    notice, open_, folded = (
        elements(as_html(node, ""))[0]
        for node in (html.Div(hidden=True), html.Details(open=True), html.Details(open=False, title=None))
    )
    assert (notice.attributes, open_.attributes, folded.attributes) == ({"hidden": ""}, {"open": ""}, {})


def test_styles_and_classes_are_written_as_css_has_them() -> None:
    (place,) = elements(as_html(html.Div(style={"height": "520px", "width": "10%"}, className="chart wide"), ""))
    assert place.attributes == {"style": "height:520px;width:10%", "class": "chart wide"}


def test_a_class_of_its_own_takes_the_place_of_the_usual_one() -> None:
    usual, own = (
        elements(as_html(node, ""))[0] for node in (dbc.Input(type="date"), dbc.Input(class_name="form-range"))
    )
    assert (usual["class"], own["class"]) == ("form-control", "form-range")


def test_nothing_is_written_as_nothing() -> None:
    assert as_html([None, [], html.P(None), "", 0], "") == "<p></p>0"


@each_hostile
def test_html_in_an_attribute_is_the_text_that_a_browser_puts_in(said: str) -> None:
    """What `as_text` wrote stands unchanged in a first paint, and as JSON on its way to `care.js`."""
    inside = as_text(html.P(said))
    shown = as_html(html.Div(id="chips", **{HTML: inside}), "first-")
    place, paragraph = elements(shown)
    assert place.attributes == {"id": "first-chips"}, "the text itself is not written twice"
    assert paragraph.text == said
    assert json.loads(json.dumps(inside)) == inside


def test_values_are_put_where_a_callback_would_put_them() -> None:
    layout = html.Div([html.P(id="sentence"), html.Div(id="table")], id="page")
    outputs = [Output("page", "className"), Output("sentence", "children"), Output("table", HTML)]
    shown = as_html(filled(layout, outputs, ["filled", "CARE was sent.", "<b>1</b>"]), "")
    assert the(shown, "div", id="page").classes == ["filled"]
    assert the(shown, "p", id="sentence").text == "CARE was sent."
    assert the(shown, "b").text == "1"


def test_values_for_a_place_that_is_not_there_are_refused() -> None:
    with pytest.raises(KeyError):
        filled(html.Div(), [Output("nowhere", "children")], ["lost"])
    with pytest.raises(ValueError, match="zip"):
        filled(html.Div(id="page"), [Output("page", "children")], [])
