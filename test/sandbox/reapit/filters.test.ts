/** Every query parameter of every list narrows by its meaning, or is among the few that are documented to do nothing. */
import { expect, test } from 'vitest';
import type { QueryParameter } from '../../../src/vendor/reapit/endpoints.ts';
import { withoutEffect } from '../../../src/sandbox/reapit/reading/specialFilters.ts';
import { resourceOf } from '../../../src/sandbox/reapit/operations.ts';
import { reapitVendorData } from '../../../src/sandbox/reapit/vendorData.ts';
import { openReapit } from './rig.ts';
import type { Fields } from './rig.ts';

const { index } = await reapitVendorData();
const lists = index.endpoints.filter(
	({ method, path, responses }) =>
		method === 'GET' &&
		responses['200']?.endsWith('PagedResult') &&
		!/^\/(metadata|resthooks)/.test(path) &&
		!path.endsWith('}'),
);

type How = 'is' | 'contains' | 'least' | 'most' | 'flag' | 'present' | 'not';
interface Meaning {
	readonly paths: readonly string[];
	readonly how: How;
}

const parts = ['buildingName', 'buildingNumber', 'line1', 'line2', 'line3', 'line4', 'postcode'];
const addressAt = (path: string): string => parts.map((part) => `${path}.${part}`).join(' ');
const details = (path: string): string =>
	['homePhone', 'workPhone', 'mobilePhone', 'email', 'additionalContactDetails.value']
		.map((name) => path + name)
		.join(' ');

/** Where the field is not that of the same name. */
const special: Readonly<Record<string, readonly [How, string]>> = {
	'applicants address': ['contains', addressAt('related.primaryAddress')],
	'applicants name': ['contains', 'related.name'],
	'applicants contactDetail': ['is', details('related.')],
	'applicants emailAddresses': ['is', 'related.email'],
	'applicants furnishing': ['is', 'renting.furnishing'],
	'applicants market': ['is', 'regional.ggy.market'],
	'applicants rentFrequency': ['is', 'renting.rentFrequency'],
	'applicants priceFrom': ['least', 'buying.priceTo'],
	'applicants priceTo': ['most', 'buying.priceFrom'],
	'applicants rentFrom': ['least', 'renting.rentTo'],
	'applicants rentTo': ['most', 'renting.rentFrom'],
	'applicants bedroomsFrom': ['least', 'bedroomsMax'],
	'applicants bedroomsTo': ['most', 'bedroomsMin'],
	'applicants hasLastCall': ['present', 'lastCall'],
	'applicants hasNextCall': ['present', 'nextCall'],
	'appointments attendeeId': ['is', 'attendee.id'],
	'appointments attendeeType': ['is', 'attendee.type'],
	'appointments end': ['most', 'start'],
	'appointments followUpFrom': ['least', 'followUp.due'],
	'appointments followUpTo': ['most', 'followUp.due'],
	'companies address': ['contains', addressAt('address')],
	'companies branch': ['contains', 'branch'],
	'companies contactDetail': ['is', details('')],
	'contacts address': ['contains', addressAt('primaryAddress')],
	'contacts contactDetail': ['is', details('')],
	'contacts name': ['contains', 'forename surname'],
	'invoices dueDateFrom': ['least', 'dueDate'],
	'invoices dueDateTo': ['most', 'dueDate'],
	'landlords address': ['contains', addressAt('related.primaryAddress')],
	'landlords email': ['is', 'related.email'],
	'landlords name': ['contains', 'related.name'],
	'offers name': ['contains', 'related.name'],
	'offices address': ['contains', addressAt('address')],
	'properties address': ['contains', addressAt('address')],
	'properties agentRole': ['is', 'letting.agentRole'],
	'properties availableFrom': ['least', 'letting.availableFrom'],
	'properties countryId': ['is', 'address.countryId'],
	'properties excludeAreaId': ['not', 'areaId'],
	'properties landlordId': ['is', 'letting.landlordId'],
	'properties lettingStatus': ['is', 'letting.status'],
	'properties market': ['is', 'regional.ggy.market'],
	'properties priceFrom': ['least', 'selling.price'],
	'properties priceTo': ['most', 'selling.price'],
	'properties rentFrom': ['least', 'letting.rent'],
	'properties rentTo': ['most', 'letting.rent'],
	'properties rentFrequency': ['is', 'letting.rentFrequency'],
	'properties sellingStatus': ['is', 'selling.status'],
	'properties/certificates categories': ['is', 'category'],
	'properties/certificates typeIds': ['is', 'type'],
	'properties/certificates propertyIds': ['is', 'propertyId'],
	'properties/certificates expiryDateFrom': ['least', 'endDate'],
	'properties/certificates expiryDateTo': ['most', 'endDate'],
	'tenancies email': ['is', 'related.email'],
	'tenancies name': ['contains', 'related.name'],
	'vendors address': ['contains', addressAt('related.primaryAddress')],
	'vendors email': ['is', 'related.email'],
	'vendors name': ['contains', 'related.name'],
};

