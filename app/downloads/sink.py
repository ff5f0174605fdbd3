"""Where a file's writer writes to: what is written is taken away at once, so that no file is ever whole in memory."""

import io


class Sink(io.RawIOBase):
    """Takes bytes, knows how many it has taken in all, and gives away those not taken away yet."""

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        self._held: list[bytes] = []
        self._written = 0

    def writable(self) -> bool:
        """Say that it can be written to."""
        return True

    def tell(self) -> int:
        """Return the place in the whole file, taken away or not: a Parquet footer names such places."""
        return self._written

    def write(self, data: object) -> int:
        """Take bytes; they are copied, because a writer uses its buffer again."""
        taken = bytes(data)  # type: ignore[call-overload]  # any buffer will do
        self._held.append(taken)
        self._written += len(taken)
        return len(taken)

    def drained(self) -> bytes:
        """Give away what was written since the last time."""
        given, self._held = b"".join(self._held), []
        return given
