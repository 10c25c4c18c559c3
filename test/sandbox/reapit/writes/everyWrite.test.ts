/** Whatever Reapit lets one create can be created, read at its place, changed with its tag, and removed. */
import { expect, test } from 'vitest';
import type { Endpoint } from '../../../../src/vendor/reapit/endpoints.ts';
import { reapitEndpoints } from '../../../../src/vendor/reapit/endpoints.ts';
import type { FieldType } from '../../../../src/vendor/reapit/models.ts';
import { reapitModels } from '../../../../src/vendor/reapit/models.ts';
import type { ReapitSandbox } from '../../../../src/sandbox/reapit/reapitSandbox.ts';
import { asking, placeOf, reapitStarted } from '../writingRig.ts';
import type { Ask } from '../writingRig.ts';

const { endpoints } = await reapitEndpoints();
const { models } = await reapitModels();

/** What a creation needs beyond the required fields of its model. */
const also: Readonly<Record<string, (reapit: ReapitSandbox) => object>> = {
	'/applicants/': () => ({ buying: { priceTo: 400_000 } }),
	'/applicants/{id}/relationships': (reapit) => ({ associatedType: 'contact', associatedId: idIn(reapit, 'contacts') }),
	'/landlords/{id}/relationships': (reapit) => ({ associatedType: 'contact', associatedId: idIn(reapit, 'contacts') }),
	'/vendors/{id}/relationships': (reapit) => ({ associatedType: 'contact', associatedId: idIn(reapit, 'contacts') }),
	'/landlords/': (reapit) => ({ related: [{ associatedType: 'contact', associatedId: idIn(reapit, 'contacts') }] }),
	'/companies/': () => ({ email: 'firm@example.com', typeIds: ['CON'] }),
	'/contacts/': () => ({ email: 'ada@example.com' }),
	'/enquiries/': () => ({ email: 'ada@example.com' }),
	'/documents/': (reapit) => ({
		associatedType: 'property',
		associatedId: idIn(reapit, 'properties'),
		fileData: 'data:text/plain;base64,SGVsbG8=',
	}),
	'/propertyImages/': () => ({ data: 'data:image/jpeg;base64,SGVsbG8=' }),
	'/journalEntries/': (reapit) => ({ typeId: 'NT', propertyId: idIn(reapit, 'properties'), description: 'Seen' }),
	'/journalEntries/bulk': (reapit) => ({
		createJournalEntry: [{ typeId: 'NT', propertyId: idIn(reapit, 'properties'), description: 'Seen' }],
	}),
	'/propertyImages/reindex': (reapit) => {
		const image = [...reapit.records.all('SBOX', 'propertyImages')][0]!;
		return { propertyId: image.propertyId, imageOrder: [image.id] };
	},
	'/resthooks/': () => ({ url: 'https://hooks.example.com/', topicIds: ['contacts.created'] }),
	'/metadata/': () => ({ entityType: 'mine', metadata: { a: 1 } }),
	'/metadata/metadataSchema': () => ({ entityType: 'mine', schema: '{}' }),
	'/tasks/': (reapit) => ({ recipientType: 'office', recipientId: idIn(reapit, 'offices') }),
	'/tenancies/{id}/checks': () => ({ description: 'References' }),
	'/transactions/supplierInvoices': (reapit) => ({ propertyId: idIn(reapit, 'properties') }),
	'/conveyancing/{id}/downward': (reapit) => ({
		propertyAddress: '1 High Street',
		agent: 'Smith',
		buyer: 'Jones',
		buyerSolicitorId: idIn(reapit, 'companies'),
	}),
	'/conveyancing/{id}/upward': (reapit) => ({
		propertyAddress: '2 High Street',
		agent: 'Smith',
		vendor: 'Jones',
		vendorSolicitorId: idIn(reapit, 'companies'),
	}),
};

const referred: Readonly<Record<string, string>> = {
	negotiatorId: 'negotiators',
	negotiatorIds: 'negotiators',
	organiserId: 'negotiators',
	senderId: 'negotiators',
	officeId: 'offices',
	officeIds: 'offices',
	departmentId: 'departments',
	departmentIds: 'departments',
	propertyId: 'properties',
	applicantId: 'applicants',
	contactId: 'contacts',
	companyId: 'companies',
	accountId: 'transactions/nominalAccounts',
	referralTypeId: 'referrals/types',
};

const configured: Readonly<Record<string, string>> = {
	'/documents/': 'DET',
	'/appointments/': 'VW',
	'/tasks/': 'CB',
	'/tenancies/': 'LNG',
	'/worksOrders/': 'PLM',
};

const idIn = (reapit: ReapitSandbox, resource: string): string => [...reapit.records.all('SBOX', resource)][0]!.id;

function valueOf(reapit: ReapitSandbox, { path }: Endpoint, name: string, type: FieldType): unknown {
	const resource = referred[name];
	const id = resource === undefined ? undefined : idIn(reapit, resource);
	if (id !== undefined) return type.type === 'array' ? [id] : id;
	if (type.enum !== undefined) return type.enum[0];
	if (type.format === 'date') return '2026-06-01';
	if (type.format === 'date-time') return '2026-06-01T10:00:00Z';
	if (name === 'typeId') return configured[path] ?? 'X';
	if (name === 'amount') return 2;
	if (type.type === 'number') return 3;
	if (type.type === 'boolean') return true;
	if (type.type === 'array') return [valueOf(reapit, { path } as Endpoint, '', type.items ?? {})];
	if (type.type !== 'object') return 'Words';
	const inner = Object.entries(type.properties ?? {}).filter(([, field]) => field.required === true);
	return Object.fromEntries(inner.map(([each, field]) => [each, valueOf(reapit, { path } as Endpoint, each, field)]));
}

