"""RDS: a snapshot holds what its database held."""

from datetime import UTC, datetime

from moto.core.utils import iso_8601_datetime_with_milliseconds
from moto.rds.models import DBInstance, RDSBackend, rds_backends

from aws.call import ACCOUNT, REGION
from databases import server, snapshots


def _settings_of(snapshot) -> dict:
    database = getattr(snapshot, "database", None) or snapshot.cluster
    restored = database.__dict__.get("emulated_server")
    return restored.settings if restored else server.settings()


def _creating(create):
    def create_with_data(*args, **kwargs):
        snapshot = create(*args, **kwargs)
        snapshots.take(snapshot.resource_id, _settings_of(snapshot))
        return snapshot

    return create_with_data


def _copying(copy, kind: str):
    def copy_with_data(self, **kwargs):
        snapshot = copy(self, **kwargs)
        source = kwargs[f"source_db_{kind}_identifier"].rpartition(":snapshot:")[2]
        snapshots.copy(source, snapshot.resource_id)
        return snapshot

    return copy_with_data


def _deleting(delete):
    def delete_with_data(*args, **kwargs):
        snapshot = delete(*args, **kwargs)
        snapshots.remove(snapshot.resource_id)
        return snapshot

    return delete_with_data


def _without_backups(save):
    def save_if_kept(self) -> None:
        if self.backup_retention_period:
            save(self)

    return save_if_kept


def take_automated(database: str, created_at: datetime | None) -> str:
    """What AWS does once a day by itself; its id. It may be said to have happened in the past."""
    backend, at = rds_backends[ACCOUNT][REGION], created_at or datetime.now(UTC)
    name = f"rds:{database}-{at.strftime('%Y-%m-%d-%H-%M')}"
    if name in backend.database_snapshots or name in backend.cluster_snapshots:
        name += at.strftime("-%S-%f")
    take = backend.create_auto_cluster_snapshot if database in backend.clusters else backend.create_auto_snapshot
    take(database, name).created = iso_8601_datetime_with_milliseconds(at)
    return name


def install() -> None:
    backend = RDSBackend
    backend.create_db_snapshot = _creating(backend.create_db_snapshot)
    backend.create_db_cluster_snapshot = _creating(backend.create_db_cluster_snapshot)
    backend.copy_db_snapshot = _copying(backend.copy_db_snapshot, "snapshot")
    backend.copy_db_cluster_snapshot = _copying(backend.copy_db_cluster_snapshot, "cluster_snapshot")
    backend.delete_db_snapshot = _deleting(backend.delete_db_snapshot)
    backend.delete_db_cluster_snapshot = _deleting(backend.delete_db_cluster_snapshot)
    DBInstance.save_automated_backup = _without_backups(DBInstance.save_automated_backup)
