"""The HTML document around a page: its head, its styles and scripts, and the frame that Dash fills or nothing does."""

from pathlib import Path

from markupsafe import escape

from app import words
from app.words import page as text

WITHOUT_SCRIPTS = "without_scripts.css"
"""The style sheet of readers without scripts; Dash must not link it."""

ASSETS = Path(__file__).parent / "assets"
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
{css}
<noscript><link rel="stylesheet" href="/assets/without_scripts.css"></noscript>
{linked_data}
</head>
{body}
</html>
"""
_WITH_SCRIPTS = """<body>
<div id="react-entry-point"></div>
<div id="first-paint">{first_paint}</div>
{config}
{scripts}
{renderer}
</body>"""
_WITHOUT_SCRIPTS = """<body class="ready">
{page}
{scripts}
</body>"""
_STYLES = (
    "/bootstrap/css/bootstrap.min.css",
    *(f"/assets/{path.name}" for path in sorted(ASSETS.glob("*.css")) if path.name != WITHOUT_SCRIPTS),
)
CSS = "\n".join(f'<link rel="stylesheet" href="{address}">' for address in _STYLES)
_SCRIPTS = "\n".join(f'<script src="/assets/{path.name}"></script>' for path in sorted(ASSETS.glob("*.js")))


def with_scripts(first_paint: str, config: str, scripts: str, renderer: str) -> str:
    """Write the body of a page that Dash takes over; the last three are what Dash puts into it."""
    return _WITH_SCRIPTS.format(first_paint=first_paint, config=config, scripts=scripts, renderer=renderer)


def without_scripts(page: str) -> str:
    """Write the body of a page that is only read."""
    return _WITHOUT_SCRIPTS.format(page=page, scripts=_SCRIPTS)


def document(
    title: str, description: str, body: str, *, css: str = CSS, is_invented: bool = False, linked_data: str = ""
) -> str:
    """Write the whole; what others are told of it says where its data is invented. `linked_data` stands in the head."""
    if is_invented:
        title = text.INVENTED_TITLE.format(title=title)
        description = text.INVENTED_DESCRIPTION.format(description=description)
    told = {"title": escape(title), "description": escape(description)}
    return _DOCUMENT.format(language=words.LANGUAGE, css=css, body=body, linked_data=linked_data, **told)