/** Proved by tests of their own below: they need a second parameter, or another record. */
const ownTests = [
	'applicants nameType',
	'tenancies nameType',
	'contacts marketingConsentFilterType',
	'contacts nameType',
	'appointments start',
	'appointments includeCancelled',
	'appointments includeUnconfirmed',
	'offers address',
	'documents includeRoleDocuments',
	'tasks officeId',
];
/** The vendor knows one value only, or the agency has no other. */
const uniform = ['properties countryId', 'properties/checks type'];
const general = ['pageSize', 'pageNumber', 'sortBy', 'embed', 'extrasField', 'metadata', 'fromArchive'];

function meaningOf(resource: string, { name, type }: QueryParameter): Meaning {
	const known = special[`${resource} ${name}`];
	if (known !== undefined) return { how: known[0], paths: known[1].split(' ') };
	const [, bare = '', end] = /^(.+)(From|To)$/.exec(name) ?? [];
	if (end !== undefined) return { how: end === 'From' ? 'least' : 'most', paths: [bare] };
	if (type === 'boolean') return { how: 'flag', paths: [name] };
	return {
		how: name === 'name' || name === 'text' || name === 'region' ? 'contains' : 'is',
		paths: [name, `${name}s`],
	};
}

function valuesOf(row: Fields, paths: readonly string[]): readonly unknown[] {
	return paths.flatMap((path) => {
		let values: readonly unknown[] = [row];
		for (const name of path.split('.'))
			values = values.flatMap((value) => {
				const found = (value as Record<string, unknown> | null)?.[name];
				return Array.isArray(found) ? (found as unknown[]) : [found];
			});
		return values.filter((value) => value !== null && value !== undefined && value !== '');
	});
}

function fits(row: Fields, { how, paths }: Meaning, value: string): boolean {
	const found = valuesOf(row, paths);
	const same = (each: unknown): boolean => String(each).toLowerCase() === value.toLowerCase();
	switch (how) {
		case 'is':
			return found.some(same);
		case 'not':
			return !found.some(same);
		case 'contains':
			return value
				.toLowerCase()
				.split(' ')
				.every((word) => found.join(' ').toLowerCase().includes(word));
		case 'flag':
			return (found[0] === true) === (value === 'true');
		case 'present':
			return found.length > 0 === (value === 'true');
		case 'least':
		case 'most': {
			const [first] = found as readonly (string | number | undefined)[];
			if (first === undefined) return false;
			const isNumber = typeof first === 'number';
			const [left, right] = isNumber ? [first, Number(value)] : [first, value.slice(0, first.length)];
			return how === 'least' ? left >= right : left <= right;
		}
	}
}

