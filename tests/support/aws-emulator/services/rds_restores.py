"""RDS: a restored instance is a server of its own, with what the snapshot held."""

import threading

from moto.rds.exceptions import (
    DBInstanceAlreadyExists,
    DBInstanceNotFoundError,
    InvalidParameterCombination,
    RDSClientError,
)
from moto.rds.models import DBInstance, RDSBackend
from moto.rds.responses import RDSResponse

from databases import server
from databases.restored import RestoredServer
from services.rds_statuses import pass_through

# Of the snapshot, and of the database it was taken of.
INHERITED = ("engine", "engine_version", "allocated_storage", "master_username", "kms_key_id")
OF_THE_ORIGINAL = ("db_instance_class", "db_name", "license_model", "storage_type", "iops")
SNAPSHOTS = ("db_snapshot_identifier", "db_cluster_snapshot_identifier")
CREDENTIALS_RESET = "resetting-master-credentials"


def _server_of(made) -> RestoredServer | None:
    return made.__dict__.get("emulated_server")


def _find_snapshot(backend: RDSBackend, params):
    given = [name for name in SNAPSHOTS if params.get(name)]
    if len(given) != 1:
        raise InvalidParameterCombination(
            "You must specify either DBSnapshotIdentifier or DBClusterSnapshotIdentifier."
        )
    if given[0] == SNAPSHOTS[0]:
        snapshot = backend.get_db_snapshot(params[given[0]])
        return snapshot, snapshot.database
    snapshot = backend.get_db_cluster_snapshot(params[given[0]])
    return snapshot, snapshot.cluster


def _restore(self: RDSResponse):
    params, backend = self.parameters, self.backend
    snapshot, original = _find_snapshot(backend, params)
    if params["db_instance_identifier"] in backend.databases:
        raise DBInstanceAlreadyExists()
    made = backend.create_db_instance(
        {
            **{name: getattr(snapshot, name) for name in INHERITED},
            **{name: getattr(original, name, None) for name in OF_THE_ORIGINAL},
            "storage_encrypted": snapshot.encrypted,
            **{name: params[name] for name in params if name not in SNAPSHOTS},
            # The first backup comes later, if at all.
            "backup_retention_period": 0,
        }
    )
    # moto's own model of the operation is older than this parameter.
    asked = self._get_int_param("BackupRetentionPeriod")
    made.backup_retention_period = original.backup_retention_period if asked is None else asked
    if server.find("writer"):
        made.emulated_server = RestoredServer(snapshot.resource_id, snapshot.master_username)
    pass_through(made, "creating", "creating")
    return self.serialize({"DBInstance": made})


def _check_available(made) -> None:
    restored = _server_of(made)
    status = "deleting" if made._status == "deleting" else restored.status
    if status in ("creating", "deleting"):
        raise RDSClientError(
            "InvalidDBInstanceState", f"Instance {made.db_instance_identifier} is currently {status}."
        )


def _modifying(modify):
    def modify_restored(self, db_instance_identifier, db_kwargs):
        made = self.databases.get(db_instance_identifier)
        restored = _server_of(made) if made else None
        if restored is None:
            return modify(self, db_instance_identifier, db_kwargs)
        _check_available(made)
        answer = modify(self, db_instance_identifier, db_kwargs)
        if password := db_kwargs.get("master_user_password"):
            restored.change_password(password)
            pass_through(made, "available", CREDENTIALS_RESET)
            pass_through(answer, "available", CREDENTIALS_RESET)
        return answer

    return modify_restored


def _deleting(delete):
    def delete_restored(self, db_instance_identifier, *args, **kwargs):
        made = self.databases.get(db_instance_identifier)
        restored = _server_of(made) if made else None
        if restored is None:
            return delete(self, db_instance_identifier, *args, **kwargs)
        _check_available(made)
        delete(self, db_instance_identifier, *args, **kwargs)
        # To be seen once more.
        self.databases[db_instance_identifier] = made
        made.emulated_passing = []
        made.emulated_looks = 1
        threading.Thread(target=restored.stop, daemon=True).start()
        return made

    return delete_restored


def _describing(describe):
    def describe_remaining(self, db_instance_identifier=None, filters=None):
        found = describe(self, db_instance_identifier, filters)
        for made in [it for it in found if _server_of(it) and it._status == "deleting"]:
            made.emulated_looks -= 1
            if made.emulated_looks < 0:
                self.databases.pop(made.db_instance_identifier, None)
                found.remove(made)
        if db_instance_identifier and not found:
            raise DBInstanceNotFoundError(db_instance_identifier)
        return found

    return describe_remaining


def _answer_by_restored(name: str, key: str) -> None:
    shared: property | None = getattr(DBInstance, name, None)

    def get(self):
        restored = _server_of(self)
        if restored:
            return restored.address[key] if restored.address else None
        return shared.fget(self) if shared else self.__dict__.get(f"_{name}")

    def keep(self, value) -> None:
        self.__dict__[f"_{name}"] = value

    setattr(DBInstance, name, property(get, keep))


def _endpoint(self: DBInstance) -> dict | None:
    return {"Address": self.address, "Port": self.port} if self.address else None


def _pending(self: DBInstance) -> dict | None:
    coming = self.__dict__.get("emulated_passing") or []
    return {"MasterUserPassword": "****"} if CREDENTIALS_RESET in coming else None


def install() -> None:
    RDSResponse.restore_db_instance_from_db_snapshot = _restore
    RDSBackend.modify_db_instance = _modifying(RDSBackend.modify_db_instance)
    RDSBackend.delete_db_instance = _deleting(RDSBackend.delete_db_instance)
    RDSBackend.describe_db_instances = _describing(RDSBackend.describe_db_instances)
    _answer_by_restored("address", "host")
    _answer_by_restored("port", "port")
    DBInstance.endpoint = property(_endpoint)
    DBInstance.pending_modified_values = property(_pending)
