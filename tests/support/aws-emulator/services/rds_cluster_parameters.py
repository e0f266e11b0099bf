"""RDS: operations on parameter groups that moto lacks."""

from moto.rds.exceptions import DBParameterGroupNotFoundError
from moto.rds.responses import RDSResponse


def _group(response: RDSResponse):
    name = response.parameters.get("DBClusterParameterGroupName")
    groups = response.backend.db_cluster_parameter_groups
    if name not in groups:
        raise DBParameterGroupNotFoundError(name)
    return groups[name]


def _modify_cluster_group(self):
    group = _group(self)
    for parameter in self.parameters.get("Parameters", []):
        given = dict(parameter.original_items())
        group.parameters[given["ParameterName"]].update(given)
    return self.serialize({"DBClusterParameterGroupName": group.name})


def _describe_cluster_parameters(self):
    return self.serialize({"Parameters": list(_group(self).parameters.values())})


def _reset(group, parameters) -> None:
    for parameter in parameters:
        group.parameters.pop(parameter["ParameterName"], None)


def _reset_group(self):
    name = self.parameters.get("DBParameterGroupName")
    groups = self.backend.db_parameter_groups
    if name not in groups:
        raise DBParameterGroupNotFoundError(name)
    _reset(groups[name], self.parameters.get("Parameters", []))
    return self.serialize({"DBParameterGroupName": name})


def _reset_cluster_group(self):
    group = _group(self)
    _reset(group, self.parameters.get("Parameters", []))
    return self.serialize({"DBClusterParameterGroupName": group.name})


def install() -> None:
    RDSResponse.modify_db_cluster_parameter_group = _modify_cluster_group
    RDSResponse.describe_db_cluster_parameters = _describe_cluster_parameters
    RDSResponse.reset_db_parameter_group = _reset_group
    RDSResponse.reset_db_cluster_parameter_group = _reset_cluster_group
