import type { EvaluatedTemplate } from '../evaluate.ts';
import { property, resourcesOfType } from '../query.ts';
import { targetOf } from '../resolve.ts';

/** A route out of the VPC. */
export type WayOut = {
  readonly to: string;
  readonly target: 'gateway' | 'nat' | 'other';
  /** Logical id of the gateway or the NAT gateway. */
  readonly by: string | undefined;
};

/** The table that a subnet is put under; undefined for the VPC's own one. */
export const routeTableOf = (template: EvaluatedTemplate, subnet: string): string | undefined => {
  const association = resourcesOfType(template, 'AWS::EC2::SubnetRouteTableAssociation').find(
    (one) => targetOf(property(one, 'SubnetId')) === subnet,
  );
  return association && targetOf(property(association, 'RouteTableId'));
};

/** The routes that lead a subnet's packets out of the VPC, S3's endpoint left aside. */
export const routesOfSubnet = (template: EvaluatedTemplate, subnet: string): readonly WayOut[] => {
  const table = routeTableOf(template, subnet);
  if (table === undefined) return [];
  return resourcesOfType(template, 'AWS::EC2::Route')
    .filter((route) => targetOf(property(route, 'RouteTableId')) === table)
    .map((route) => {
      const gateway = targetOf(property(route, 'GatewayId'));
      const nat = targetOf(property(route, 'NatGatewayId'));
      return {
        to: String(
          property(route, 'DestinationCidrBlock') ?? property(route, 'DestinationIpv6CidrBlock'),
        ),
        target: gateway ? 'gateway' : nat ? 'nat' : 'other',
        by: gateway ?? nat,
      };
    });
};
