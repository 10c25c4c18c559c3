/** Entity types that Reapit itself has; every other name is a custom one (vendor's `CreateMetadataRequest`). */

export const builtInTypes: readonly string[] = [
	...['applicant', 'appointment', 'company', 'contact', 'conveyancing', 'identityCheck', 'landlord', 'negotiator'],
	...['offer', 'office', 'property', 'task', 'vendor', 'worksOrder'],
];

/** Only custom ones have schemas: the vendor answers 422 for the others (domain/reapit.md §2.6). */
export function isBuiltIn(entityType: string): boolean {
	return builtInTypes.some((known) => known.toLowerCase() === entityType.toLowerCase());
}
