/** Reapit's own kinds of entities in the singular, and the resource that holds each. */
import type { ResourceName } from './contract.ts';

/** Those that documents can be attached to (domain: Reapit §2.6). */
export const builtInTypes: ReadonlyMap<string, ResourceName> = new Map([
	['applicant', 'applicants'],
	['appointment', 'appointments'],
	['company', 'companies'],
	['contact', 'contacts'],
	['conveyancing', 'conveyancing'],
	['identityCheck', 'identityChecks'],
	['landlord', 'landlords'],
	['negotiator', 'negotiators'],
	['offer', 'offers'],
	['office', 'offices'],
	['property', 'properties'],
	['task', 'tasks'],
	['vendor', 'vendors'],
	['worksOrder', 'worksOrders'],
]);

/** Others whose bodies take `metadata` though the list of built-in types lacks them. */
const alsoAttached: ReadonlyMap<ResourceName, string> = new Map([
	['documents', 'document'],
	['propertyImages', 'propertyImage'],
	['referrals', 'referral'],
	['tenancies', 'tenancy'],
	['tenancies/checks', 'tenancyCheck'],
	['tenancies/renewalNegotiations/checks', 'tenancyRenewalCheck'],
]);

const typeOfResource: ReadonlyMap<ResourceName, string> = new Map([
	...[...builtInTypes].map(([type, resource]) => [resource, type] as const),
	...alsoAttached,
]);

/** `contact` of `contacts`: the type under which its metadata is kept. */
export function entityTypeOf(resource: ResourceName): string {
	return typeOfResource.get(resource) ?? resource;
}
