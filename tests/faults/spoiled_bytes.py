"""Corruptions of a file's bytes, of any form: each takes a seeded generator and the bytes, and gives other bytes."""

import gzip
import zlib
from collections.abc import Callable
from random import Random

SpoilBytes = Callable[[Random, bytes], bytes]

BYTE_ORDER_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\xff\xfe\x00\x00")
NOT_UTF8 = (b"\xff", b"\xc3", b"\xc0\x80", b"\xed\xa0\x80", b"\xf5\x80\x80\x80", b"\xe9", b"\x80\x80")
BOMB_BYTES = 64 << 20
"""What a bomb unfolds to: bounded, and far more than the file says."""


def _at(choose: Random, data: bytes) -> int:
    return choose.randrange(len(data) + 1)


def _insert(choose: Random, data: bytes, more: bytes) -> bytes:
    place = _at(choose, data)
    return data[:place] + more + data[place:]


def _instead(choose: Random, data: bytes, old: bytes, new: bytes) -> bytes:
    """Replace one occurrence, chosen by chance; put the new bytes in anywhere if there is none."""
    places = [place for place in range(len(data)) if data.startswith(old, place)]
    if not places:
        return _insert(choose, data, new)
    place = choose.choice(places)
    return data[:place] + new + data[place + len(old) :]


def flip(choose: Random, data: bytes) -> bytes:
    """Turn one bit."""
    place = choose.randrange(len(data))
    return data[:place] + bytes([data[place] ^ 1 << choose.randrange(8)]) + data[place + 1 :]


def delete(choose: Random, data: bytes) -> bytes:
    """Take some bytes away."""
    place = _at(choose, data)
    return data[:place] + data[place + choose.choice((1, 1, 2, 30, 700)) :]


def double(choose: Random, data: bytes) -> bytes:
    """Let some bytes stand there twice."""
    start = _at(choose, data)
    end = start + choose.choice((1, 1, 2, 30, 700))
    return data[:end] + data[start:end] + data[end:]


def cut(choose: Random, data: bytes) -> bytes:
    """Take the end away."""
    return data[: _at(choose, data)] or data[:1]


def without_beginning(choose: Random, data: bytes) -> bytes:
    """Take the beginning away."""
    return data[min(_at(choose, data), len(data) - 1) :]


BYTES: dict[str, SpoilBytes] = {
    "a bit flipped": flip,
    "a byte inserted": lambda choose, data: _insert(choose, data, choose.randbytes(1)),
    "bytes deleted": delete,
    "bytes doubled": double,
    "cut short": cut,
    "without its beginning": without_beginning,
    "NUL bytes": lambda choose, data: _insert(choose, data, b"\0" * choose.choice((1, 1, 3, 5_000))),
    "a byte order mark": lambda choose, data: _insert(choose, data, choose.choice(BYTE_ORDER_MARKS)),
    "a mark at the beginning": lambda choose, data: choose.choice(BYTE_ORDER_MARKS) + data,
    "not UTF-8": lambda choose, data: _insert(choose, data, choose.choice(NOT_UTF8)),
    "a stray quote": lambda choose, data: _insert(choose, data, b'"'),
    "a quote missing": lambda choose, data: _instead(choose, data, b'"', b""),
    "a lone carriage return": lambda choose, data: _insert(choose, data, b"\r"),
    "one line ending of another kind": lambda choose, data: _instead(choose, data, b"\n", b"\r\n"),
    "one line ending of an old kind": lambda choose, data: _instead(choose, data, b"\n", b"\r"),
    "all line endings of another kind": lambda _, data: data.replace(b"\n", b"\r\n"),
    "all line endings of an old kind": lambda _, data: data.replace(b"\n", b"\r"),
    "a delimiter more": lambda choose, data: _insert(choose, data, b","),
    "a delimiter less": lambda choose, data: _instead(choose, data, b",", b""),
    "another delimiter": lambda choose, data: _instead(choose, data, b",", choose.choice((b";", b"\t", b"|"))),
    "all delimiters others": lambda choose, data: data.replace(b",", choose.choice((b";", b"\t", b"|"))),
    "empty lines": lambda choose, data: _instead(choose, data, b"\n", b"\n" * choose.choice((2, 9))),
    "UTF-16": lambda choose, data: data.decode("utf-8", "replace").encode(choose.choice(("utf-16", "utf-16-le"))),
    "another kind of file": lambda choose, _: choose.choice(
        (b"PK\x03\x04" + bytes(60), b"%PDF-1.7\n", b"<html><body>429 Too Many Requests</body></html>", b"null", b"\n")
    ),
    "noise": lambda choose, _: choose.randbytes(choose.choice((1, 40, 4_000))),
}
"""Corruptions of what a file says, and of a file as it lies there."""

GZIPPED: dict[str, SpoilBytes] = {
    "a gzip bit flipped": flip,
    "a gzip cut short": cut,
    "a gzip in name only": lambda _, data: gzip.decompress(data),
    "garbage after a gzip": lambda choose, data: data + choose.randbytes(choose.choice((1, 8, 400))),
    "zeros after a gzip": lambda _, data: data + bytes(512),
    "a gzip of a gzip": lambda _, data: gzip.compress(data),
    "a gzip of two members": lambda choose, data: in_members(choose, gzip.decompress(data)),
    "an empty member before": lambda _, data: gzip.compress(b"") + data,
    "a gzip without its checksum": lambda _, data: data[:-8],
    "a gzip of another checksum": lambda choose, data: data[:-8] + choose.randbytes(4) + data[-4:],
    "zlib for gzip": lambda _, data: zlib.compress(gzip.decompress(data)),
    "a bomb": lambda choose, data: gzip.compress(
        gzip.decompress(data) + choose.choice((b"\0", b"x", b"\n", b",", b'"', b"[")) * BOMB_BYTES, 1
    ),
}
"""Corruptions that only a gzip can have."""


def in_members(choose: Random, data: bytes) -> bytes:
    """Gzip data in two parts, one after the other, as logs are joined: a whole gzip file all the same."""
    place = _at(choose, data)
    return gzip.compress(data[:place]) + gzip.compress(data[place:])


PARQUET: dict[str, SpoilBytes] = {
    "a bit of a page flipped": lambda choose, data: flip(choose, data[: len(data) // 2]) + data[len(data) // 2 :],
    "a bit of the footer flipped": lambda choose, data: data[: len(data) // 2] + flip(choose, data[len(data) // 2 :]),
    "another footer length": lambda choose, data: data[:-8] + choose.randbytes(4) + data[-4:],
    "a footer length of all": lambda _, data: data[:-8] + len(data).to_bytes(4, "little") + data[-4:],
    "no magic at the end": lambda _, data: data[:-4],
    "other magic": lambda _, data: data[:-4] + b"PARE",
    "garbage after the footer": lambda choose, data: data + choose.randbytes(9),
    "zeros in the middle": lambda _, data: data[: len(data) // 3] + bytes(99) + data[len(data) // 3 + 99 :],
    "Parquet twice": lambda _, data: data + data,
}
"""Corruptions that only a Parquet file can have."""
