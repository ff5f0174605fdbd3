"""Where readers find the site: the beginning of every address that is to be passed on."""

from flask import current_app, request

SITE = "CARE_SITE_URL"
"""The setting, also as the server keeps it, that says how readers reach the site."""


def site() -> str:
    """Return the address of the site, such as https://care.example.org: as set, else as this request names it."""
    return str(current_app.config.get(SITE) or request.host_url).rstrip("/")
