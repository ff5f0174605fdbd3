"""Where readers find the site: the beginning of every address that is to be passed on."""

from flask import current_app, request

SITE = "CARE_SITE_URL"
"""The setting, also as the server keeps it, that says how readers reach the site."""

TO_PAPER = "CARE_TO_PAPER"
"""Under which the server keeps that it runs only to print: the address it is asked at is gone when that is read."""


def site() -> str:
    """Return the site's public address, without a slash at the end: as it is set, else as the request names it.

    Behind a proxy that ends TLS, only the setting knows it. Where it is not set, what is only printed has none: empty.
    """
    asked_at = "" if current_app.config.get(TO_PAPER) else request.host_url
    return str(current_app.config.get(SITE) or asked_at).rstrip("/")
