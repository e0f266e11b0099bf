"""ElastiCache: moto writes a user's access string into XML as it is, "&" included."""

from moto.elasticache import responses

_plain = "{{ user.access_string }}"
_escaped = "{{ user.access_string|e }}"


def install() -> None:
    for name in ("CREATE_USER_TEMPLATE", "DELETE_USER_TEMPLATE", "DESCRIBE_USERS_TEMPLATE"):
        setattr(responses, name, getattr(responses, name).replace(_plain, _escaped))
