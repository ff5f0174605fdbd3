"""Where readers find the site: the beginning of every address that is to be passed on."""

from flask import current_app, request

SITE = "CARE_SITE_URL"
"""The setting, also as the server keeps it, that says how readers reach the site."""


def site() -> str:
    """Return the site's public address, without a slash at the end: as it is set, else as the request names it.

    Behind a proxy that ends TLS, only the setting knows it.
    """
    return str(current_app.config.get(SITE) or request.host_url).rstrip("/")
