import { expect, test } from 'vitest';
import { ListServer } from './listServer.ts';
import { initial, never, rig, Table } from './readRig.ts';

test('parameters and filters narrow a list, repeated where there are several', async () => {
	const server = new ListServer();
	server.fill('/contacts/', 10);
	const { read } = rig(server, {
		parameters: { contacts: { officeId: ['OXF', 'BED'], active: ['false'] } },
		filters: { contacts: ["metadata.stage $eq 'won'", 'metadata.score $gt 5'] },
	});
	await read(new Table(), 'contacts', initial);
	const query = server.dataRequests[0]?.query;
	expect(query?.getAll('officeId')).toEqual(['OXF', 'BED']);
	expect(query?.get('active')).toBe('false');
	expect(query?.getAll('metadata')).toEqual(["metadata.stage $eq 'won'", 'metadata.score $gt 5']);
});

test.each([
	[{ contacts: { offceId: ['OXF'] } }, 'Did you mean officeId?'],
	[{ contacts: { limit: ['25'] } }, 'Choose one of:'],
	[{ contcts: {} }, 'Did you mean contacts?'],
	[{ mls: {} }, "'freehold sources agency' lists the "],
	[{ contacts: { active: ['yes'] } }, 'Write true or false'],
	[{ contacts: { marketingConsent: ['granted'] } }, 'Did you mean grant?'],
	[{ contacts: { createdFrom: ['2026-05-01T09:30:00'] } }, 'with its zone'],
	[{ contacts: { ACTIVE: ['true'] } }, 'Did you mean active?'],
	[{ departments: { x: ['1'] } }, 'Choose one of:'],
	[{ contacts: { name: ['a', 'b'] } }, 'Give it once'],
	[{ properties: { bedroomsFrom: ['two'] } }, 'Write a whole number'],
	[{ 'configuration.agencyTypes': { id: ['A'] } }, 'takes none'],
])('what the vendor would silently ignore is refused before anything is sent: %o', async (parameters, next) => {
	const server = new ListServer();
	const { source } = rig(server, { parameters });
	await expect(source.datasets(never)).rejects.toMatchObject({
		reason: 'configuration',
		next: expect.stringContaining(next) as string,
	});
	expect(server.asked).toEqual([]);
});

test('a filter where the list takes none is refused', async () => {
	const { source } = rig(new ListServer(), { filters: { departments: ['metadata.a $eq 1'] } });
	await expect(source.datasets(never)).rejects.toMatchObject({ why: 'departments takes no metadata filter' });
});

test('an update keeps the later of two beginnings', async () => {
	const server = new ListServer();
	server.fill('/contacts/', 3);
	const { read } = rig(server, { parameters: { contacts: { modifiedFrom: ['2026-06-01T00:00:00Z'] } } });
	await read(new Table(), 'contacts', { phase: 'update', relations: [], since: server.now });
	expect(server.dataRequests[0]?.query.getAll('modifiedFrom')).toEqual(['2026-06-01T00:00:00Z']);
});

test('a walk that was narrowed otherwise when it was broken off begins anew', async () => {
	const server = new ListServer();
	server.fill('/contacts/', 400);
	const table = new Table();
	await rig(server).read(table, 'contacts', initial, 2);
	const before = server.dataRequests.length;
	const other = rig(server, { parameters: { contacts: { active: ['true'] } } });
	await other.read(table, 'contacts', { ...initial, checkpoint: table.checkpoint });
	expect(server.dataRequests[before]?.query.get('pageNumber')).toBe('1');
});

test('a filter that the server would refuse is refused before it is sent, with how to mend it', async () => {
	const { source } = rig(new ListServer(), { filters: { contacts: ["metadata.stage $neq 'won'"] } });
	await expect(source.datasets(never)).rejects.toMatchObject({
		reason: 'configuration',
		why: expect.stringContaining("'$neq' is refused") as string,
		next: 'Change to $ne',
	});
});

test('filters go round the known bugs of the server: a list comes last, a lone item of $con is named twice', async () => {
	const filters = { contacts: ["metadata.tags $con 'a'", 'metadata.score $gt 5'] };
	const server = new ListServer();
	server.fill('/contacts/', 3);
	const { read } = rig(server, { filters });
	await read(new Table(), 'contacts', initial);
	expect(server.dataRequests[0]?.query.getAll('metadata')).toEqual([
		'metadata.score $gt 5',
		"metadata.tags $con 'a','a'",
	]);
});
