"""Where the site is, for addresses that are read elsewhere."""

from flask import request

from app.config import Settings


def site_url(settings: Settings) -> str:
    """Return the site's public address, without a slash at the end: as it is set, else as the request names it.

    Behind a proxy that ends TLS, only the setting (`CARE_SITE_URL`) knows it.
    """
    return settings.site_url or request.host_url.rstrip("/")
