/** A resource in the singular, as entity types and names of fields have it. */
import type { ResourceName } from '../contract.ts';

/** `property` for `properties`. */
export function singular(resource: ResourceName): string {
	return resource.endsWith('ies') ? `${resource.slice(0, -3)}y` : resource.replace(/s$/, '');
}

/** `propertyId` for `properties`. */
export function ownerField(resource: ResourceName): string {
	return `${singular(resource)}Id`;
}
