"""The HTML document around a page: its head, its styles and scripts, and the frame that Dash fills or nothing does."""

from markupsafe import escape

from app import words
from app.bundles import PLOTLY, SCRIPT, STYLE, STYLE_WITHOUT_SCRIPTS
from app.words import page as text

_DOCUMENT = """<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<meta name="description" content="{description}">
<meta property="og:type" content="website">
<meta property="og:title" content="{title}">
<meta property="og:description" content="{description}">
<meta name="twitter:card" content="summary">
<link rel="icon" type="image/svg+xml" href="/assets/icon.svg">
<link rel="stylesheet" href="{style}">
<noscript><link rel="stylesheet" href="{style_without_scripts}"></noscript>
{linked_data}
</head>
{body}
</html>
"""
WITHOUT_FILTERS = "without-filters"
"""The class of the body of a page that filters do not change. Style sheets find out by it, and not by looking for what
stands in the page: browsers would look again at each change of a chart."""

_WITH_SCRIPTS = """<body class="{kind}">
<div id="react-entry-point"></div>
<div id="first-paint" data-snapshot="{snapshot}">{first_paint}</div>
{config}
<template id="live-scripts">
{scripts}
{renderer}
</template>
<script defer src="{script}"></script>
<template id="plotly"><script src="{plotly}"></script></template>
</body>"""
_WITHOUT_SCRIPTS = """<body class="ready {kind}">
{page}
<script defer src="{script}"></script>
</body>"""


def with_scripts(first_paint: str, snapshot: str, kind: str, config: str, scripts: str, renderer: str) -> str:
    """Write the body of a page of a kind that Dash takes over; the last three are what Dash puts into it.

    Nothing of Dash runs, or is fetched, until `live.js` takes it out of the template. `snapshot` is what the first
    paint is written from, empty where there is none.
    """
    after_them = renderer.replace('type="application/javascript"', 'type="module"')  # modules wait for their turn
    dashs = {"config": config, "scripts": scripts, "renderer": after_them}
    painted = {"first_paint": first_paint, "snapshot": snapshot, "kind": kind}
    return _WITH_SCRIPTS.format(script=SCRIPT.address, plotly=PLOTLY.address, **painted, **dashs)


def without_scripts(page: str, kind: str = WITHOUT_FILTERS) -> str:
    """Write the body of a page of a kind that is only read."""
    return _WITHOUT_SCRIPTS.format(page=page, kind=kind, script=SCRIPT.address)


def document(title: str, description: str, body: str, *, is_invented: bool = False, linked_data: str = "") -> str:
    """Write the whole; what others are told of it says where its data is invented. `linked_data` stands in the head."""
    if is_invented:
        title = text.INVENTED_TITLE.format(title=title)
        description = text.INVENTED_DESCRIPTION.format(description=description)
    told = {"title": escape(title), "description": escape(description)}
    styles = {"style": STYLE.address, "style_without_scripts": STYLE_WITHOUT_SCRIPTS.address}
    return _DOCUMENT.format(language=words.LANGUAGE, body=body, linked_data=linked_data, **styles, **told)
