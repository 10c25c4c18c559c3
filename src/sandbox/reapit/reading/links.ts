/** How records point to others: the names and addresses of `_links`, and what `embed` puts in their place (domain: Reapit §2.4, §2.8). */
import type { JsonObject, ResourceName, StoredRecord } from '../contract.ts';
import { valuesAt } from '../data/recordStore.ts';
import { find, findBy } from './context.ts';
import type { ReadContext } from './context.ts';
import { rolesIn } from './roles.ts';

export interface EmbeddedRecord {
	readonly resource: ResourceName;
	readonly record: StoredRecord;
}

export type Embedded =
	| { readonly kind: 'one'; readonly record: EmbeddedRecord | undefined }
	| { readonly kind: 'many'; readonly records: readonly EmbeddedRecord[] }
	| { readonly kind: 'configured'; readonly list: string; readonly ids: readonly string[]; readonly isMany: boolean };

export interface LinkRule {
	readonly name: string;
	/** @returns the address; undefined where the record points nowhere */
	readonly href: (record: StoredRecord) => string | undefined;
	readonly embedded: (context: ReadContext, record: StoredRecord) => Embedded;
}

/** One record by its id: `/negotiators/JAS`. */
function one(name: string, resource: ResourceName, path = `${name}Id`): LinkRule {
	const idOf = (record: StoredRecord): string | undefined => valuesAt(record, path)[0];
	return {
		name,
		href: (record) => {
			const id = idOf(record);
			return id === undefined || id === '' ? undefined : `/${resource}/${id}`;
		},
		embedded: (context, record) => ({ kind: 'one', record: entry(resource, find(context, resource, idOf(record))) }),
	};
}

/** Several by their ids: `/offices/?id=OXF&id=BED`. */
function many(name: string, resource: ResourceName, path: string): LinkRule {
	return {
		name,
		href: (record) => {
			const ids = valuesAt(record, path);
			return ids.length === 0
				? undefined
				: `/${resource}/?${ids.map((id) => `id=${encodeURIComponent(id)}`).join('&')}`;
		},
		embedded: (context, record) => ({
			kind: 'many',
			records: valuesAt(record, path).flatMap((id) => entry(resource, find(context, resource, id)) ?? []),
		}),
	};
}

/** Those that name this one: `/propertyImages/?propertyId=OXF190001`. */
function naming(name: string, resource: ResourceName, query: string, path = query, fixed = ''): LinkRule {
	return {
		name,
		href: ({ id }) => `/${resource}/?${fixed}${query}=${id}`,
		embedded: (context, { id }) => {
			const records = findBy(context, resource, path, id).filter((each) => fixed === '' || hasFixed(each, fixed));
			return { kind: 'many', records: records.map((record) => ({ resource, record })) };
		},
	};
}

/** What lies below it: `/properties/OXF190001/keys`. */
function below(name: string, resource: ResourceName, path: string): LinkRule {
	const [owner = '', ...rest] = resource.split('/');
	return {
		name,
		href: ({ id }) => `/${owner}/${id}/${rest.join('/')}`,
		embedded: (context, { id }) => ({
			kind: 'many',
			records: findBy(context, resource, path, id).map((record) => ({ resource, record })),
		}),
	};
}

/** An entry of the configuration: `/configuration/appointmentTypes/VW`. */
function configured(name: string, list: string, path = `${name}Id`): LinkRule {
	const idOf = (record: StoredRecord): string | undefined => valuesAt(record, path)[0];
	return {
		name,
		href: (record) => {
			const id = idOf(record);
			return id === undefined ? undefined : `/configuration/${list}/${id}`;
		},
		embedded: (_, record) => ({ kind: 'configured', list, ids: valuesAt(record, path), isMany: false }),
	};
}

/** Somebody's source is an office or a source. */
const source: LinkRule = {
	name: 'source',
	href: (record) => {
		const [id] = valuesAt(record, 'source.id');
		return id === undefined ? undefined : `/${sourceResource(record)}/${id}`;
	},
	embedded: (context, record) => {
		const resource = sourceResource(record);
		return { kind: 'one', record: entry(resource, find(context, resource, valuesAt(record, 'source.id')[0])) };
	},
};

