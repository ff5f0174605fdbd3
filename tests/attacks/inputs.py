"""What scanners and fuzzers send, by what they hope to reach."""

from typing import Any

from tests.app.questions import AWKWARD, INJECTIONS

SQL = (
    *INJECTIONS,
    "1; ATTACH '/etc/passwd' AS x",
    "' UNION SELECT * FROM read_text('/etc/passwd') --",
    "COPY event TO '/tmp/out.csv'",
    "'; INSTALL httpfs; LOAD httpfs; --",
    "1 OR sleep(10)",
    "(SELECT count(*) FROM range(100000000000))",
    "'||(SELECT snapshot FROM snapshot)||'",
    "$$; SET enable_external_access = true; $$",
    "PRAGMA database_list",
    "\x1a",
    "admin'/*",
    "0x27",
    "%27%20OR%201=1",
)
PATHS = (
    *("../../../../etc/passwd", "..%2f..%2f..%2fetc%2fpasswd", "....//....//etc/passwd", "%2e%2e/%2e%2e/etc/passwd"),
    *("/etc/passwd", "//etc/passwd", "file:///etc/passwd", "..\\..\\windows\\win.ini", "..%5c..%5cetc%5cpasswd"),
    *("%00", "events.csv%00.json", "\x00", "~/.ssh/id_rsa", "/proc/self/environ", ".env", ".git/config", "current"),
    *("%c0%ae%c0%ae/etc/passwd", "..;/", "./././events", "events/", "CON", "events.csv/..", "care-x.duckdb", "*"),
    *("http://169.254.169.254/latest/meta-data", "\\\\host\\share", "a" * 3_000, "%", "%zz", "%ff%fe", "é", "🚑"),
)
HEADERS = (
    "x\r\nX-Injected: 1",
    "x%0d%0aX-Injected:%201",
    "x\nX-Injected: 1",
    "x\rX-Injected: 1",
    'x"; filename="evil.exe',
    "x\u2028X-Injected: 1",
    "x\u560d\u560aX-Injected: 1",
    "%E5%98%8D%E5%98%8AX-Injected: 1",
)
CSV = (
    *("=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", '=HYPERLINK("http://evil.example","x")', "\t=1", "\r=1"),
    *('";=1+1', "=1\n=2", "'=1", "＝1+1", '"', '""', ",,,,", "\ufeff=1"),
)
HTML = (
    "<script>alert(1)</script>",
    '"><script>alert(1)</script>',
    "'><img src=x onerror=alert(1)>",
    "</title><script>alert(1)</script>",
    "</template><svg onload=alert(1)>",
    "<!--<script>",
    "javascript:alert(1)",
    "{{7*7}}",
    "${7*7}",
    "%3Cscript%3Ealert(1)%3C/script%3E",
    "\x3cscript\x3e",
    '" autofocus onfocus=alert(1) x="',
    "</script><script>alert(1)</script>",
)
LISTS = {"SQL": SQL, "paths": PATHS, "headers": HEADERS, "CSV": CSV, "HTML": HTML}
ALL = (*SQL, *PATHS, *HEADERS, *CSV, *HTML, *AWKWARD)

JUNK: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1.5, 10**30, -(2**63), 1e308, "", " ", "0", "null", "NaN", [], {}, [[]], [{}], [None]),
    *({"id": 1}, {"type": "x", "index": "ALL"}, {"__proto__": {}}, {"value": {"value": {}}}, ["url.search"], "a.b"),
    *("..a.b..", "...", ".", "url.search@x", "x" * 9_000, ["x"] * 501, "2025-01-01", "20250101T000000Z", "\ufffd"),
)
