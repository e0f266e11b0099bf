"""Auto Scaling: a mistake in one of moto's answers."""

from moto.autoscaling import responses

MISTAKEN = "{% if group.provided_launch_template_version %}}"


def install() -> None:
    # The brace too many makes text of the element around it, for clients that are strict.
    name = "DESCRIBE_AUTOSCALING_GROUPS_TEMPLATE"
    template = getattr(responses, name).replace(MISTAKEN, MISTAKEN.removesuffix("}"))
    setattr(responses, name, template)
