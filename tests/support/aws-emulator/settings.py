"""Settings of moto, made before it is imported."""

import os
import sys
import types

ENVIRONMENT = {
    # Certificates are valid as soon as they are asked for a second time.
    "MOTO_ACM_VALIDATION_WAIT": "1",
    "MOTO_IAM_LOAD_MANAGED_POLICIES": "true",
    "MOTO_DISABLE_GLOBAL_CORS": "true",
    "MOTO_EVENTS_INVOKE_HTTP": "false",
    # Any part of an upload may be small.
    "S3_UPLOAD_PART_MIN_SIZE": "1",
    # Nothing of the user's own configuration, and no call to the metadata service.
    "AWS_CONFIG_FILE": "/dev/null",
    "AWS_SHARED_CREDENTIALS_FILE": "/dev/null",
    "AWS_EC2_METADATA_DISABLED": "true",
    "AWS_ACCESS_KEY_ID": "emulator",
    "AWS_SECRET_ACCESS_KEY": "emulator",
    "AWS_DEFAULT_REGION": "us-east-1",
}


def _stand_in_for_cors() -> None:
    # moto's server imports it even where CORS is switched off, and Debian does not ask for it.
    module = types.ModuleType("flask_cors")
    module.CORS = lambda _app: None
    sys.modules.setdefault("flask_cors", module)


def apply() -> None:
    os.environ.update(ENVIRONMENT)
    for name in ("AWS_PROFILE", "AWS_DEFAULT_PROFILE", "AWS_ENDPOINT_URL"):
        os.environ.pop(name, None)
    _stand_in_for_cors()
