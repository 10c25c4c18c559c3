/** Writes that are more than a record made, changed or removed (domain: Reapit §2.5). */
import type { Answer } from '../../answer.ts';
import { isJsonObject } from '../../json.ts';
import type { Json, JsonObject } from '../../json.ts';
import { createdAnswer, emptyAnswer } from '../emptyAnswers.ts';
import { invalid, sevenDigits } from '../refusal.ts';
import { signedUrlsAnswer } from '../uploads/signedUrls.ts';
import { checkedBody } from './checkedBody.ts';
import { checkIfMatch } from './ifMatch.ts';
import { required } from './modelRules.ts';
import { existing, owners, target } from './writeContext.ts';
import type { WriteOrder } from './writeContext.ts';

type Special = (order: WriteOrder) => Answer;

/** @returns undefined where the operation is an ordinary one */
export function specialWrite(order: WriteOrder): Answer | undefined {
	const { method, path } = order.match.operation.endpoint;
	return specials.get(`${method} ${path}`)?.(order);
}

const signedUrl: Special = ({ uploads, clock, request, caller }) => signedUrlsAnswer(uploads, clock, request, caller);
const nowOf = ({ clock }: WriteOrder): string => sevenDigits(clock.told());

const specials: ReadonlyMap<string, Special> = new Map<string, Special>([
	['POST /documents/signedUrl', signedUrl],
	['POST /propertyImages/signedUrl', signedUrl],
	['POST /identityChecks/signedUrl', signedUrl],
	[
		'POST /notifications/',
		(order) => {
			checkedBody(order);
			return emptyAnswer(202);
		},
	],
	['POST /journalEntries/', (order) => journal(order, [checkedBody(order).fields])],
	[
		'POST /journalEntries/bulk',
		(order) => {
			const entries = checkedBody(order).fields.createJournalEntry;
			if (!Array.isArray(entries) || entries.length === 0) throw invalid([required('createJournalEntry')]);
			return journal(order, (entries as readonly Json[]).filter(isObject));
		},
	],
	['POST /propertyImages/reindex', reindex],
	['PATCH /properties/{id}/certificates/responsibilities', responsibilities],
	['PUT /contacts/{id}/subscriptions/{subscriptionId}', subscription],
	['PUT /properties/{id}/keys/{keyId}/movements/{movementId}', checkIn],
	['POST /conveyancing/{id}/downward', (order) => link(order, 'downwardChainId', 'upwardChainId')],
	['POST /conveyancing/{id}/upward', (order) => link(order, 'upwardChainId', 'downwardChainId')],
	['DELETE /conveyancing/{id}/downward', (order) => unlink(order, 'downwardChainId', 'upwardChainId')],
	['DELETE /conveyancing/{id}/upward', (order) => unlink(order, 'upwardChainId', 'downwardChainId')],
	['POST /transactions/supplierInvoices', supplierInvoice],
]);

function journal(order: WriteOrder, entries: readonly JsonObject[]): Answer {
	// "Default value set to MI" (vendor: CreateJournalEntryModel.typeId).
	for (const entry of entries)
		order.records.insert(order.caller.customer, 'journalEntries', { typeId: 'MI', ...entry });
	return emptyAnswer();
}

/** "Ordered collection of image identifiers for the property." */
function reindex(order: WriteOrder): Answer {
	const { records, caller } = order;
	const { propertyId, imageOrder } = checkedBody(order).fields;
	if (typeof propertyId !== 'string') throw invalid([required('propertyId')]);
	const ids = Array.isArray(imageOrder) ? (imageOrder as readonly Json[]).map(String) : [];
	if (ids.length === 0) throw invalid([required('imageOrder')]);
	const isForeign = ids.some((id) => records.get(caller.customer, 'propertyImages', id)?.propertyId !== propertyId);
	if (isForeign)
		throw invalid([{ field: 'imageOrder', message: `All images must belong to the property ${propertyId}` }]);
	ids.forEach((id, i) => records.patch(caller.customer, 'propertyImages', id, { order: i + 1 }));
	return emptyAnswer();
}

