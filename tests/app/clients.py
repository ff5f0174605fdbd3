"""The dashboard with settings of a test's own, asked in process."""

from pathlib import Path

from flask.testing import FlaskClient

from app.config import Settings
from app.main import create_app


def client_with(folder: Path, **settings: object) -> FlaskClient:
    """Serve the warehouse of a folder anew, with other settings than the usual ones."""
    given = Settings(folder, **settings)  # type: ignore[arg-type]
    client: FlaskClient = create_app(given).server.test_client()
    return client
