/** Whatever Reapit's sandbox shows has the shape of the vendor's models, and what it names exists. */
import { expect, test } from 'vitest';
import type { Endpoint } from '../../../src/vendor/reapit/endpoints.ts';
import type { FieldType } from '../../../src/vendor/reapit/models.ts';
import { reapitVendorData } from '../../../src/sandbox/reapit/vendorData.ts';
import { openReapit } from './rig.ts';
import type { ReapitRig } from './rig.ts';

const { index, models } = await reapitVendorData();
const reads = index.endpoints.filter(({ method, path }) => method === 'GET' && !path.startsWith('/metadata'));

/** Formats of the vendor: 7 digits and `Z` for instants, no time for days. */
const formats = { 'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}Z$/, date: /^\d{4}-\d\d-\d\d$/ } as const;

function problems(type: FieldType, value: unknown, path: string): readonly string[] {
	if (value === null) return [];
	if (value === undefined) return [`${path} is missing`];
	const actual = Array.isArray(value) ? 'array' : typeof value;
	if (type.type !== undefined && actual !== type.type) return [`${path} is ${actual}, not ${type.type}`];
	if (type.format !== undefined && !formats[type.format].test(value as string))
		return [`${path} is no ${type.format}: ${JSON.stringify(value)}`];
	if (type.enum !== undefined && !type.enum.includes(value as string)) return [`${path} is ${JSON.stringify(value)}`];
	if (Array.isArray(value))
		return value.flatMap((each, i) => (type.items === undefined ? [] : problems(type.items, each, `${path}[${i}]`)));
	if (typeof value !== 'object') return [];
	const { properties } = type;
	const entries = Object.entries(value);
	if (properties === undefined)
		return type.additional === undefined
			? []
			: entries.flatMap(([name, each]) => problems(type.additional!, each, `${path}.${name}`));
	const unknown = entries
		.filter(([name]) => !Object.hasOwn(properties, name))
		.map(([name]) => `${path}.${name} is unknown`);
	const known = Object.entries(properties)
		.filter(([name]) => name !== 'relationships')
		.flatMap(([name, field]) => problems(field, (value as Record<string, unknown>)[name], `${path}.${name}`));
	return [...unknown, ...known];
}

/** `/tenancies/{id}/renewalNegotiations/{renewalId}` is published with the model of its list. */
function modelOf({ path, responses }: Endpoint): FieldType {
	const name = responses['200'] ?? '';
	if (name.startsWith('array:')) return { type: 'array', items: { type: 'object', ...models[name.slice(6)]! } };
	return { type: 'object', ...models[path.endsWith('}') ? name.replace(/PagedResult$/, '') : name]! };
}

/** Addresses of an operation with ids of records that exist, as lists give them. */
async function* addressesOf(rig: ReapitRig, path: string): AsyncGenerator<string> {
	const at = path.indexOf('{');
	if (at < 0) {
		yield path;
		return;
	}
	const list = path.slice(0, at);
	const rest = path.slice(path.indexOf('}') + 1);
	const isPaged = !list.startsWith('/configuration');
	const { rows, text } = await rig.get(isPaged ? `${list}?pageSize=100` : list);
	const entries = isPaged ? rows : (JSON.parse(text) as readonly { id: string }[]);
	for (const { id } of entries) yield* addressesOf(rig, `${list}${id}${rest}`);
}

test('every list and every item has the shape of its model', async () => {
	await using rig = await openReapit({ listETags: 'value' });
	for (const endpoint of reads) {
		if (endpoint.path.endsWith('/download') || endpoint.path.startsWith('/resthooks/{')) continue;
		const model = modelOf(endpoint);
		let shown = 0;
		for await (const address of addressesOf(rig, endpoint.path)) {
			const { status, text } = await rig.get(
				`${address}${endpoint.responses['200']?.endsWith('PagedResult') ? '?pageSize=100' : ''}`,
			);
			// Nobody sees to the certificates of what is only for sale.
			if (status === 404 && endpoint.path.endsWith('/responsibilities')) continue;
			expect(status, `${address} ${text.slice(0, 200)}`).toBe(200);
			const body = JSON.parse(text) as Record<string, unknown>;
			expect(problems(model, body, address).slice(0, 3)).toEqual([]);
			shown += Array.isArray(body._embedded) ? body._embedded.length : 1;
			if (shown > 15) break;
		}
		if (!endpoint.path.startsWith('/resthooks')) expect(shown, endpoint.path).toBeGreaterThan(0);
	}
}, 120_000);

/** Which resource a field names by its id. */
const named: Readonly<Record<string, string>> = {
	additionalSurveyorId: 'companies',
	agencyId: 'companies',
	applicantId: 'applicants',
	areaId: 'areas',
	brochureId: 'documents',
	buyerId: 'contacts',
	buyerSolicitorId: 'companies',
	checkInNegotiatorId: 'negotiators',
	checkOutNegotiatorId: 'negotiators',
	clientAccountsAssistantId: 'negotiators',
	companyId: 'companies',
	contactId: 'contacts',
	departmentId: 'departments',
	departmentIds: 'departments',
	diaryNegotiatorIds: 'negotiators',
	diaryOfficeIds: 'offices',
	documentId: 'documents',
	downwardChainId: 'conveyancing',
	electricityCompanyId: 'companies',
	exchangedOfficeId: 'offices',
	externalAgentId: 'companies',
	gasCompanyId: 'companies',
	guarantorAssociatedId: 'contacts',
	invoiceId: 'invoices',
	keyId: 'properties/keys',
	landlordId: 'landlords',
	leadNegotiatorId: 'negotiators',
	managementCompanyIds: 'companies',
	managerId: 'negotiators',
	mortgageBrokerId: 'companies',
	mortgageLenderId: 'companies',
	mortgageSurveyorId: 'companies',
	negotiatorId: 'negotiators',
	negotiatorIds: 'negotiators',
	nominalAccountId: 'transactions/nominalAccounts',
	officeId: 'offices',
	officeIds: 'offices',
	openHouseId: 'appointments',
	organiserId: 'negotiators',
	otherAgentId: 'companies',
	parentIds: 'areas',
	propertyId: 'properties',
	propertyIds: 'properties',
	propertyManagerId: 'negotiators',
	referenceAssociatedId: 'contacts',
	referralTypeId: 'referrals/types',
	renewalId: 'tenancies/renewalNegotiations',
	senderId: 'negotiators',
	solicitorId: 'companies',
	tenancyId: 'tenancies',
	upwardChainId: 'conveyancing',
	vendorId: 'vendors',
	vendorSolicitorId: 'companies',
	waterCompanyId: 'companies',
	worksOrderId: 'worksOrders',
	addedBy: 'negotiators',
};
const lists: Readonly<Record<string, string>> = {
	applicants: 'applicantStatuses',
	appointments: 'appointmentTypes',
	companies: 'companyTypes',
	documents: 'documentTypes',
	identityChecks: 'identityDocumentTypes',
	journalEntries: 'journalEntryTypes',
	'properties/keys': 'keyTypes',
	tasks: 'taskTypes',
	tenancies: 'tenancyTypes',
	vendors: 'vendorTypes',
	worksOrders: 'worksOrderTypes',
	'properties/certificates/responsibilities': 'certificateTypes',
};
const configurations: Readonly<Record<string, string>> = {
	statusId: 'applicantStatuses',
	reasonId: 'buyingReasons',
	sellingReasonId: 'sellingReasons',
	supplierTypeId: 'supplierTypes',
	categoryIds: 'contactCategories',
	responseId: 'followUpResponses',
	legalStatusId: 'tenancyLegalStatuses',
	optionId: 'tenancyRenewalOptions',
	conditionIds: 'tenancyRenewalOptionConditions',
	disabledPortalIds: 'portalTypes',
	availableServicesIds: 'propertyServiceTypes',
	preTenancyCheckStatusId: 'preTenancyCheckTypes',
};
const positions = ['buyingPositions', 'rentingPositions'];
const plural = (type: string): string =>
	({ property: 'properties', tenancy: 'tenancies', company: 'companies', idCheck: 'identityChecks' })[type] ??
	`${type}s`;

test('whatever a record names by its id exists, for both customers', async () => {
	await using rig = await openReapit();
	const { records } = rig.reapit;
	const all = [...Object.values(lists), ...Object.values(configurations), ...positions, 'renewalCheckTypes'];
	const configured = new Map<string, ReadonlySet<string>>();
	for (const list of all) {
		const entries = JSON.parse((await rig.get(`/configuration/${list}`)).text) as readonly { id: string }[];
		configured.set(list, new Set(entries.map(({ id }) => id)));
	}
	const isIn = (list: string, id: unknown): boolean => configured.get(list)!.has(String(id));
	const missing: string[] = [];
	let followed = 0;
	for (const customer of records.customers) {
		const exists = (resource: string, id: unknown): boolean =>
			records.get(customer, resource, String(id)) !== undefined;
		/** @returns whether a field's ids exist; undefined where it names nothing by an id */
		const resolves = (resource: string, owner: Record<string, unknown>, name: string): boolean | undefined => {
			const value = owner[name];
			const every = (test: (id: unknown) => boolean): boolean => (Array.isArray(value) ? value : [value]).every(test);
			if (name === 'source' || name === 'attendee') {
				const { id, type } = value as { id: string; type: string };
				return exists(plural(type), id);
			}
			const typed = { associatedId: 'associatedType', recipientId: 'recipientType', checkOutToId: 'checkOutToType' }[
				name
			];
			if (typed !== undefined) return exists(plural(String(owner[typed])), value);
			if (name === 'locationOptions') return every((id) => exists('areas', id));
			if (name === 'positionId') return positions.some((list) => isIn(list, value));
			if (name === 'checkTypeId')
				return isIn(resource === 'tenancies/checks' ? 'preTenancyCheckTypes' : 'renewalCheckTypes', value);
			if (name === 'statusId' && resource === 'properties/certificates')
				return ['VAL', 'EXP', 'ORD'].includes(String(value));
			const list = name === 'typeId' || name === 'typeIds' ? lists[resource] : configurations[name];
			if (list !== undefined) return every((id) => isIn(list, id));
			const target = named[name];
			if (target !== undefined) return every((id) => exists(target, id));
			// Types that the vendor has no list of.
			if (!/[a-z]Ids?$/.test(name) || ['countryId', 'clauseTypeId', 'typeId', 'alternateId'].includes(name))
				return undefined;
			return false;
		};
		const check = (resource: string, value: unknown, path: string): void => {
			if (typeof value !== 'object' || value === null) return;
			const owner = value as Record<string, unknown>;
			for (const [name, each] of Object.entries(owner)) {
				if (each === null) continue;
				const isThere = resolves(resource, owner, name);
				if (isThere === false) missing.push(`${customer} ${path}.${name} ${JSON.stringify(each)}`);
				if (isThere !== undefined) followed += 1;
				else for (const inner of Array.isArray(each) ? each : [each]) check(resource, inner, `${path}.${name}`);
			}
		};
		for (const resource of records.customer(customer).resources)
			for (const record of records.all(customer, resource)) check(resource, record, `${resource} ${record.id}`);
	}
	expect(missing.slice(0, 5)).toEqual([]);
	expect(followed).toBeGreaterThan(5000);
});
