"""A stack and what is known of it."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import uuid4

from aws.call import ACCOUNT, REGION


def now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"


@dataclass
class Deployed:
    """A resource as it was deployed last."""

    logical_id: str
    type: str
    physical_id: str
    # Dynamic references are still in them: their values are never kept.
    properties: dict
    attributes: dict
    deletion_policy: str = "Delete"
    replace_policy: str = "Delete"
    status: str = "CREATE_COMPLETE"
    reason: str = ""
    updated_at: str = field(default_factory=now)


@dataclass
class Request:
    """What somebody asked a stack to become."""

    text: str
    template: dict
    parameters: dict[str, str] = field(default_factory=dict)
    tags: dict[str, str] = field(default_factory=dict)
    policy_during_update: str = ""
    rollback_alarms: list[str] = field(default_factory=list)


@dataclass
class Stack:
    name: str
    id: str = ""
    status: str = "REVIEW_IN_PROGRESS"
    reason: str = ""
    request: Request | None = None
    resolved_parameters: dict = field(default_factory=dict)
    hidden_parameters: set[str] = field(default_factory=set)
    resources: dict[str, Deployed] = field(default_factory=dict)
    outputs: list[dict] = field(default_factory=list)
    events: list[dict] = field(default_factory=list)
    policy: str = ""
    termination_protection: bool = False
    role: str = ""
    capabilities: list[str] = field(default_factory=list)
    created_at: str = field(default_factory=now)
    updated_at: str = ""
    deleted_at: str = ""

    def __post_init__(self) -> None:
        if not self.id:
            self.id = f"arn:aws:cloudformation:{REGION}:{ACCOUNT}:stack/{self.name}/{uuid4()}"

    @property
    def is_busy(self) -> bool:
        return self.status.endswith("_IN_PROGRESS") and self.status != "REVIEW_IN_PROGRESS"

    def record(self, logical_id: str, type_name: str, physical_id: str, status: str, reason="") -> None:
        event = {
            "StackId": self.id,
            "EventId": str(uuid4()),
            "StackName": self.name,
            "LogicalResourceId": logical_id,
            "PhysicalResourceId": physical_id,
            "ResourceType": type_name,
            "Timestamp": now(),
            "ResourceStatus": status,
        }
        self.events.append({**event, "ResourceStatusReason": reason} if reason else event)

    def become(self, status: str, reason: str = "") -> None:
        """Changes the stack's status and says so in its events."""
        # The event first: who sees the final status sees its event too.
        self.record(self.name, "AWS::CloudFormation::Stack", self.id, status, reason)
        self.reason = reason
        self.status = status
