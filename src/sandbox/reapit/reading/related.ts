/** What a record shows of other records inside itself: related people, items of an order, charges of an invoice. */
import type { Json, JsonObject, ResourceName, StoredRecord } from '../contract.ts';
import { textOf } from '../data/common.ts';
import { find, findBy } from './context.ts';
import type { ReadContext } from './context.ts';
import { ownerField } from './singular.ts';

type Shown = (context: ReadContext, record: StoredRecord) => JsonObject;

/** A record with the fields that are put together when it is read, so that they are true whatever was changed. */
export function shownOf(context: ReadContext, resource: ResourceName, record: StoredRecord): JsonObject {
	const more = shown.get(resource);
	return more === undefined ? record : { ...record, ...more(context, record) };
}

/** Contacts and companies that stand behind an applicant, landlord, vendor, tenancy or offer; the main one first. */
export function relatedOf(context: ReadContext, resource: ResourceName, record: StoredRecord): readonly JsonObject[] {
	if (resource === 'offers') return ofOffer(context, record);
	const relationships = findBy(context, `${resource}/relationships`, ownerField(resource), record.id);
	const mainFirst = relationships.toSorted((one, other) => Number(other.isMain === true) - Number(one.isMain === true));
	return mainFirst.flatMap((relationship) => {
		const type = textOf(relationship, 'associatedType');
		return relatedEntry(context, type, textOf(relationship, 'associatedId'));
	});
}

const withRelated =
	(resource: ResourceName): Shown =>
	(context, record) => ({ related: relatedOf(context, resource, record) });

const shown: ReadonlyMap<ResourceName, Shown> = new Map<ResourceName, Shown>([
	...['applicants', 'landlords', 'vendors', 'tenancies', 'offers'].map((resource): [ResourceName, Shown] => [
		resource,
		withRelated(resource),
	]),
	['appointments', withAttendee],
	['appointments/openHouseAttendees', withAttendee],
	['worksOrders', worksOrderItems],
	[
		'invoices',
		(context, { id }) => ({
			...partsOf(context, 'charges', id),
			...partsOf(context, 'credits', id),
			...partsOf(context, 'payments', id),
		}),
	],
	['referrals', referralContact],
]);

function relatedEntry(context: ReadContext, type: string, id: string): readonly JsonObject[] {
	const record = find(context, type === 'company' ? 'companies' : 'contacts', id);
	if (record === undefined) return [];
	if (type !== 'company') {
		const name = [record.title, record.forename, record.surname].filter((part) => typeof part === 'string').join(' ');
		const { primaryAddress, ...rest } = record;
		return [{ ...rest, name, type, primaryAddress: withoutType(primaryAddress) }];
	}
	const { address, marketingConsent, ...rest } = record;
	const { country, ...lines } = (address ?? {}) as JsonObject;
	return [
		{
			...rest,
			type,
			marketingConsent: marketingConsent ?? 'notAsked',
			primaryAddress: { ...lines, countryId: country ?? null },
		},
	];
}

function withoutType(address: Json | undefined): Json {
	if (typeof address !== 'object' || address === null) return null;
	const { type: _, ...rest } = address as JsonObject;
	return rest;
}

function ofOffer(context: ReadContext, record: StoredRecord): readonly JsonObject[] {
	const applicant = find(context, 'applicants', record.applicantId);
	if (applicant !== undefined) return relatedOf(context, 'applicants', applicant);
	return [
		...relatedEntry(context, 'contact', textOf(record, 'contactId')),
		...relatedEntry(context, 'company', textOf(record, 'companyId')),
	];
}

const resourcesOfAttendees: Readonly<Record<string, ResourceName>> = {
	applicant: 'applicants',
	landlord: 'landlords',
	tenancy: 'tenancies',
	vendor: 'vendors',
};

function withAttendee(context: ReadContext, record: StoredRecord): JsonObject {
	const { attendee } = record;
	if (typeof attendee !== 'object' || attendee === null) return {};
	const [id, type] = [textOf(attendee as JsonObject, 'id'), textOf(attendee as JsonObject, 'type')];
	const resource = resourcesOfAttendees[type];
	const owner = resource === undefined ? undefined : find(context, resource, id);
	const contacts =
		resource === undefined
			? relatedEntry(context, 'contact', id)
			: owner === undefined
				? []
				: relatedOf(context, resource, owner).filter((each) => each.type === 'contact');
	return { attendee: { ...(attendee as JsonObject), contacts } };
}

function worksOrderItems(context: ReadContext, { id }: StoredRecord): JsonObject {
	const items = findBy(context, 'worksOrders/items', 'worksOrderId', id);
	const sum = (name: string): number =>
		Math.round(items.reduce((total, item) => total + Number(item[name] ?? 0), 0) * 100) / 100;
	return {
		items,
		totalNetAmount: sum('netAmount'),
		totalVatAmount: sum('vatAmount'),
		totalGrossAmount: sum('grossAmount'),
	};
}

function partsOf(context: ReadContext, part: 'charges' | 'credits' | 'payments', invoiceId: string): JsonObject {
	return { [part]: findBy(context, `invoices/${part}`, 'invoiceId', invoiceId) };
}

function referralContact(context: ReadContext, record: StoredRecord): JsonObject {
	return { related: find(context, 'contacts', record.contactId) ?? null };
}
