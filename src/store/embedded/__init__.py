"""The embedded database: a real PostgreSQL that the service starts, joins and stops by itself."""

from .errors import EmbeddedServerError
from .server import EmbeddedServer
from .settings import ServerSettings, default_data_directory

__all__ = ["EmbeddedServer", "EmbeddedServerError", "ServerSettings", "default_data_directory"]
