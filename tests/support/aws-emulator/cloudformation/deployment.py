"""Makes a stack what was asked of it, or puts everything back."""

import logging
import traceback
from collections.abc import Callable

from aws.call import call
from cloudformation.desired import Desired
from cloudformation.differences import must_replace
from cloudformation.dynamic_references import resolve_dynamic_references
from cloudformation.intrinsics import evaluate
from cloudformation.provider import Resource, find_provider
from cloudformation.removal import delete_resource
from cloudformation.stack import Deployed, Request, Stack, now
from cloudformation.stack_policy import require_allowed
from cloudformation.tags import with_stack_tags

log = logging.getLogger("emulator.cloudformation")

STACK_TYPE = "AWS::CloudFormation::Stack"


class Failed(Exception):
    """A resource that could not be made what it should be."""


def resource_of(stack: Stack, deployed: Deployed, properties: dict, previous: dict) -> Resource:
    """What a provider is given; dynamic references are resolved here, and kept nowhere."""
    return Resource(
        type=deployed.type,
        logical_id=deployed.logical_id,
        stack_name=stack.name,
        stack_id=stack.id,
        properties=resolve_dynamic_references(properties),
        physical_id=deployed.physical_id,
        attributes=deployed.attributes,
        previous=previous,
    )


class Deployment:
    def __init__(self, stack: Stack, desired: Desired, request: Request):
        self.stack = stack
        self.desired = desired
        self.request = request
        self.undo: list[Callable[[], None]] = []
        # What is deleted after a success, and after a failure.
        self.leftover: list[tuple[Deployed, str]] = []
        self.abandoned: list[tuple[Deployed, str]] = []
        self.policy = request.policy_during_update or stack.policy

    def run(self) -> None:
        """Raises Failed as soon as one resource fails; what was done before is then in `undo`."""
        self._check_alarms("before the update")
        for name, node in self.desired.resources.items():
            self._guarded(name, node["Type"], lambda name=name, node=node: self._apply(name, node))
        for name, deployed in self.stack.resources.items():
            if name not in self.desired.resources:
                self._guarded(name, deployed.type, lambda it=deployed: self._check_removal(it))
        outputs = self._guarded("Outputs", STACK_TYPE, self._outputs)
        self._check_alarms("after the update")
        self.stack.outputs = outputs

    def _guarded(self, name: str, type_name: str, action: Callable):
        try:
            return action()
        except Exception as error:
            log.info("%s %s: %s", self.stack.name, name, traceback.format_exc())
            deployed = self.stack.resources.get(name)
            status = "UPDATE_FAILED" if deployed else "CREATE_FAILED"
            reason = f"{error}" or type(error).__name__
            physical_id = deployed.physical_id if deployed else ""
            self.stack.record(name, type_name, physical_id, status, f"{reason} ({type_name})")
            raise Failed(name) from error

    def _apply(self, name: str, node: dict) -> None:
        properties = evaluate(node.get("Properties", {}), self.desired.scope)
        properties = with_stack_tags(node["Type"], properties, self.request.tags)
        old = self.stack.resources.get(name)
        if old is None:
            self._create(name, node, properties)
        elif old.type != node["Type"]:
            raise Failed(f"Update of resource type is not permitted: {old.type} to {node['Type']}")
        elif old.properties == properties:
            self._keep(old, node)
        else:
            self._change(old, node, properties)

    def _keep(self, old: Deployed, node: dict) -> None:
        policies = old.deletion_policy, old.replace_policy

        def undo() -> None:
            old.deletion_policy, old.replace_policy = policies

        self.undo.append(undo)
        self._set_policies(old, node)

    def _set_policies(self, deployed: Deployed, node: dict) -> None:
        default = "Snapshot" if deployed.type == "AWS::RDS::DBCluster" else "Delete"
        deployed.deletion_policy = node.get("DeletionPolicy", default)
        deployed.replace_policy = node.get("UpdateReplacePolicy", "Delete")

    def _create(self, name: str, node: dict, properties: dict, replaced: Deployed | None = None) -> None:
        stack, kind = self.stack, "UPDATE" if replaced else "CREATE"
        deployed = Deployed(name, node["Type"], "", properties, {})
        stack.record(name, deployed.type, "", f"{kind}_IN_PROGRESS")
        self._set_policies(deployed, node)
        resource = resource_of(stack, deployed, properties, {})

        def undo() -> None:
            if replaced:
                stack.resources[name] = replaced
            else:
                stack.resources.pop(name, None)
            # A provider that failed half-way has told the id of what it had made.
            deployed.physical_id = deployed.physical_id or resource.physical_id
            if deployed.physical_id:
                keep = deployed.deletion_policy == "Retain"
                self.abandoned.append((deployed, "Retain" if keep else "Delete"))

        self.undo.append(undo)
        provider = find_provider(deployed.type)
        deployed.physical_id = resource.physical_id = provider.create(resource)
        deployed.attributes = provider.attributes(resource)
        stack.resources[name] = deployed
        stack.record(name, deployed.type, deployed.physical_id, f"{kind}_COMPLETE")
        if replaced:
            self.leftover.append((replaced, replaced.replace_policy))

    def _change(self, old: Deployed, node: dict, properties: dict) -> None:
        resource = resource_of(self.stack, old, properties, old.properties)
        replace = must_replace(resource)
        action = "Update:Replace" if replace else "Update:Modify"
        require_allowed(self.policy, action, old.logical_id, old.type)
        if replace:
            reason = "Requested update requires the creation of a new physical resource"
            self.stack.record(old.logical_id, old.type, old.physical_id, "UPDATE_IN_PROGRESS", reason)
            self._create(old.logical_id, node, properties, replaced=old)
        else:
            self._modify(old, node, properties)

    def _modify(self, old: Deployed, node: dict, properties: dict) -> None:
        stack, name = self.stack, old.logical_id
        stack.record(name, old.type, old.physical_id, "UPDATE_IN_PROGRESS")
        # A failed update may have done a part of it: it is put back as well.
        self.undo.append(lambda: self._put_back(old, properties))
        resource = resource_of(stack, old, properties, old.properties)
        new_id = find_provider(old.type).update(resource) or old.physical_id
        resource.physical_id = new_id
        changed = Deployed(name, old.type, new_id, properties, {}, updated_at=now())
        changed.status = "UPDATE_COMPLETE"
        changed.attributes = find_provider(old.type).attributes(resource)
        self._set_policies(changed, node)
        stack.resources[name] = changed
        stack.record(name, old.type, new_id, "UPDATE_COMPLETE")
        if new_id != old.physical_id:
            self.leftover.append((old, "Delete"))

    def _put_back(self, old: Deployed, tried: dict) -> None:
        stack = self.stack
        current = stack.resources[old.logical_id]
        stack.record(old.logical_id, old.type, current.physical_id, "UPDATE_IN_PROGRESS")
        resource = resource_of(stack, current, old.properties, tried)
        old.physical_id = find_provider(old.type).update(resource) or current.physical_id
        resource.physical_id = old.physical_id
        old.attributes = find_provider(old.type).attributes(resource)
        stack.resources[old.logical_id] = old
        stack.record(old.logical_id, old.type, old.physical_id, "UPDATE_COMPLETE")
        if current.physical_id != old.physical_id:
            self.abandoned.append((current, "Delete"))

    def _check_removal(self, deployed: Deployed) -> None:
        require_allowed(self.policy, "Update:Delete", deployed.logical_id, deployed.type)

    def _outputs(self) -> list[dict]:
        outputs = []
        for name, node in self.desired.outputs.items():
            value = evaluate(node["Value"], self.desired.scope)
            if not isinstance(value, (str, int, float)):
                raise Failed(f"Template format error: the Value of output {name} must be a string")
            output = {"OutputKey": name, "OutputValue": str(value)}
            if "Description" in node:
                output["Description"] = node["Description"]
            if "Export" in node:
                output["ExportName"] = evaluate(node["Export"]["Name"], self.desired.scope)
            outputs.append(output)
        return outputs

    def _check_alarms(self, when: str) -> None:
        for arn in self.request.rollback_alarms:
            name = arn.split(":alarm:")[-1]
            found = call("cloudwatch", "DescribeAlarms", {"AlarmNames": [name]})
            alarms = found.get("MetricAlarms", []) + found.get("CompositeAlarms", [])
            if not alarms:
                raise AlarmFailed(f"The rollback alarm {arn} does not exist")
            if alarms[0].get("StateValue") == "ALARM":
                raise AlarmFailed(f"The rollback alarm {arn} is in state ALARM {when}")

    def clean_up(self) -> None:
        """Removes what the new template has no more and what was replaced; failures are only told."""
        removed = [it for it in self.stack.resources if it not in self.desired.resources]
        for name in reversed(removed):
            deployed = self.stack.resources.pop(name)
            self.leftover.append((deployed, deployed.deletion_policy))
        self._delete(self.leftover)

    def put_back(self) -> bool:
        """Undoes everything; false when something could not be put back."""
        succeeded = True
        for action in reversed(self.undo):
            try:
                action()
            except Exception as error:
                succeeded = False
                log.info("rollback of %s: %s", self.stack.name, traceback.format_exc())
                self.stack.record("Rollback", STACK_TYPE, "", "UPDATE_FAILED", str(error))
        return succeeded

    def delete_abandoned(self) -> bool:
        """Deletes what the failed operation had made; false when something is left behind."""
        return self._delete(self.abandoned)

    def _delete(self, these: list[tuple[Deployed, str]]) -> bool:
        succeeded = True
        for deployed, policy in these:
            try:
                delete_resource(self.stack, deployed, policy)
            except Exception as error:
                succeeded = False
                log.info("deletion of %s: %s", deployed.logical_id, traceback.format_exc())
                ids = deployed.logical_id, deployed.type, deployed.physical_id
                self.stack.record(*ids, "DELETE_FAILED", str(error))
        return succeeded


class AlarmFailed(Failed):
    pass
