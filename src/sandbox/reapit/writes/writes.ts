/** POST, PATCH, PUT and DELETE of records: checked, stored, told to nobody but the records' listeners. */
import type { Answer, SandboxRequest } from '../../answer.ts';
import { isJsonObject } from '../../json.ts';
import type { Json, JsonObject } from '../../json.ts';
import type { ReapitCaller, ResourceName, StoredRecord } from '../contract.ts';
import { createdAnswer, emptyAnswer } from '../emptyAnswers.ts';
import type { OperationMatch } from '../operations.ts';
import { ownerField, singular } from '../reading/singular.ts';
import { ReapitRefusal, sevenDigits } from '../refusal.ts';
import { checkedBody } from './checkedBody.ts';
import { withFiles } from './fileFields.ts';
import { checkIfMatch } from './ifMatch.ts';
import { merged } from './merge.ts';
import { specialWrite } from './specialWrites.ts';
import { storedShape } from './storedShape.ts';
import { owners, target } from './writeContext.ts';
import type { WriteOrder, WriteParts } from './writeContext.ts';

export class Writes {
	readonly #parts: WriteParts;

	constructor(parts: WriteParts) {
		this.#parts = parts;
	}

	answer(match: OperationMatch, request: SandboxRequest, caller: ReapitCaller): Answer {
		const order: WriteOrder = { ...this.#parts, match, request, caller };
		const special = specialWrite(order);
		if (special !== undefined) return special;
		switch (match.operation.endpoint.method) {
			case 'POST':
				return create(order);
			case 'PATCH':
				return change(order);
			case 'DELETE':
				return remove(order);
			default:
				throw new ReapitRefusal(405, 'The requested method is not allowed.');
		}
	}
}

function create(order: WriteOrder): Answer {
	const { records, caller, match, request, switches, metadata: store } = order;
	const { resource, endpoint } = match.operation;
	const owning = owners(order);
	const { fields, metadata } = checkedBody(order);
	const { related, items, ...own } = withFiles(order, fields);
	const now = sevenDigits(order.clock.told());
	const shape = { ...storedShape(resource, own, now), ...owning, ...startOf(resource, now) };
	const record = records.insert(caller.customer, resource, shape);
	insertBelow(order, `${resource}/relationships`, record, related);
	insertBelow(order, `${resource}/items`, record, items);
	afterwards(order, record);
	if (metadata !== undefined) store.attach(caller, singular(resource), record.id, metadata);
	const collection = endpoint.path.replace(/\/$/, '').replace(/\{(\w+)\}/g, (_, name: string) => match.ids[name] ?? '');
	return createdAnswer(request, switches, `${collection}/${encodeURIComponent(record.id)}`);
}

function change(order: WriteOrder): Answer {
	const { records, caller, match, request, switches, metadata: store } = order;
	const { resource, endpoint } = match.operation;
	const before = target(order);
	if (endpoint.headers?.includes('If-Match') === true)
		checkIfMatch(request, records.eTag(caller.customer, resource, before.id), switches);
	const { fields, metadata } = checkedBody(order);
	const shape = storedShape(resource, withFiles(order, fields), sevenDigits(order.clock.told()));
	// Metadata lies in a store of its own: by itself it makes no new version of the entity.
	if (Object.keys(shape).length > 0) {
		const after = records.patch(caller.customer, resource, before.id, merged(before, shape, switches.nestedPatch));
		afterwards(order, after);
	}
	if (metadata !== undefined) store.attach(caller, singular(resource), before.id, metadata);
	return emptyAnswer();
}

function remove(order: WriteOrder): Answer {
	const { records, caller, match, request, switches } = order;
	const { resource, endpoint } = match.operation;
	const { id } = target(order);
	if (endpoint.headers?.includes('If-Match') === true)
		checkIfMatch(request, records.eTag(caller.customer, resource, id), switches);
	records.remove(caller.customer, resource, id);
	return emptyAnswer();
}

/** What the vendor sets by itself when a record begins. */
function startOf(resource: ResourceName, now: string): JsonObject {
	if (resource === 'properties/keys') return { status: 'checkedIn' };
	if (resource === 'properties/keys/movements') return { checkOutAt: now, checkInAt: null };
	return {};
}

/** Parts of a request that are records of their own: contacts of an applicant, items of a works order. */
function insertBelow(order: WriteOrder, resource: ResourceName, { id }: StoredRecord, parts: Json | undefined): void {
	const { records, caller } = order;
	if (!Array.isArray(parts) || !records.customer(caller.customer).has(resource)) return;
	const owner = ownerField(order.match.operation.resource);
	(parts as readonly Json[]).forEach((part, i) => {
		if (!isJsonObject(part)) return;
		// "The first item in the collection is considered the primary relationship."
		const main = resource.endsWith('/relationships') ? { isMain: i === 0 } : {};
		records.insert(caller.customer, resource, { ...part, [owner]: id, ...main });
	});
}

/** What follows for other records. */
function afterwards(order: WriteOrder, record: StoredRecord): void {
	const { records, caller, match } = order;
	const { resource } = match.operation;
	if (resource === 'properties/keys/movements' && typeof record.keyId === 'string')
		records.patch(caller.customer, 'properties/keys', record.keyId, { status: 'checkedOut' });
	if (resource === 'identityChecks' && typeof record.contactId === 'string')
		records.patch(caller.customer, 'contacts', record.contactId, { identityCheck: record.status ?? null });
	if (resource.endsWith('/relationships') && record.isMain === true) {
		const owner = ownerField(resource.split('/')[0] ?? '');
		const others = [...records.all(caller.customer, resource)].filter(
			(each) => each.id !== record.id && each.isMain === true && each[owner] === record[owner],
		);
		for (const { id } of others) records.patch(caller.customer, resource, id, { isMain: false });
	}
}
