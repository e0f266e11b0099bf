"""Names of resources that the template gives none."""

import secrets
import string

ALPHABET = string.ascii_uppercase + string.digits
SUFFIX_LENGTH = 12


def physical_name(stack_name: str, logical_id: str, longest: int = 63, lower: bool = False) -> str:
    """STACK-LOGICALID-RANDOM, shortened as CloudFormation does."""
    suffix = "".join(secrets.choice(ALPHABET) for _ in range(SUFFIX_LENGTH))
    room = longest - SUFFIX_LENGTH - 2
    tail = logical_id[: max(room - min(len(stack_name), room // 2), 1)]
    name = f"{stack_name[: room - len(tail)].rstrip('-')}-{tail}-{suffix}"
    return name.lower() if lower else name