function bodyFor(reapit: ReapitSandbox, endpoint: Endpoint): object {
	const fields = Object.entries(models[endpoint.body ?? '']?.properties ?? {});
	const required = fields.filter(([, field]) => field.required === true);
	const usual = required.map(([name, field]) => [name, valueOf(reapit, endpoint, name, field)] as const);
	return { ...Object.fromEntries(usual), ...also[endpoint.path]?.(reapit) };
}

/** The path with real owners in place of the braces; the last one is left where it names the record itself. */
function filled(reapit: ReapitSandbox, path: string): string {
	const segments = path.split('/').filter((segment) => segment !== '');
	const values = new Map<string, string>();
	const deepest = segments.filter((segment) => !segment.startsWith('{'));
	// The owner must have what the path goes on with: a property with keys, a tenancy with renewals.
	const chain = deepest.slice(0, -1).map((_, i) => deepest.slice(0, i + 1).join('/'));
	const last = chain.at(-1);
	if (last !== undefined && reapit.records.customer('SBOX').has(last)) {
		const fits = (id: string): boolean => {
			if (!path.startsWith('/conveyancing')) return true;
			const { upwardChainId, downwardChainId } = reapit.records.get('SBOX', 'conveyancing', id)!;
			return !upwardChainId && !downwardChainId;
		};
		const owner = [...reapit.records.all('SBOX', last)].find(({ id }) => fits(id))!;
		const names = segments.filter((segment) => segment.startsWith('{')).map((segment) => segment.slice(1, -1));
		names.forEach((name, i) => {
			const isLast = i === chain.length - 1;
			const field = deepest[0] === 'properties' ? 'propertyId' : 'tenancyId';
			values.set(name, isLast ? owner.id : (owner[field] as string));
		});
	}
	return path.replace(/\{(\w+)\}/g, (braced, name: string) => values.get(name) ?? braced);
}

async function journey(reapit: ReapitSandbox, ask: Ask, endpoint: Endpoint): Promise<readonly string[]> {
	const path = filled(reapit, endpoint.path);
	const created = await ask('POST', path, { body: bodyFor(reapit, endpoint) });
	const steps = [`POST ${created.status} ${created.status >= 400 ? created.text : ''}`.trim()];
	const location = created.headers.get('location');
	if (location === null) return steps;
	expect(created.text).toBe('');
	const place = placeOf(created);
	const item = `${endpoint.path.replace(/\/$/, '')}/`;
	const of = (method: string): Endpoint | undefined =>
		endpoints.find((each) => each.method === method && new RegExp(`^${escaped(item)}\\{\\w+\\}$`).test(each.path));
	let eTag = '';
	if (of('GET') !== undefined) {
		const read = await ask('GET', place);
		steps.push(`GET ${read.status}`);
		eTag = read.headers.get('etag') ?? '';
	}
	const change = of('PATCH');
	if (change !== undefined) {
		const body = endpoint.path === '/metadata/' ? [{ op: 'add', path: '/b', value: 2 }] : {};
		const changed = await ask('PATCH', place, { body, ...(eTag === '' ? {} : { ifMatch: eTag }) });
		steps.push(`PATCH ${changed.status} ${changed.status >= 400 ? changed.text : ''}`.trim());
	}
	if (of('DELETE') !== undefined) {
		const deleted = await ask('DELETE', place, eTag === '' ? {} : { ifMatch: eTag });
		const again = await ask('GET', place);
		steps.push(`DELETE ${deleted.status}`, `GET ${again.status}`);
	}
	return steps;
}

const escaped = (text: string): string => text.replace(/[{}/.]/g, '\\$&');

const creations = endpoints.filter(({ method }) => method === 'POST');

/** What a journey should say: every step that the vendor lists, with a good status. */
function expected(endpoint: Endpoint, steps: readonly string[]): readonly string[] {
	const status = Object.keys(endpoint.responses).find((each) => each.startsWith('2'));
	const has = (method: string): boolean => steps.some((step) => step.startsWith(method));
	return [
		`POST ${status}`,
		...(has('GET') ? ['GET 200'] : []),
		...(has('PATCH') ? ['PATCH 204'] : []),
		...(has('DELETE') ? [endpoint.path === '/resthooks/' ? 'DELETE 201' : 'DELETE 204', 'GET 404'] : []),
	];
}

test('every creation that the vendor lists leads to a record that can be worked with', async () => {
	const reapit = await reapitStarted();
	const ask = asking(reapit);
	const [met, wanted]: [Record<string, readonly string[]>, Record<string, readonly string[]>] = [{}, {}];
	for (const endpoint of creations) {
		const steps = await journey(reapit, ask, endpoint);
		met[endpoint.path] = steps;
		wanted[endpoint.path] = expected(endpoint, steps);
	}
	expect(met).toEqual(wanted);
	const count = (method: string): number =>
		Object.values(met).filter((steps) => steps.some((step) => step.startsWith(method))).length;
	expect([count('GET'), count('PATCH'), count('DELETE')]).toEqual([38, 31, 15]);
});
