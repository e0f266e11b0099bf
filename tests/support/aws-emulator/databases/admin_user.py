"""The master users of emulated instances, made on the real server."""

import secrets

from databases import node_script, server

_passwords: dict[str, str] = {}


def make(settings: dict, username: str, password: str) -> None:
    """Makes the user on a server, or gives the one there the password."""
    request = {**settings, "newUser": {"username": username, "password": password}}
    node_script.run("create-admin-user.mjs", request, f"the database refused the user {username}")


def create(username: str, password: str | None = None) -> str:
    """
    Makes the user on the real server, who may do everything there, and returns the password.
    A user of the same name, of another instance, keeps the password it has.
    """
    if username not in _passwords:
        chosen = password or secrets.token_urlsafe(24)
        if server.find("writer"):
            make(server.settings(), username, chosen)
        _passwords[username] = chosen
    return _passwords[username]
