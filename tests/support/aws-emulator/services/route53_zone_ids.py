"""Route 53: ids of hosted zones begin with Z on AWS, and with anything in moto."""

from moto.route53 import models

_create_id = models.create_route53_zone_id


def install() -> None:
    models.create_route53_zone_id = lambda: "Z" + _create_id()[1:]
