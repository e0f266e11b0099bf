"""What creates, changes and deletes the resources of one CloudFormation type."""

from dataclasses import dataclass, field

from aws.call import ACCOUNT, REGION, AwsError, call
from aws.coerce import call_strictly
from cloudformation.physical_name import physical_name


@dataclass
class Resource:
    """One resource of a stack while a provider works on it."""

    type: str
    logical_id: str
    stack_name: str
    stack_id: str
    properties: dict
    physical_id: str = ""
    attributes: dict = field(default_factory=dict)
    previous: dict = field(default_factory=dict)
    region: str = REGION
    account: str = ACCOUNT

    def name(self, property_name: str, longest: int = 63, lower: bool = False) -> str:
        """The name that the template gives, or one as CloudFormation makes them."""
        given = self.properties.get(property_name)
        return given or physical_name(self.stack_name, self.logical_id, longest, lower)

    def without(self, *names: str) -> dict:
        return {key: value for key, value in self.properties.items() if key not in names}

    def only(self, *names: str) -> dict:
        return {key: value for key, value in self.properties.items() if key in names}

    def changed(self, *names: str) -> bool:
        return any(self.properties.get(name) != self.previous.get(name) for name in names)

    def call(self, service: str, operation: str, **params) -> dict:
        """An operation with the emulator's own parameters."""
        return call(service, operation, params, self.region)

    def send(self, service: str, operation: str, params: dict) -> dict:
        """An operation with the template's values: what it does not know fails the deployment."""
        return call_strictly(service, operation, params, self.region)


class Provider:
    """
    Subclassed for each type. `create` returns the physical id, `attributes` what Fn::GetAtt may ask
    for. A change of a property that CloudFormation replaces for never reaches `update`.
    """

    def create(self, r: Resource) -> str:
        raise NotImplementedError

    def update(self, r: Resource) -> str | None:
        """Applies r.properties in place of r.previous; returns a new physical id, if it has one."""
        raise CannotUpdate(f"updates of {r.type} are not emulated")

    def delete(self, r: Resource) -> None:
        raise NotImplementedError

    def attributes(self, r: Resource) -> dict:
        return {}

    def replaces(self, r: Resource) -> bool:
        """Whether a change that CloudFormation calls conditional makes a new resource."""
        return False

    def snapshot(self, r: Resource) -> None:
        """What DeletionPolicy: Snapshot does before the deletion."""
        raise CannotUpdate(f"snapshots of {r.type} are not emulated")


class CannotUpdate(Exception):
    pass


_providers: dict[str, Provider] = {}


def provides(*types: str):
    """Registers a provider's class for these types."""

    def register(provider: type[Provider]) -> type[Provider]:
        for type_name in types:
            _providers[type_name] = provider()
        return provider

    return register


def find_provider(type_name: str) -> Provider | None:
    if type_name.startswith("Custom::"):
        type_name = "AWS::CloudFormation::CustomResource"
    return _providers.get(type_name)


def ignore_missing(*codes: str):
    """A context in which these error codes mean that a resource is gone already."""
    return _Ignore(codes)


class _Ignore:
    def __init__(self, codes: tuple[str, ...]):
        self.codes = codes

    def __enter__(self):
        return self

    def __exit__(self, _kind, error, _trace) -> bool:
        return isinstance(error, AwsError) and error.code in self.codes