/** A value that some rows have and, where there is one, not all. */
function sampleFor(rows: readonly Fields[], meaning: Meaning, parameter: QueryParameter): string | undefined {
	const { how, paths } = meaning;
	if (how === 'flag' || how === 'present') return rows.some((row) => fits(row, meaning, 'false')) ? 'false' : 'true';
	const all = [...new Set(rows.flatMap((row) => valuesOf(row, paths).map(String)))].filter(
		(value) => parameter.enum === undefined || parameter.enum.includes(value),
	);
	const sorted =
		how === 'least' || how === 'most' ? all.toSorted((a, b) => Number(a) - Number(b) || (a < b ? -1 : 1)) : all;
	const middle = sorted[sorted.length >> 1];
	if (middle === undefined || parameter.type !== 'string') return middle;
	return /(From|To|^start|^end)$/.test(parameter.name) && /^\d{4}-\d\d-\d\d$/.test(middle)
		? `${middle}T00:00:00Z`
		: middle;
}

test('every parameter of every list', async () => {
	await using rig = await openReapit({ hiddenAppointments: 'list' }, { scale: 0.2 });
	const idle: string[] = [];
	const known = new Map<string, readonly Fields[]>();
	for (const { path, query = [] } of lists) {
		const resource = resourceOf(path);
		const address = path.includes('{') ? await rig.get(path.slice(0, path.indexOf('{')) + '?pageSize=100') : undefined;
		const owners = address?.rows.map(({ id }) => id) ?? [''];
		for (const parameter of query) {
			const key = `${resource} ${parameter.name}`;
			if (general.includes(parameter.name) || ownTests.includes(key)) continue;
			if (withoutEffect[key] !== undefined) {
				idle.push(key);
				continue;
			}
			const meaning = meaningOf(resource, parameter);
			let isProved = false;
			for (const owner of owners) {
				const place = path.replace('{id}', owner);
				const rows = known.get(place) ?? (await rig.walk(place));
				known.set(place, rows);
				const value = sampleFor(rows, meaning, parameter);
				if (value === undefined) continue;
				const found = await rig.walk(`${place}?${parameter.name}=${encodeURIComponent(value)}`);
				const expected = rows.filter((row) => fits(row, meaning, value));
				expect(
					found.map(({ id }) => id),
					`${place} ${parameter.name}=${value}`,
				).toEqual(expected.map(({ id }) => id));
				isProved = found.length > 0 && found.length < rows.length;
				// All records have the same: another value finds none.
				if (uniform.includes(key)) isProved = (await rig.walk(`${place}?${parameter.name}=other`)).length === 0;
				if (isProved || owner === '') break;
			}
			expect(isProved, `${key} was seen to narrow`).toBe(true);
		}
	}
	expect(idle.toSorted()).toEqual(
		Object.keys(withoutEffect)
			.filter((key) => !ownTests.includes(key))
			.toSorted(),
	);
}, 120_000);

test('a value that may be given more than once widens within the parameter and narrows among parameters', async () => {
	await using rig = await openReapit();
	const [one, other] = ['forSale', 'completed'];
	const count = async (query: string): Promise<number> => (await rig.get(`/properties/?${query}`)).body.totalCount;
	const both = await count(`sellingStatus=${one}&sellingStatus=${other}`);
	expect(both).toBe((await count(`sellingStatus=${one}`)) + (await count(`sellingStatus=${other}`)));
	expect(await count(`sellingStatus[0]=${one}&SELLINGSTATUS[1]=${other}`)).toBe(both);
	const offices = await count(`sellingStatus=${one}&sellingStatus=${other}&officeId=OXF`);
	expect(offices).toBeGreaterThan(0);
	expect(offices).toBeLessThan(both);
});