function responsibilities(order: WriteOrder): Answer {
	const { records, caller, match } = order;
	const { resource } = match.operation;
	const { id, responsibleParties: before } = existing(order, resource, match.ids.id);
	checkIfMatch(order.request, records.eTag(caller.customer, resource, id), order.switches);
	const { responsibleParties } = checkedBody(order).fields;
	const given = Array.isArray(responsibleParties) ? (responsibleParties as readonly Json[]).filter(isObject) : [];
	const kept = (Array.isArray(before) ? (before as readonly Json[]) : []).filter(
		(old) => isObject(old) && !given.some(({ typeId }) => typeId === old.typeId),
	);
	records.patch(caller.customer, resource, id, { responsibleParties: [...kept, ...given] });
	return emptyAnswer();
}

function subscription(order: WriteOrder): Answer {
	const { id } = target(order);
	const { status } = checkedBody(order).fields;
	if (typeof status !== 'string') throw invalid([required('status')]);
	const at =
		status === 'subscribed' ? { subscribedOn: nowOf(order), unsubscribedOn: null } : { unsubscribedOn: nowOf(order) };
	order.records.patch(order.caller.customer, 'contacts/subscriptions', id, { status, ...at });
	return emptyAnswer();
}

function checkIn(order: WriteOrder): Answer {
	const { records, caller } = order;
	const movement = target(order);
	const { checkInNegotiatorId } = checkedBody(order).fields;
	if (typeof movement.checkInAt === 'string')
		throw invalid([{ field: 'checkInNegotiatorId', message: 'The key was already checked in' }]);
	records.patch(caller.customer, 'properties/keys/movements', movement.id, {
		checkInAt: nowOf(order),
		checkInNegotiatorId: checkInNegotiatorId ?? null,
	});
	records.patch(caller.customer, 'properties/keys', typeof movement.keyId === 'string' ? movement.keyId : '', {
		status: 'checkedIn',
	});
	return emptyAnswer();
}

type ChainField = 'downwardChainId' | 'upwardChainId';

/** A sale of the agency's own is named by its offer; any other becomes an external one. */
function link(order: WriteOrder, field: ChainField, back: ChainField): Answer {
	const { records, caller, request, switches } = order;
	const own = existing(order, 'conveyancing', order.match.ids.id);
	const { offerId, agent, ...outside } = checkedBody(order).fields;
	if (typeof own[field] === 'string' && own[field] !== '')
		throw invalid([{ field: 'offerId', message: 'There is already a link in this direction' }]);
	let otherId: string;
	if (typeof offerId === 'string' && offerId !== '') {
		if (offerId === own.id || records.get(caller.customer, 'conveyancing', offerId) === undefined)
			throw invalid([{ field: 'offerId', message: `There is no other sale of the offer ${offerId}` }]);
		records.patch(caller.customer, 'conveyancing', offerId, { [back]: own.id });
		otherId = offerId;
	} else {
		const fields = { ...outside, isExternal: true, externalAgent: agent ?? null, [back]: own.id };
		otherId = records.insert(caller.customer, 'conveyancing', fields).id;
	}
	records.patch(caller.customer, 'conveyancing', own.id, { [field]: otherId });
	return createdAnswer(request, switches, `/conveyancing/${encodeURIComponent(otherId)}`);
}

/** The vendor publishes 201 for it, without a body. */
function unlink(order: WriteOrder, field: ChainField, back: ChainField): Answer {
	const { records, caller } = order;
	const own = existing(order, 'conveyancing', order.match.ids.id);
	const otherId = own[field];
	if (typeof otherId !== 'string' || otherId === '')
		throw invalid([{ field, message: 'There is no link in this direction' }]);
	records.patch(caller.customer, 'conveyancing', own.id, { [field]: null });
	if (records.get(caller.customer, 'conveyancing', otherId) !== undefined)
		records.patch(caller.customer, 'conveyancing', otherId, { [back]: null });
	return emptyAnswer(201);
}

function supplierInvoice(order: WriteOrder): Answer {
	owners(order);
	const { invoiceRef, invoiceDate, netAmount, taxAmount, ...rest } = checkedBody(order).fields;
	const net = Number(netAmount);
	const made = order.records.insert(order.caller.customer, 'transactions', {
		...rest,
		invoiceRef: invoiceRef ?? null,
		date: invoiceDate ?? null,
		netAmount: net,
		vatAmount: taxAmount ?? 0,
		grossAmount: Math.round((net + Number(taxAmount)) * 100) / 100,
		ledger: 'landlord',
		type: 'supplierInvoice',
	});
	return createdAnswer(order.request, order.switches, `/transactions/${encodeURIComponent(made.id)}`);
}

function isObject(value: Json | undefined): value is JsonObject {
	return isJsonObject(value);
}
