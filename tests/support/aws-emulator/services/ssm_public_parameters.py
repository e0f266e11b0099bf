"""Systems Manager: AWS's own parameters of machine images, with their earlier versions."""

import copy
import hashlib

from moto.ssm.exceptions import ParameterVersionNotFound
from moto.ssm.models import SimpleSystemManagerBackend

PREFIX = "/aws/service/ami-amazon-linux-latest/"
# moto has one version of each, of 2024.
NEWEST_VERSION = 150


def install() -> None:
    get_only = SimpleSystemManagerBackend.get_parameter

    def get(self, name: str):
        plain, _, version = name.partition(":")
        found = get_only(self, plain) if plain.startswith(PREFIX) else None
        if found is None or (version and not version.isdigit()):
            return get_only(self, name)
        wanted = int(version or NEWEST_VERSION)
        if not 1 <= wanted <= NEWEST_VERSION:
            raise ParameterVersionNotFound(f"Systems Manager could not find version {version} of {plain}.")
        result = copy.copy(found)
        result.version = wanted
        result.value = f"ami-{hashlib.sha256(f'{plain}:{wanted}'.encode()).hexdigest()[:17]}"
        return result

    SimpleSystemManagerBackend.get_parameter = get
