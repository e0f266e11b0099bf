"""RDS: statuses that pass, one answer after another, in place of the minutes that they take."""

from moto.rds.models import DBCluster, DBInstance


def pass_through(made, *statuses: str) -> None:
    """What the next answers say of it, the first one that of the operation itself."""
    made.emulated_passing = [*statuses]


def _next(made) -> str | None:
    passing = made.__dict__.get("emulated_passing")
    return passing.pop(0) if passing else None


def _show_passing(model: type, lasting) -> None:
    def show(self) -> str:
        return _next(self) or lasting(self)

    def keep(self, value: str) -> None:
        self._status = value

    model.status = property(show, keep)


def _lasting(made: DBInstance) -> str:
    restored = made.__dict__.get("emulated_server")
    return made._status if restored is None or made._status == "deleting" else restored.status


def install() -> None:
    _show_passing(DBInstance, _lasting)
    _show_passing(DBCluster, DBCluster.status.fget)
