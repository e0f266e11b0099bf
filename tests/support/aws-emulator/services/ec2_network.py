"""EC2: networks, their gateways and routes."""

from cloudformation.provider import Provider, Resource, ignore_missing, provides
from services.ec2_support import SERVICE, tag


@provides("AWS::EC2::VPC")
class Vpc(Provider):
    def create(self, r: Resource) -> str:
        made = r.send(SERVICE, "CreateVpc", r.only("CidrBlock", "InstanceTenancy"))["Vpc"]
        r.physical_id = made["VpcId"]
        self.update(r)
        return r.physical_id

    def update(self, r: Resource) -> None:
        for name in ("EnableDnsSupport", "EnableDnsHostnames"):
            if name in r.properties:
                params = {"VpcId": r.physical_id, name: {"Value": r.properties[name]}}
                r.send(SERVICE, "ModifyVpcAttribute", params)
        tag(r, r.physical_id)

    def delete(self, r: Resource) -> None:
        with ignore_missing("InvalidVpcID.NotFound"):
            r.call(SERVICE, "DeleteVpc", VpcId=r.physical_id)

    def attributes(self, r: Resource) -> dict:
        mine = [{"Name": "vpc-id", "Values": [r.physical_id]}]
        named = [*mine, {"Name": "group-name", "Values": ["default"]}]
        groups = r.call(SERVICE, "DescribeSecurityGroups", Filters=named)["SecurityGroups"]
        acls = r.call(SERVICE, "DescribeNetworkAcls", Filters=mine)["NetworkAcls"]
        return {
            "VpcId": r.physical_id,
            "CidrBlock": r.properties["CidrBlock"],
            "DefaultSecurityGroup": groups[0]["GroupId"],
            "DefaultNetworkAcl": next(it["NetworkAclId"] for it in acls if it["IsDefault"]),
        }


@provides("AWS::EC2::Subnet")
class Subnet(Provider):
    def create(self, r: Resource) -> str:
        params = r.without("MapPublicIpOnLaunch", "Tags")
        r.physical_id = r.send(SERVICE, "CreateSubnet", params)["Subnet"]["SubnetId"]
        self.update(r)
        return r.physical_id

    def update(self, r: Resource) -> None:
        if "MapPublicIpOnLaunch" in r.properties:
            value = {"Value": r.properties["MapPublicIpOnLaunch"]}
            params = {"SubnetId": r.physical_id, "MapPublicIpOnLaunch": value}
            r.send(SERVICE, "ModifySubnetAttribute", params)
        tag(r, r.physical_id)

    def delete(self, r: Resource) -> None:
        r.call(SERVICE, "DeleteSubnet", SubnetId=r.physical_id)

    def attributes(self, r: Resource) -> dict:
        [made] = r.call(SERVICE, "DescribeSubnets", SubnetIds=[r.physical_id])["Subnets"]
        return {name: made[name] for name in ("SubnetId", "VpcId", "AvailabilityZone", "CidrBlock")}


@provides("AWS::EC2::InternetGateway")
class InternetGateway(Provider):
    def create(self, r: Resource) -> str:
        made = r.call(SERVICE, "CreateInternetGateway")["InternetGateway"]
        tag(r, made["InternetGatewayId"])
        return made["InternetGatewayId"]

    def update(self, r: Resource) -> None:
        tag(r, r.physical_id)

    def delete(self, r: Resource) -> None:
        r.call(SERVICE, "DeleteInternetGateway", InternetGatewayId=r.physical_id)

    def attributes(self, r: Resource) -> dict:
        return {"InternetGatewayId": r.physical_id}


@provides("AWS::EC2::VPCGatewayAttachment")
class VpcGatewayAttachment(Provider):
    def create(self, r: Resource) -> str:
        r.send(SERVICE, "AttachInternetGateway", r.properties)
        return f"IGW|{r.properties['VpcId']}"

    def delete(self, r: Resource) -> None:
        r.send(SERVICE, "DetachInternetGateway", r.properties)


@provides("AWS::EC2::EIP")
class Eip(Provider):
    def create(self, r: Resource) -> str:
        made = r.send(SERVICE, "AllocateAddress", r.without("Tags"))
        r.attributes = {"AllocationId": made["AllocationId"], "PublicIp": made["PublicIp"]}
        tag(r, made["AllocationId"])
        return made["PublicIp"]

    def update(self, r: Resource) -> None:
        tag(r, r.attributes["AllocationId"])

    def delete(self, r: Resource) -> None:
        r.call(SERVICE, "ReleaseAddress", AllocationId=r.attributes["AllocationId"])

    def attributes(self, r: Resource) -> dict:
        return r.attributes