test('the archive is read by itself, and an archived record by its id', async () => {
	await using rig = await openReapit();
	const live = await rig.walk('/contacts/');
	const archived = await rig.walk('/contacts/?fromArchive=true');
	expect((await rig.walk('/contacts/?fromArchive=false')).length).toBe(live.length);
	expect(live.every(({ fromArchive }) => fromArchive === false)).toBe(true);
	expect(archived.every(({ fromArchive }) => fromArchive === true)).toBe(true);
	expect(archived.length).toBeGreaterThan(0);
	expect(live.length + archived.length).toBe(rig.reapit.counts().contacts);
	expect((await rig.get(`/contacts/${archived[0]!.id}`)).status).toBe(200);
	for (const resource of [
		'applicants',
		'appointments',
		'companies',
		'properties',
		'propertyImages',
		'tenancies',
		'vendors',
	])
		expect((await rig.get(`/${resource}/?fromArchive=true`)).body.totalCount, resource).toBeGreaterThan(0);
});

test('cancelled and unconfirmed appointments come along when they are asked for', async () => {
	await using rig = await openReapit();
	const all = (await rig.walk('/appointments/?includeCancelled=true&includeUnconfirmed=true')).length;
	const usual = await rig.walk('/appointments/');
	const cancelled = await rig.walk('/appointments/?includeCancelled=true');
	const unconfirmed = await rig.walk('/appointments/?includeUnconfirmed=true');
	expect(usual.some((row) => row.cancelled === true || row.negotiatorConfirmed === false)).toBe(false);
	expect(cancelled.length).toBeGreaterThan(usual.length);
	expect(unconfirmed.length).toBeGreaterThan(usual.length);
	expect(all).toBeGreaterThan(Math.max(cancelled.length, unconfirmed.length));
});

test('an appointment that recurs is found as long as it does', async () => {
	await using rig = await openReapit({ hiddenAppointments: 'list' }, { scale: 0.5 });
	const recurring = (await rig.walk('/appointments/?typeId=MT')).find((row) => row.recurring === true)!;
	const { until } = recurring.recurrence as { until: string };
	const found = await rig.walk(`/appointments/?typeId=MT&start=${until}`);
	expect(found.map(({ id }) => id)).toContain(recurring.id);
	const ends = found.map((row) => [row.end as string, (row.recurrence as { until: string } | null)?.until ?? '']);
	expect(ends.every(([end, last]) => end! >= until || last! >= until)).toBe(true);
});

test('consent is read as given before the law of 2018 where that is asked for', async () => {
	await using rig = await openReapit();
	const assumed = await rig.walk('/contacts/?marketingConsent=grant&marketingConsentFilterType=assumedOrExplicit');
	const explicit = await rig.walk('/contacts/?marketingConsent=grant&marketingConsentFilterType=explicit');
	expect(assumed.length).toBeGreaterThan(explicit.length);
	expect(assumed.every((row) => row.marketingConsent === 'grant' || row.created < '2018-05-25')).toBe(true);
	expect((await rig.get('/contacts/?marketingConsentFilterType=explicit')).status).toBe(400);
});

test('nameType says which names are meant', async () => {
	await using rig = await openReapit();
	const [first] = await rig.walk('/applicants/');
	const [{ forename, surname }] = first!.related as [{ forename: string; surname: string }];
	const ids = async (query: string): Promise<readonly string[]> =>
		(await rig.walk(`/applicants/?${query}`)).map(({ id }) => id);
	expect(await ids(`nameType=surname&name=${encodeURIComponent(surname)}`)).toContain(first!.id);
	expect(await ids(`nameType=initials&name=${encodeURIComponent(forename.charAt(0) + surname.charAt(0))}`)).toContain(
		first!.id,
	);
	const firms = await rig.walk('/tenancies/?nameType=companyName');
	expect(firms.length).toBeGreaterThan(0);
	expect(firms.every((row) => (row.related as { type: string }[]).some(({ type }) => type === 'company'))).toBe(true);
	const surnames = await rig.walk(`/contacts/?nameType=surname&name=${encodeURIComponent("o'brien")}`);
	expect(surnames.length).toBeGreaterThan(0);
	expect(surnames.every((row) => row.surname === "O'Brien")).toBe(true);
});

