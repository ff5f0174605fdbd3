"""Why a refresh stops. Each kind has its exit code; its message says what, where and what to do."""

import errno
import os

import duckdb

_DISK_FULL = tuple(os.strerror(code) for code in (errno.ENOSPC, errno.EDQUOT))
_SPILL_FULL = "max_temp_directory_size"
"""DuckDB's word when what it writes aside would fill the disk."""

_MOST_SHOWN = 200


def shortened(text: str) -> str:
    """Cut text that a message quotes to 200 characters: a damaged file may have a line of a million."""
    return text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}…"


def quoted(text: str) -> str:
    """Quote text in a message, what cannot be printed written out, cut to 200 characters."""
    return shortened(repr(text[: _MOST_SHOWN + 1]))


class PipelineError(Exception):
    """A refresh that did not happen. The snapshot served before it stands."""

    exit_code = 1


class BadInput(PipelineError):
    """The files given cannot be read as dispatch exports, or a setting is unusable. Nothing was changed."""

    exit_code = 2


class Refused(PipelineError):
    """The files were read, but a check refuses to publish what they say."""

    exit_code = 3


class Busy(PipelineError):
    """Another refresh of the same warehouse is running."""

    exit_code = 4


def advice_on(error: BaseException) -> str:
    """Say what to do about an error that is none of ours; blank when nobody knows.

    A full disk is known by the system's words for it: DuckDB quotes them in errors of several kinds.
    """
    if any(words in str(error) for words in (*_DISK_FULL, _SPILL_FULL)):
        return (
            "The disk is full. Free some of it and refresh again: beside the snapshots kept there must be room for "
            "another, and for the text of the files as it is read."
        )
    if isinstance(error, duckdb.OutOfMemoryException | MemoryError):
        return "The memory allowed is used up. Raise CARE_ETL_MEMORY, or lower CARE_ETL_THREADS, and run it again."
    return ""


def words_of(error: BaseException) -> str:
    """Give the words of an error that is none of ours. DuckDB's on memory end in advice on settings of its own."""
    said = str(error)
    return said.partition("\n")[0] if isinstance(error, duckdb.OutOfMemoryException) else said
