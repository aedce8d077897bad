"""Fixtures that every test may ask for."""

from hypothesis import settings
from tests.mariadb import mariadb_socket, mariadb_url
from tests.postgres import postgres, postgres_server, postgres_url

__all__ = ["mariadb_socket", "mariadb_url", "postgres", "postgres_server", "postgres_url"]

# How long an example takes says something of the machine, and nothing of the code. The same examples every time: a change
# is told by them, and not by chance; --hypothesis-profile=search tries others.
settings.register_profile("same", deadline=None, derandomize=True)
settings.register_profile("search", deadline=None)
settings.load_profile("same")