test('offers are found by the address of their property', async () => {
	await using rig = await openReapit();
	const [offer] = await rig.walk('/offers/');
	const { address } = (await rig.get(`/properties/${String(offer!.propertyId)}`)).body as unknown as {
		address: { line1: string; postcode: string };
	};
	const found = await rig.walk(`/offers/?address=${encodeURIComponent(`${address.line1} ${address.postcode}`)}`);
	expect(found.map(({ id }) => id)).toContain(offer!.id);
	expect(new Set(found.map(({ propertyId }) => propertyId)).size).toBe(1);
});

test('documents of a contact’s roles come along when they are asked for', async () => {
	await using rig = await openReapit();
	const document = (await rig.walk('/documents/?associatedType=applicant'))[0]!;
	const applicant = await rig.get(`/applicants/${String(document.associatedId)}`);
	const [{ id }] = applicant.body.related as [{ id: string }];
	const own = await rig.walk(`/documents/?associatedType=contact&associatedId=${id}`);
	const all = await rig.walk(`/documents/?associatedType=contact&associatedId=${id}&includeRoleDocuments=true`);
	expect(all.map((row) => row.id)).toEqual(expect.arrayContaining([document.id, ...own.map((row) => row.id)]));
	expect(own.map((row) => row.id)).not.toContain(document.id);
});

test('tasks are found by the office that they were sent to', async () => {
	await using rig = await openReapit();
	const sent = (await rig.walk('/tasks/')).filter((row) => row.recipientType === 'office' && row.recipientId === 'OXF');
	expect(sent.length).toBeGreaterThan(0);
	expect(await rig.walk('/tasks/?officeId=OXF')).toEqual(sent);
});

test.each([
	['pageSize=0', 'pageSize must be'],
	['pageSize=101', ''],
	['pageSize=ten', "The value 'ten' is not valid for PageSize."],
	['pageNumber=0', ''],
	['createdFrom=yesterday', "The value 'yesterday' is not valid for CreatedFrom."],
	['createdFrom=2020-01-01T10:00:00', "'2020-01-01T10:00:00' is not valid for CreatedFrom."],
	['active=yes', "The value 'yes' is not valid for Active."],
	['identityCheck=perhaps', "The value 'perhaps' is not valid for IdentityCheck."],
	['sortBy=shoeSize', "The value 'shoeSize' is not valid for SortBy."],
	['embed=pets', "The value 'pets' is not valid for Embed."],
])('%s is refused', async (query, text) => {
	await using rig = await openReapit();
	const { status, body } = await rig.get(`/contacts/?${query}`);
	expect(status).toBe(400);
	expect(body.statusCode).toBe(400);
	if (query.startsWith('pageSize=0')) expect(body.description).toBe('The page size must be between 1 and 100.');
	else expect(body.description).toContain(text);
});

test('an unknown name is ignored, which widens the list', async () => {
	await using rig = await openReapit();
	const all = await rig.get('/contacts/');
	expect((await rig.get('/contacts/?limit=5&surname=Smith')).body.totalCount).toBe(all.body.totalCount);
	expect((await rig.get('/contacts/?active=')).body.totalCount).toBe(all.body.totalCount);
});

test('lenient switches let through what strict ones refuse', async () => {
	await using rig = await openReapit({
		pageSize: 'clamp',
		pageZero: 500,
		unknownEmbed: 'ignore',
		unknownSortBy: 'ignore',
		from: 'exclusive',
	});
	expect((await rig.get('/contacts/?pageSize=1000')).body.pageSize).toBe(100);
	expect((await rig.get('/contacts/?pageNumber=0')).status).toBe(500);
	expect((await rig.get('/contacts/?embed=pets&sortBy=shoeSize')).status).toBe(200);
	const [first] = await rig.walk('/contacts/?sortBy=modified');
	const later = await rig.walk(`/contacts/?modifiedFrom=${first!.modified}`);
	expect(later.map(({ id }) => id)).not.toContain(first!.id);
});
