"""Runs the operations of stacks, each in a thread of its own, as AWS does behind its API."""

import logging
import threading
import traceback

from cloudformation.deployment import Deployment, Failed
from cloudformation.removal import delete_resource
from cloudformation.stack import Stack, now

log = logging.getLogger("emulator.cloudformation")


def start(action, *args) -> None:
    threading.Thread(target=action, args=args, daemon=True).start()


def create_or_update(stack: Stack, deployment: Deployment) -> None:
    """The whole operation, from its first event to its last. The stack is IN_PROGRESS already."""
    updating = stack.status.startswith("UPDATE")
    try:
        deployment.run()
    except Failed as error:
        reason = str(error)
        kind = "update" if updating else "create"
        _roll_back(stack, deployment, updating, f"The following resource failed to {kind}: [{reason}].")
        return
    except Exception as error:
        log.exception("emulator failed")
        _roll_back(stack, deployment, updating, f"the emulator failed: {error!r}")
        return
    stack.request = deployment.request
    if updating:
        stack.become("UPDATE_COMPLETE_CLEANUP_IN_PROGRESS")
        deployment.clean_up()
    stack.updated_at = now()
    stack.become("UPDATE_COMPLETE" if updating else "CREATE_COMPLETE")


def _roll_back(stack: Stack, deployment: Deployment, updating: bool, reason: str) -> None:
    prefix = "UPDATE_ROLLBACK" if updating else "ROLLBACK"
    stack.become(f"{prefix}_IN_PROGRESS", reason)
    succeeded = deployment.put_back()
    if not updating:
        succeeded = deployment.delete_abandoned() and succeeded
    elif succeeded:
        # What cannot be deleted now stays, and is no longer the stack's.
        stack.become("UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS")
        deployment.delete_abandoned()
    stack.become(f"{prefix}_COMPLETE" if succeeded else f"{prefix}_FAILED", "" if succeeded else reason)


def delete(stack: Stack, forget_exports) -> None:
    """Deletes everything in reverse; what fails is tried once more after the rest."""
    problems: dict[str, str] = {}
    for _ in range(2):
        problems = {}
        for name in reversed(list(stack.resources)):
            deployed = stack.resources[name]
            try:
                delete_resource(stack, deployed, deployed.deletion_policy)
                del stack.resources[name]
            except Exception as error:
                log.info("delete %s: %s", name, traceback.format_exc())
                problems[name] = str(error)
        if not problems:
            break
    for name, reason in problems.items():
        deployed = stack.resources[name]
        stack.record(name, deployed.type, deployed.physical_id, "DELETE_FAILED", reason)
    if problems:
        names = ", ".join(problems)
        stack.become("DELETE_FAILED", f"The following resource(s) failed to delete: [{names}].")
        return
    forget_exports()
    stack.deleted_at = now()
    stack.become("DELETE_COMPLETE")
