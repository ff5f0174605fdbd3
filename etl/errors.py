"""Why a refresh stops. Each kind has its exit code; its message says what, where and what to do."""

import errno
import os

_DISK_FULL = tuple(os.strerror(code) for code in (errno.ENOSPC, errno.EDQUOT))


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
    if any(words in str(error) for words in _DISK_FULL):
        return (
            "The disk is full. Free some of it and refresh again: beside the snapshots kept there must be room for "
            "another, and for the text of the files as it is read."
        )
    return ""
