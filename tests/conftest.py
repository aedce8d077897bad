"""Fixtures that every test may ask for."""

from tests.mariadb import mariadb_socket, mariadb_url
from tests.postgres import postgres, postgres_server, postgres_url

__all__ = ["mariadb_socket", "mariadb_url", "postgres", "postgres_server", "postgres_url"]
