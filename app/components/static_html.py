"""Write components as HTML: for readers whose scripts have not come yet, and for what Dash need not know.

Each component that Dash holds costs the browser time on every update, and a table has thousands. What is only read
travels as text in an attribute (`HTML`) of the element that shows it; `care.js` puts it there.

Charts travel as they do on a live page, for `charts.js`. Every id gets a prefix, so that the page that takes over has
its own.
"""

from collections.abc import Iterable
from typing import Any

from dash import Output
from dash.development.base_component import Component
from markupsafe import Markup, escape

from app.components.static_controls import checks, radios, select

_TAGS = {"Link": "a", "Table": "table", "Label": "label", "ObjectEl": "object"}
_VOID = {"br", "hr", "img", "input", "link", "meta"}
_ATTRIBUTES = {"className": "class", "class_name": "class", "htmlFor": "for", "html_for": "for"}
_LEFT_OUT = {
    "children",
    "data-html",
    "key",
    "n_clicks",
    "debounce",
    "striped",
    "size",
    "refresh",
    "color",
    "outline",
    "disable_n_clicks",
}
_REFERENCES = {"id", "for", "list", "aria-labelledby", "aria-describedby"}
_MACHINERY = {"Store", "Interval", "Location"}
_CLASSES = {
    "Table": "table table-sm table-striped",
    "Input": "form-control",
    "Label": "form-label",
    "Button": "btn btn-outline-secondary",
}
"""What Dash's own components are styled by where they name no class."""


HTML = "data-html"
"""The attribute that holds an element's inside as HTML."""


def as_text(node: object) -> str:
    """Write components as the text that goes into `HTML`."""
    return str(as_html(node, ""))


def filled(layout: Component, outputs: Iterable[Output], values: Iterable[Any]) -> Component:
    """Put values into a layout where a callback would have put them."""
    places = {getattr(node, "id", None): node for node in [layout, *layout._traverse()]}
    for output, value in zip(outputs, values, strict=True):
        setattr(places[output.component_id], output.component_property, value)
    return layout


def as_html(node: object, prefix: str) -> Markup:
    """Write a component, a text, or several of them as HTML; `prefix` goes before every id."""
    if node is None:
        return Markup()
    if isinstance(node, list | tuple):
        return Markup().join(as_html(child, prefix) for child in node)
    return _component(node, prefix) if isinstance(node, Component) else escape(str(node))


def _component(node: Component, prefix: str) -> Markup:
    match node._type:
        case name if name in _MACHINERY:
            return Markup()
        case "Checklist":
            return checks(node)
        case "RadioItems":
            return radios(node, prefix)
        case "Select":
            return select(node, prefix)
        case name:
            return _element(_TAGS.get(name, name).lower(), node, prefix)


def _element(tag: str, node: Component, prefix: str) -> Markup:
    attributes = Markup().join(_attribute(name, value, prefix) for name, value in _props(node).items())
    if tag in _VOID:
        return Markup("<{}{}>").format(tag, attributes)
    inside = getattr(node, HTML, None)  # written by as_text: safe already
    html = as_html(getattr(node, "children", None), prefix) if inside is None else Markup(inside)  # noqa: S704
    return Markup("<{0}{1}>{2}{3}</{0}>").format(tag, attributes, _place(tag, node, prefix), html)


def _place(tag: str, node: Component, prefix: str) -> Markup:
    """Let an address lead to a heading before scripts run: by a name, so that the live page has the id to itself."""
    name = getattr(node, "id", None) if prefix and tag == "h2" else None
    return Markup('<a name="{}"></a>').format(name) if name else Markup()


def _props(node: Component) -> dict[str, Any]:
    given = {name: value for name, value in node.to_plotly_json()["props"].items() if name not in _LEFT_OUT}
    named = {_ATTRIBUTES.get(name, name).lower(): value for name, value in given.items()}
    return {"class": _CLASSES.get(node._type)} | named


def _attribute(name: str, value: object, prefix: str) -> Markup:
    if value is None or value is False:
        return Markup()
    if value is True:
        return Markup(" {}").format(name)
    return Markup(' {}="{}"').format(name, _written(name, value, prefix))


def _written(name: str, value: object, prefix: str) -> str:
    if name in _REFERENCES:
        return " ".join(f"{prefix}{part}" for part in str(value).split())
    if name == "href" and str(value).startswith("#"):
        return f"#{prefix}{str(value)[1:]}"
    if isinstance(value, dict):
        return ";".join(f"{key}:{text}" for key, text in value.items())
    return str(value)
