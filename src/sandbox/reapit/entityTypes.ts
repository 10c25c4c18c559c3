/** Reapit's own kinds of entities in the singular, and the resource that holds each. */
import type { ResourceName } from './contract.ts';

/** Those that the vendor lists as inbuilt (domain: Reapit §2.6). */
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
