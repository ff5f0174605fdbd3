"""Why a refresh stops. Each kind has its exit code; its message says what, where and what to do."""


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
