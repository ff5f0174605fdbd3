"""A worker whose threads get whole requests only: who sends slowly, or nothing, waits where waiting costs no thread.

gunicorn gives a new connection to a thread, which then waits for what it sends: a handful of clients that send a byte
at a time would keep all readers out. Here the loop that watches idle connections also collects what they send.
"""

import re
import selectors
import time
from functools import partial
from typing import Any

from gunicorn.workers.gthread import ThreadWorker

REQUEST_SECONDS = 10
"""How long a client may take to send a request. A phone on a bad line takes one or two."""

MOST_BYTES = 1 << 16
"""What is collected of a request; a larger one is given to a thread as far as it has come, and bounded there."""

_END = b"\r\n\r\n"
_LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*([0-9]{1,18})[ \t]*\r\n", re.IGNORECASE)
_CHUNKED = re.compile(rb"\r\ntransfer-encoding:", re.IGNORECASE)


def is_whole(sent: bytes) -> bool:
    """Say whether a thread has no more to wait for: head and body are there, or too large to be collected."""
    end = sent.find(_END)
    if end < 0 or len(sent) >= MOST_BYTES:
        return len(sent) >= MOST_BYTES
    head, body = sent[: end + 2], sent[end + len(_END) :]
    if _CHUNKED.search(head):
        return body.endswith(b"0" + _END)
    length = _LENGTH.search(head)
    return length is None or int(length[1]) > MOST_BYTES or len(body) >= int(length[1])


class PatientWorker(ThreadWorker):  # type: ignore[misc]  # gunicorn comes without types
    """Threads as ever, but for requests that are whole."""

    def enqueue_req(self, conn: Any) -> None:  # noqa: ANN401
        """Collect what a connection has sent: give it to a thread when it is whole, end it when it has hung up."""
        sent = _all_sent(conn)
        if sent is None:
            self.nr_conns -= 1
            conn.close()
        elif is_whole(sent):
            conn.sent, conn.sent_first, conn.data_ready = b"", 0.0, True
            conn.init()
            conn.parser.unreader.unread(sent)
            super().enqueue_req(conn)
        else:
            self._wait(conn)

    def _wait(self, conn: Any) -> None:  # noqa: ANN401
        """Watch for more. The time allowed runs from the first look, or one byte at a time would extend it for ever."""
        if not conn.sent_first:
            conn.sent_first = time.monotonic()
        conn.timeout = conn.sent_first + REQUEST_SECONDS
        self.pending_conns.append(conn)
        self.poller.register(conn.sock, selectors.EVENT_READ, partial(self.on_pending_socket_readable, conn))


def _all_sent(conn: Any) -> bytes | None:  # noqa: ANN401
    """Read what has come, without waiting; None when the client is gone."""
    if not hasattr(conn, "sent"):
        conn.sent, conn.sent_first = b"", 0.0
    conn.sock.setblocking(False)
    buffered = conn.parser.unreader.take_buffered() if conn.parser else b""
    try:
        more = conn.sock.recv(MOST_BYTES)
    except BlockingIOError:
        more = None
    except OSError:
        return None
    if more == b"" and not buffered:
        return None
    conn.sent += buffered + (more or b"")
    return bytes(conn.sent)
