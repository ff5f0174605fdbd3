"""The public HTTP interface: metrics as JSON and CSV, and whether the service is up and ready.

Parameters are validated by the models that the OpenAPI document is written from. A question that cannot be answered
gets an RFC 9457 problem document that names the parameter, what was given and what is allowed.
"""

from app.api.questions import Question
from app.api.server import create_server

__all__ = ["Question", "create_server"]
