"""What each answer tells browsers to refuse: foreign scripts, frames, guesses at types, and to come back without TLS.

The values are written by `secure`, which checks them. They are put into place here and not by its middleware: that
writes all of them anew for each answer (14 µs, this takes 1), and has one set, while HSTS is said only over TLS.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from secure import Secure
from secure.headers import (
    ContentSecurityPolicy,
    CrossOriginOpenerPolicy,
    CrossOriginResourcePolicy,
    PermissionsPolicy,
    ReferrerPolicy,
    StrictTransportSecurity,
    XContentTypeOptions,
)

from app.config import Settings

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

_UNUSED = (
    *("accelerometer", "autoplay", "camera", "display-capture", "encrypted-media", "geolocation", "gyroscope"),
    *("hid", "idle-detection", "local-fonts", "magnetometer", "microphone", "midi", "payment", "picture-in-picture"),
    *("publickey-credentials-get", "screen-wake-lock", "serial", "usb", "xr-spatial-tracking"),
)
"""What no page of ours asks a browser for. Only names that Chromium knows: it complains of others to each reader."""


def with_headers(app: "WSGIApplication", settings: Settings, script_hashes: Sequence[str]) -> "WSGIApplication":
    """Send every answer of `app` with the headers; `script_hashes` are of the scripts that pages hold."""
    plain = _items(settings, script_hashes)
    over_tls = [*plain, _hsts(settings.hsts_seconds)]

    def send(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        def start(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:  # noqa: ANN401  # as WSGI
            ours = over_tls if environ["wsgi.url_scheme"] == "https" else plain
            return start_response(status, [*headers, *ours], exc_info)

        return app(environ, start)

    return send


def _items(settings: Settings, script_hashes: Sequence[str]) -> list[tuple[str, str]]:
    """Write all but HSTS."""
    others = Secure(
        coop=CrossOriginOpenerPolicy().same_origin(),
        corp=CrossOriginResourcePolicy().same_origin(),
        permissions=_permissions(),
        referrer=ReferrerPolicy().same_origin(),
        xcto=XContentTypeOptions().nosniff(),
    )
    return [_policy(settings, script_hashes), *others.header_items()]


def _policy(settings: Settings, script_hashes: Sequence[str]) -> tuple[str, str]:
    """Write what a page may load: nothing but what is named here.

    Styles may stand inline: Plotly and our bars set `style` attributes, and Dash's own scripts add some twenty style
    sheets when a page comes to life, so that `style-src-attr` alone does not do.
    """
    policy = (
        ContentSecurityPolicy()
        .default_src("'none'")
        .script_src("'self'", *script_hashes)
        .style_src("'self'", "'unsafe-inline'")
        .img_src("'self'", "data:", "blob:")
        .connect_src("'self'")
        .base_uri("'none'")
        .form_action("'self'")
        .frame_ancestors(*(settings.embed_on or ("'none'",)))
    )
    return policy.header_name, policy.header_value


def _permissions() -> PermissionsPolicy:
    permissions = PermissionsPolicy()
    for feature in _UNUSED:
        permissions.add_directive(feature)
    return permissions.clipboard_write("self")


def _hsts(seconds: int) -> tuple[str, str]:
    """Write for how long; of this host only, because those below and beside it are not ours to speak for."""
    told = StrictTransportSecurity().max_age(seconds)
    return told.header_name, told.header_value
