"""Write the controls that Dash would draw itself as a browser's own, with the classes that Dash's have.

A form sends what is named. What is chosen in them before the live page takes over, `live.js` chooses there again.
"""

from dash.development.base_component import Component
from markupsafe import Markup

_BOX = Markup('<label class="form-check"><input type="checkbox" name="{}" value="{}"{}> {}</label>')
_RADIO = Markup(
    '<div class="form-check"><input type="radio" id="{name}-{value}" name="{name}" value="{value}"{on} '
    'class="form-check-input {of_input}">'
    '<label for="{name}-{value}" class="form-check-label {of_label}">{label}</label></div>'
)


def checks(node: Component) -> Markup:
    """Write checkboxes that a form sends under the filter's name."""
    chosen, name = set(node.value or ()), node.id.replace("-", "_")
    return Markup().join(
        _BOX.format(name, option["value"], _on("checked", option["value"] in chosen), option["label"])
        for option in node.options
    )


def radios(node: Component, prefix: str) -> Markup:
    """Write a choice of one; its name has the prefix too, else a browser takes it and the live one for one choice."""
    shared = {"name": f"{prefix}{node.id}", "of_input": node.inputClassName, "of_label": node.labelClassName}
    choices = Markup().join(
        _RADIO.format(**shared, **option, on=_on("checked", option["value"] == node.value)) for option in node.options
    )
    return Markup('<div id="{}" class="{}">{}</div>').format(shared["name"], node.className, choices)


def select(node: Component, prefix: str) -> Markup:
    """Write a list to choose from; a form sends it if it has a name."""
    options = Markup().join(
        Markup('<option value="{}"{}{}>{}</option>').format(
            option["value"],
            _on("selected", option["value"] == node.value),
            _on("disabled", option.get("disabled", False)),
            option["label"],
        )
        for option in node.options
    )
    name = Markup(' name="{}"').format(node.name) if getattr(node, "name", None) else Markup()
    return Markup('<select id="{}{}"{} class="form-select">{}</select>').format(prefix, node.id, name, options)


def _on(name: str, is_on: bool) -> Markup:
    return Markup(" {}").format(name) if is_on else Markup()