@provides("AWS::EC2::NatGateway")
class NatGateway(Provider):
    def create(self, r: Resource) -> str:
        made = r.send(SERVICE, "CreateNatGateway", r.without("Tags"))["NatGateway"]
        tag(r, made["NatGatewayId"])
        return made["NatGatewayId"]

    def update(self, r: Resource) -> None:
        tag(r, r.physical_id)

    def delete(self, r: Resource) -> None:
        r.call(SERVICE, "DeleteNatGateway", NatGatewayId=r.physical_id)

    def attributes(self, r: Resource) -> dict:
        return {"NatGatewayId": r.physical_id}


@provides("AWS::EC2::RouteTable")
class RouteTable(Provider):
    def create(self, r: Resource) -> str:
        made = r.send(SERVICE, "CreateRouteTable", r.without("Tags"))["RouteTable"]
        tag(r, made["RouteTableId"])
        return made["RouteTableId"]

    def update(self, r: Resource) -> None:
        tag(r, r.physical_id)

    def delete(self, r: Resource) -> None:
        r.call(SERVICE, "DeleteRouteTable", RouteTableId=r.physical_id)

    def attributes(self, r: Resource) -> dict:
        return {"RouteTableId": r.physical_id}


DESTINATIONS = ("DestinationCidrBlock", "DestinationIpv6CidrBlock", "DestinationPrefixListId")


@provides("AWS::EC2::Route")
class Route(Provider):
    def create(self, r: Resource) -> str:
        r.send(SERVICE, "CreateRoute", r.properties)
        destination = next(r.properties[name] for name in DESTINATIONS if name in r.properties)
        return f"{r.properties['RouteTableId']}|{destination}"

    def update(self, r: Resource) -> None:
        r.send(SERVICE, "ReplaceRoute", r.properties)

    def delete(self, r: Resource) -> None:
        r.send(SERVICE, "DeleteRoute", r.only("RouteTableId", *DESTINATIONS))

    def attributes(self, r: Resource) -> dict:
        return {"CidrBlock": r.properties.get("DestinationCidrBlock", "")}


@provides("AWS::EC2::SubnetRouteTableAssociation")
class SubnetRouteTableAssociation(Provider):
    def create(self, r: Resource) -> str:
        return r.send(SERVICE, "AssociateRouteTable", r.properties)["AssociationId"]

    def update(self, r: Resource) -> str:
        table = r.properties["RouteTableId"]
        params = {"AssociationId": r.physical_id, "RouteTableId": table}
        return r.call(SERVICE, "ReplaceRouteTableAssociation", **params)["NewAssociationId"]

    def delete(self, r: Resource) -> None:
        with ignore_missing("InvalidAssociationID.NotFound"):
            r.call(SERVICE, "DisassociateRouteTable", AssociationId=r.physical_id)

    def attributes(self, r: Resource) -> dict:
        return {"Id": r.physical_id}


@provides("AWS::EC2::VPCEndpoint")
class VpcEndpoint(Provider):
    def create(self, r: Resource) -> str:
        made = r.send(SERVICE, "CreateVpcEndpoint", r.without("Tags"))["VpcEndpoint"]
        tag(r, made["VpcEndpointId"])
        return made["VpcEndpointId"]

    def update(self, r: Resource) -> None:
        params = {"VpcEndpointId": r.physical_id, **r.only("PolicyDocument", "PrivateDnsEnabled")}
        for name, key in (
            ("RouteTableIds", "RouteTableIds"),
            ("SubnetIds", "SubnetIds"),
            ("SecurityGroupIds", "SecurityGroupIds"),
        ):
            old, new = r.previous.get(name, []), r.properties.get(name, [])
            params[f"Add{key}"] = [it for it in new if it not in old]
            params[f"Remove{key}"] = [it for it in old if it not in new]
        if r.changed("PolicyDocument", "PrivateDnsEnabled", "RouteTableIds", "SubnetIds", "SecurityGroupIds"):
            r.send(SERVICE, "ModifyVpcEndpoint", {k: v for k, v in params.items() if v != []})
        tag(r, r.physical_id)

    def delete(self, r: Resource) -> None:
        r.call(SERVICE, "DeleteVpcEndpoints", VpcEndpointIds=[r.physical_id])

    def attributes(self, r: Resource) -> dict:
        return {"Id": r.physical_id, "NetworkInterfaceIds": [], "DnsEntries": []}


@provides("AWS::EC2::FlowLog")
class FlowLog(Provider):
    def create(self, r: Resource) -> str:
        params = {**r.without("Tags", "ResourceId"), "ResourceIds": [r.properties["ResourceId"]]}
        made = r.send(SERVICE, "CreateFlowLogs", params)
        if made.get("Unsuccessful"):
            raise ValueError(made["Unsuccessful"][0]["Error"]["Message"])
        [identifier] = made["FlowLogIds"]
        tag(r, identifier)
        return identifier

    def update(self, r: Resource) -> None:
        tag(r, r.physical_id)

    def delete(self, r: Resource) -> None:
        r.call(SERVICE, "DeleteFlowLogs", FlowLogIds=[r.physical_id])

    def attributes(self, r: Resource) -> dict:
        return {"Id": r.physical_id}
