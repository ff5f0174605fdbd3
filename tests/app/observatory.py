"""The rules of Mozilla's HTTP Observatory, as published with its scores (tests and scoring, 2025), for one answer.

Not scored: cookies and CORS by a site that has neither, certificates, and the redirection to TLS, which are the proxy's.
"""

import re
from collections.abc import Callable, Mapping

from tests.app.layouts import elements

Headers = Mapping[str, str]
Rule = Callable[[Headers, str], int]

BASELINE, EXTRA_CREDIT_FROM = 100, 90
GRADES = {
    **{100: "A+", 90: "A", 85: "A-", 80: "B+", 70: "B", 65: "B-", 60: "C+", 50: "C", 45: "C-", 40: "D+", 30: "D"},
    **{25: "D-", 0: "F"},
}
SIX_MONTHS = 15_768_000
_BROAD = {"ftp:", "http:", "https:", "*", "http://*", "http://*.*", "https://*", "https://*.*"}
_INLINE = {"'unsafe-inline'", "data:"}
_HASH = ("'sha256-", "'sha384-", "'sha512-", "'nonce-")
_PRIVATE = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}
_UNSAFE = {"origin", "origin-when-cross-origin", "unsafe-url", "no-referrer-when-downgrade"}


def directives(policy: str) -> dict[str, set[str]]:
    """Read a policy; of a directive that is given twice, browsers take the first."""
    found: dict[str, set[str]] = {}
    for name, *sources in (part.split() for part in policy.split(";") if part.strip()):
        found.setdefault(name.lower(), set(sources))
    return found


def _sources(policy: dict[str, set[str]], name: str) -> set[str]:
    """Read what a directive allows, or what the default does; hashes switch 'unsafe-inline' off."""
    sources = policy.get(name, policy.get("default-src", {"*"}))
    is_hashed = any(source.startswith(_HASH) for source in sources)
    return sources - {"'unsafe-inline'"} if is_hashed else sources


def content_policy(headers: Headers, _: str) -> int:
    """Score what a page may load."""
    policy = directives(headers.get("Content-Security-Policy", ""))
    if not policy:
        return -25
    scripts, styles = _sources(policy, "script-src"), _sources(policy, "style-src")
    images = _sources(policy, "img-src") | _sources(policy, "media-src")
    others = set().union(*(sources for name, sources in policy.items() if name not in {"img-src", "media-src"}))
    verdicts = (
        (scripts & (_BROAD | _INLINE) or _sources(policy, "object-src") & _BROAD, -20),
        (_insecure(others), -20),
        ("'unsafe-eval'" in scripts | styles, -10),
        (_insecure(images), -10),
        (styles & (_BROAD | _INLINE), 0),
        (policy.get("default-src") == {"'none'"}, 10),
    )
    return next((score for is_so, score in verdicts if is_so), 5)


def _insecure(sources: set[str]) -> bool:
    return any(source.startswith(("http:", "ftp:")) for source in sources)


def transport(headers: Headers, _: str) -> int:
    """Score for how long browsers come by TLS only."""
    told = re.search(r"max-age=(\d+)", headers.get("Strict-Transport-Security", ""))
    if told is None:
        return -20
    return 0 if int(told[1]) >= SIX_MONTHS else -10


def referrer(headers: Headers, _: str) -> int:
    """Score what other sites are told of where a reader came from."""
    told = headers.get("Referrer-Policy")
    if told is None:
        return 0
    last = told.split(",")[-1].strip().lower()
    return 5 if last in _PRIVATE else -5


def integrity(_: Headers, body: str) -> int:
    """Score from where scripts come."""
    sources = [one["src"] for one in elements(body) if one.tag == "script" and one.get("src")]
    return -50 if any(source.startswith("http:") for source in sources) else -5 if _foreign(sources) else 0


def _foreign(sources: list[str]) -> bool:
    return any(source.startswith(("https:", "//")) for source in sources)


def content_type(headers: Headers, _: str) -> int:
    """Score whether browsers may guess types."""
    return 0 if headers.get("X-Content-Type-Options", "").strip().lower() == "nosniff" else -5


def framing(headers: Headers, _: str) -> int:
    """Score who may show the page in a frame."""
    ancestors = directives(headers.get("Content-Security-Policy", "")).get("frame-ancestors")
    if ancestors is not None and not ancestors & _BROAD:
        return 5
    return 0 if headers.get("X-Frame-Options", "").upper() in {"DENY", "SAMEORIGIN"} else -20


def resources(headers: Headers, _: str) -> int:
    """Score who may load it as a part of another page."""
    told = headers.get("Cross-Origin-Resource-Policy")
    return 0 if told in {None, "same-origin", "same-site"} else -20


def cookies(headers: Headers, _: str) -> int:
    """Score a site without cookies; one that has any is to be looked at anew."""
    return 0 if "Set-Cookie" not in headers else -40


RULES: dict[str, Rule] = {
    **{"content policy": content_policy, "transport": transport, "referrer": referrer, "integrity": integrity},
    **{"content type": content_type, "framing": framing, "resources": resources, "cookies": cookies},
}


def scored(headers: Headers, body: str) -> tuple[int, str, dict[str, int]]:
    """Score an answer: points, grade, and what each rule gave. Bonuses count only from 90 points on."""
    given = {name: rule(headers, body) for name, rule in RULES.items()}
    points = BASELINE + sum(score for score in given.values() if score < 0)
    if points >= EXTRA_CREDIT_FROM:
        points += sum(score for score in given.values() if score > 0)
    points = max(points, 0)
    return points, next(grade for least, grade in GRADES.items() if points >= least), given
