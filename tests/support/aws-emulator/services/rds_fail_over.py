"""RDS: the three instances of a Multi-AZ cluster, and who of them writes."""

from moto.rds.exceptions import (
    DBClusterNotFoundError,
    DBInstanceNotFoundError,
    InvalidDBClusterStateFault,
    InvalidParameterCombination,
)
from moto.rds.models import DBCluster, DBInstanceClustered, RDSBackend
from moto.rds.responses import RDSResponse

from services.rds_statuses import pass_through

INSTANCES = 3


def _make_members(backend: RDSBackend, cluster: DBCluster) -> None:
    subnets = cluster.db_subnet_group_name
    for index in range(INSTANCES):
        name = f"{cluster.db_cluster_identifier}-instance-{index + 1}"
        zones = cluster.availability_zones
        backend.databases[name] = DBInstanceClustered(
            db_cluster_identifier=cluster.db_cluster_identifier,
            backend=backend,
            db_instance_identifier=name,
            db_instance_class=cluster.db_cluster_instance_class,
            engine=cluster.engine,
            availability_zone=zones[index % len(zones)],
            db_subnet_group_name=subnets if subnets in backend.subnet_groups else None,
            vpc_security_group_ids=[*cluster._vpc_security_group_ids],
            publicly_accessible=False,
        )


def _fail_over(self, db_cluster_identifier, target_db_instance_identifier=None, **_kwargs):
    cluster = self.clusters.get(db_cluster_identifier)
    if cluster is None:
        raise DBClusterNotFoundError(db_cluster_identifier)
    readers = [it for it in cluster.members if not it.is_cluster_writer]
    chosen = [it for it in readers if target_db_instance_identifier in (None, it.resource_id)]
    if not chosen:
        raise InvalidDBClusterStateFault(
            f"Cannot fail over {db_cluster_identifier}: no reader {target_db_instance_identifier or ''}"
        )
    cluster.failover(chosen[0])
    pass_through(cluster, "available", "failing-over")
    return cluster


def _reboot(self: RDSResponse):
    name = self.parameters["DBInstanceIdentifier"]
    made = self.backend.databases.get(name)
    if made is None:
        raise DBInstanceNotFoundError(name)
    if self.parameters.get("ForceFailover"):
        if not made.multi_az:
            raise InvalidParameterCombination(
                "Cannot force failover for a DB instance that is not Multi-AZ."
            )
        other = getattr(made, "secondary_availability_zone", f"{made.region}b")
        made.secondary_availability_zone, made.availability_zone = made.availability_zone, other
    pass_through(made, "rebooting", "rebooting")
    return self.serialize({"DBInstance": made})


def install() -> None:
    create, delete = RDSBackend.create_db_cluster, RDSBackend.delete_db_cluster

    def create_with_members(self, kwargs):
        cluster = create(self, kwargs)
        if cluster.db_cluster_instance_class:
            _make_members(self, cluster)
        return cluster

    def delete_with_members(self, cluster_identifier, snapshot_name=None):
        cluster = self.clusters.get(cluster_identifier)
        if cluster and cluster.db_cluster_instance_class and not cluster.deletion_protection:
            for member in cluster.members:
                del self.databases[member.resource_id]
        return delete(self, cluster_identifier, snapshot_name)

    RDSBackend.create_db_cluster = create_with_members
    RDSBackend.delete_db_cluster = delete_with_members
    RDSBackend.failover_db_cluster = _fail_over
    RDSResponse.reboot_db_instance = _reboot
