"""What gunicorn serves: `gunicorn app.wsgi:server`."""

from app.config import settings_from
from app.main import create_app

server = create_app(settings_from()).server