function sourceResource(record: StoredRecord): ResourceName {
	return valuesAt(record, 'source.type')[0] === 'office' ? 'offices' : 'sources';
}

const documentsOf = (type: string): LinkRule =>
	naming('documents', 'documents', 'associatedId', 'associatedId', `associatedType=${type}&`);

/** Roles of a contact or company are those of everyone whom it stands behind. */
const rolesOf = (resource: ResourceName): LinkRule => ({
	name: 'relationships',
	href: ({ id }) => `/${resource}/${id}/relationships`,
	embedded: (context, { id }) => {
		const records = rolesIn(context, resource === 'contacts' ? 'contact' : 'company', id);
		return { kind: 'many', records: records.map((record) => ({ resource: `${resource}/relationships`, record })) };
	},
});

const companyTypes: LinkRule = {
	...many('companyTypes', 'configuration/companyTypes', 'typeIds'),
	embedded: (_, record) => ({
		kind: 'configured',
		list: 'companyTypes',
		ids: valuesAt(record, 'typeIds'),
		isMany: true,
	}),
};

export const linkRules: Readonly<Record<ResourceName, readonly LinkRule[]>> = {
	applicants: [
		naming('appointments', 'appointments', 'attendeeId', 'attendee.id', 'attendeeType=applicant&'),
		many('areas', 'areas', 'locationOptions'),
		one('department', 'departments'),
		documentsOf('applicant'),
		many('negotiators', 'negotiators', 'negotiatorIds'),
		naming('offers', 'offers', 'applicantId'),
		many('offices', 'offices', 'officeIds'),
		below('relationships', 'applicants/relationships', 'applicantId'),
		one('solicitor', 'companies'),
		source,
	],
	'applicants/relationships': [one('applicant', 'applicants')],
	appointments: [
		many('negotiators', 'negotiators', 'negotiatorIds'),
		many('offices', 'offices', 'officeIds'),
		one('organiser', 'negotiators'),
		one('property', 'properties'),
		configured('type', 'appointmentTypes'),
	],
	areas: [many('departments', 'departments', 'departmentIds'), many('offices', 'offices', 'officeIds')],
	companies: [companyTypes, rolesOf('companies'), below('staffMembers', 'companies/staffMembers', 'companyId')],
	contacts: [
		documentsOf('contact'),
		naming('identityChecks', 'identityChecks', 'contactId'),
		many('offices', 'offices', 'officeIds'),
		many('negotiators', 'negotiators', 'negotiatorIds'),
		rolesOf('contacts'),
		below('subscriptions', 'contacts/subscriptions', 'contactId'),
		source,
	],
	conveyancing: [
		one('buyerSolicitor', 'companies'),
		one('offer', 'offers', 'id'),
		one('property', 'properties'),
		one('vendor', 'vendors'),
		one('vendorSolicitor', 'companies'),
	],
	documents: [configured('documentType', 'documentTypes', 'typeId')],
	enquiries: [many('properties', 'properties', 'propertyIds'), one('office', 'offices')],
	identityChecks: [
		one('contact', 'contacts'),
		one('document1', 'documents', 'identityDocument1.documentId'),
		one('document2', 'documents', 'identityDocument2.documentId'),
		configured('documentType1', 'identityDocumentTypes', 'identityDocument1.typeId'),
		configured('documentType2', 'identityDocumentTypes', 'identityDocument2.typeId'),
	],
	invoices: [one('negotiator', 'negotiators'), one('property', 'properties')],
	'invoices/payments': [one('invoice', 'invoices')],
	'invoices/credits': [one('invoice', 'invoices')],
	'invoices/charges': [one('invoice', 'invoices')],
	journalEntries: [
		one('property', 'properties'),
		one('negotiator', 'negotiators'),
		configured('type', 'journalEntryTypes'),
	],
	'journalEntries/landlords': [one('property', 'properties'), one('landlord', 'landlords')],
	landlords: [
		naming('appointments', 'appointments', 'attendeeId', 'attendee.id', 'attendeeType=landlord&'),
		documentsOf('landlord'),
		one('office', 'offices'),
		naming('properties', 'properties', 'landlordId', 'letting.landlordId'),
		below('relationships', 'landlords/relationships', 'landlordId'),
		one('solicitor', 'companies'),
		source,
	],
	negotiators: [one('office', 'offices')],
	offers: [
		one('applicant', 'applicants'),
		one('conveyancing', 'conveyancing', 'id'),
		one('property', 'properties'),
		one('negotiator', 'negotiators'),
	],
	offices: [naming('negotiators', 'negotiators', 'officeId')],
	properties: [
		naming('appointments', 'appointments', 'propertyId'),
		one('area', 'areas'),
		below('certificates', 'properties/certificates', 'propertyId'),
		below('checks', 'properties/checks', 'propertyId'),
		one('department', 'departments'),
		documentsOf('property'),
		naming('images', 'propertyImages', 'propertyId'),
		below('keys', 'properties/keys', 'propertyId'),
		one('landlord', 'landlords', 'letting.landlordId'),
		one('negotiator', 'negotiators'),
		naming('offers', 'offers', 'propertyId'),
		many('offices', 'offices', 'officeIds'),
		naming('tenancies', 'tenancies', 'propertyId'),
		one('vendor', 'vendors', 'selling.vendorId'),
	],
	'properties/certificates': [one('property', 'properties')],
	'properties/keys': [one('property', 'properties'), one('office', 'offices')],
	propertyImages: [one('property', 'properties')],
	referrals: [
		one('applicant', 'applicants'),
		one('contact', 'contacts'),
		one('negotiator', 'negotiators'),
		one('property', 'properties'),
		one('type', 'referrals/types', 'referralTypeId'),
	],
	tasks: [
		one('applicant', 'applicants'),
		one('contact', 'contacts'),
		one('landlord', 'landlords'),
		one('property', 'properties'),
		one('tenancy', 'tenancies'),
		configured('type', 'taskTypes'),
	],
	tenancies: [
		naming('appointments', 'appointments', 'attendeeId', 'attendee.id', 'attendeeType=tenancy&'),
		one('applicant', 'applicants'),
		below('extensions', 'tenancies/extensions', 'tenancyId'),
		documentsOf('tenancy'),
		one('negotiator', 'negotiators'),
		one('property', 'properties'),
		below('relationships', 'tenancies/relationships', 'tenancyId'),
		source,
		naming('tasks', 'tasks', 'tenancyId'),
		configured('type', 'tenancyTypes'),
	],
	transactions: [one('property', 'properties'), one('landlord', 'landlords'), one('tenancy', 'tenancies')],
	vendors: [
		one('negotiator', 'negotiators'),
		many('offices', 'offices', 'officeIds'),
		one('property', 'properties'),
		below('relationships', 'vendors/relationships', 'vendorId'),
		configured('sellingReason', 'sellingReasons'),
		one('solicitor', 'companies'),
		source,
		configured('type', 'vendorTypes'),
	],
	worksOrders: [
		one('company', 'companies'),
		documentsOf('worksOrder'),
		below('items', 'worksOrders/items', 'worksOrderId'),
		one('negotiator', 'negotiators'),
		one('property', 'properties'),
		one('tenancy', 'tenancies'),
		configured('type', 'worksOrderTypes'),
	],
};

/** `_links` without `self`. */
export function relatedLinks(resource: ResourceName, record: StoredRecord): JsonObject {
	const links: Record<string, JsonObject> = {};
	for (const { name, href } of linkRules[resource] ?? []) {
		const address = href(record);
		if (address !== undefined) links[name] = { href: address };
	}
	return links;
}

function entry(resource: ResourceName, record: StoredRecord | undefined): EmbeddedRecord | undefined {
	return record === undefined ? undefined : { resource, record };
}

function hasFixed(record: StoredRecord, fixed: string): boolean {
	const [name = '', value] = fixed.slice(0, -1).split('=');
	const path = name === 'attendeeType' ? 'attendee.type' : name;
	return valuesAt(record, path)[0] === value;
}
