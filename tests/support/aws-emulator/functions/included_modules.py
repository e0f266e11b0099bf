"""The packages that Lambda's Node runtime brings along: the AWS SDK, and nothing else."""

import os
from pathlib import Path

INCLUDED = ("@aws-sdk", "@smithy")


def provide() -> None:
    """Puts them where every unpacked package finds them, and none of the project's others."""
    source = Path(os.environ["AWS_EMULATOR_NODE_MODULES"])
    target = Path(os.environ["AWS_EMULATOR_FOLDER"], "node_modules")
    target.mkdir(exist_ok=True)
    for name in INCLUDED:
        (target / name).symlink_to(source / name)
