/** What a write works with: the request, who sends it, and the records of his customer. */
import type { SandboxRequest } from '../../answer.ts';
import type { SandboxClock } from '../../clock.ts';
import type { JsonObject, MetadataStore, ReapitCaller, ResourceName, StoredRecord } from '../contract.ts';
import { configured } from '../configuration.ts';
import type { OperationMatch } from '../operations.ts';
import { ownerField } from '../reading/singular.ts';
import type { Records } from '../records.ts';
import { ReapitRefusal } from '../refusal.ts';
import type { UploadStore } from '../uploads/uploadStore.ts';
import type { ReapitVendorData } from '../vendorData.ts';
import type { ReapitWritingSwitches } from '../writingOptions.ts';
import type { ReferenceTargets } from './references.ts';

export interface WriteParts {
	readonly clock: SandboxClock;
	readonly records: Records;
	readonly vendorData: ReapitVendorData;
	readonly metadata: MetadataStore;
	readonly uploads: UploadStore;
	readonly switches: ReapitWritingSwitches;
}

export interface WriteOrder extends WriteParts {
	readonly match: OperationMatch;
	readonly request: SandboxRequest;
	readonly caller: ReapitCaller;
}

/** @throws ReapitRefusal 404 */
export function existing(order: WriteOrder, resource: ResourceName, id: string | undefined): StoredRecord {
	const { records, caller } = order;
	const isKnown = records.customer(caller.customer).has(resource);
	const record = isKnown && id !== undefined ? records.get(caller.customer, resource, id) : undefined;
	if (record === undefined) throw new ReapitRefusal(404, 'The requested resource was not found.');
	return record;
}

/**
 * The fields by which a record names the records that its path leads through: `{ propertyId: 'OXF190001' }`.
 *
 * @throws ReapitRefusal 404 where one of them does not exist
 */
export function owners(order: WriteOrder): JsonObject {
	const { segments } = order.match.operation;
	const last = isBraced(segments.at(-1)) ? segments.length - 1 : segments.length;
	const found: Record<string, string> = {};
	for (let i = 1; i < last; i += 1) {
		const name = nameOf(segments[i]);
		if (name === undefined) continue;
		const resource = segments
			.slice(0, i)
			.filter((segment) => !isBraced(segment))
			.join('/');
		const record = existing(order, resource, order.match.ids[name]);
		found[i === 1 ? ownerField(segments[0] ?? '') : name] = record.id;
	}
	const [only, ...others] = Object.entries(found);
	const field = parentField(order);
	// An only owner goes by the field of the vendor's model: attendees name their appointment as `openHouseId`.
	return only === undefined || others.length > 0 || field === undefined ? found : { [field]: only[1] };
}

function parentField({ records, caller, match }: WriteOrder): string | undefined {
	const customer = records.customer(caller.customer);
	const { resource } = match.operation;
	return customer.has(resource) ? customer.store(resource).plan.parent?.field : undefined;
}

/** The record that a path ends in. @throws ReapitRefusal 404, also where it hangs on another owner */
export function target(order: WriteOrder): StoredRecord {
	const { resource, segments } = order.match.operation;
	const owning = Object.entries(owners(order));
	const record = existing(order, resource, order.match.ids[nameOf(segments.at(-1)) ?? 'id']);
	if (!owning.every(([field, id]) => record[field] === id))
		throw new ReapitRefusal(404, 'The requested resource was not found.');
	return record;
}

export function targetsOf({ records, caller }: WriteOrder): ReferenceTargets {
	const customer = records.customer(caller.customer);
	return {
		hasRecord: (resource, id) => !customer.has(resource) || records.get(caller.customer, resource, id) !== undefined,
		hasConfigured: (list, id) => configured(customer, list)?.some((entry) => entry.id === id) ?? true,
	};
}

const isBraced = (segment: string | undefined): boolean => segment?.startsWith('{') === true;
const nameOf = (segment: string | undefined): string | undefined =>
	segment !== undefined && isBraced(segment) ? segment.slice(1, -1) : undefined;
