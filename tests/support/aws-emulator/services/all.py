"""Imports every service, so that its types are registered."""

import importlib
import pkgutil

import cloudformation.custom_resource  # noqa: F401
import services
from functions import invocation

_modules = [
    importlib.import_module(f"services.{it.name}")
    for it in pkgutil.iter_modules(services.__path__)
    if it.name != "all"
]


def install() -> None:
    """Adds to moto what these services lack there."""
    invocation.install()
    for module in _modules:
        if hasattr(module, "install"):
            module.install()
