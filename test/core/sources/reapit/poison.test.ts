import { expect, test } from 'vitest';
import type { Asked, Answer } from './listServer.ts';
import { ListServer } from './listServer.ts';
import { initial, rig, sweep, Table } from './readRig.ts';

/** Pages with one of these records fail, whatever their size. */
function spoil(server: ListServer, bad: Set<string>, answer: Answer): void {
	server.hook = (asked: Asked) => {
		const page = server.page(asked);
		const rows = (page.body as { _embedded?: readonly { readonly id: string }[] })._embedded ?? [];
		return rows.some(({ id }) => bad.has(id)) ? answer : page;
	};
}

const broken: Answer = { status: 500, body: { statusCode: 500, description: 'Oops' } };
const regex: Answer = { status: 400, body: { statusCode: 400, description: 'Invalid regular expression in query' } };
/** As it was seen in reapit/foundations #8906. */
const pattern: Answer = {
	status: 400,
	body: {
		statusCode: 400,
		description: "Invalid pattern '(^|\\n)[ ]*(++++)[ ]*[=]' at offset 11. Quantifier {x,y} following nothing.",
	},
};

test.each([
	['500', broken],
	['400 about a regular expression', regex],
])('a page that always answers %s is narrowed down to its record; the rest is stored', async (_, answer) => {
	const server = new ListServer();
	server.fill('/contacts/', 450);
	spoil(server, new Set(['contacts-234']), answer);
	const { read, decoder } = rig(server);
	const table = new Table();
	await read(table, 'contacts', initial);
	expect(table.rows.size).toBe(449);
	expect([...table.gaps.keys()]).toEqual(['["SBOX","at 234 of contacts (SBOX) sorted by created"]']);
	expect(table.warnings).toEqual([]);
	expect(decoder.held).toBe(0);
});

test.each([
	['500', broken],
	['400 about a pattern', pattern],
])('the first record of all can be the one that answers %s; the rest is stored', async (_, answer) => {
	const server = new ListServer();
	server.fill('/contacts/', 350);
	spoil(server, new Set(['contacts-1']), answer);
	const { read, decoder } = rig(server);
	const table = new Table();
	await read(table, 'contacts', initial);
	expect(table.rows.size).toBe(349);
	expect(table.gaps.size).toBe(1);
	expect(decoder.held).toBe(0);
});

test('a purge with a gap deletes nothing and says why', async () => {
	const server = new ListServer();
	const contacts = server.fill('/contacts/', 250);
	const { read } = rig(server);
	const table = new Table();
	await read(table, 'contacts', initial);
	contacts.splice(0, 1);
	spoil(server, new Set(['contacts-120']), broken);
	await read(table, 'contacts', sweep);
	expect(table.held).toBe('1 contacts (SBOX) could not be read');
	expect(table.rows.size).toBe(250);
});

test('the first page of a list can be the one, and its only record', async () => {
	const server = new ListServer();
	server.fill('/offers/', 1);
	spoil(server, new Set(['offers-1']), broken);
	const { read } = rig(server);
	const table = new Table();
	await read(table, 'offers', initial);
	expect(table.gaps.size).toBe(1);
});

test('a vendor that is down is not taken for a bad record', async () => {
	const server = new ListServer();
	server.fill('/contacts/', 300);
	server.hook = (asked, nth) => (nth < 2 ? server.page(asked) : broken);
	const { read } = rig(server);
	const table = new Table();
	await expect(read(table, 'contacts', initial)).rejects.toMatchObject({ reason: 'unavailable', status: 500 });
	expect(table.gaps.size).toBe(0);
});

test('a request that the vendor does not understand is not split', async () => {
	const server = new ListServer();
	server.fill('/contacts/', 300);
	server.hook = () => ({ status: 400, body: { statusCode: 400, description: 'sortBy is wrong' } });
	const { read } = rig(server);
	await expect(read(new Table(), 'contacts', initial)).rejects.toMatchObject({ reason: 'badRequest', status: 400 });
	expect(server.dataRequests).toHaveLength(1);
});

test('a record that was left out is asked for again, also where its place has shifted, and the gap closes', async () => {
	const server = new ListServer();
	const contacts = server.fill('/contacts/', 350);
	const bad = new Set(['contacts-201']);
	spoil(server, bad, broken);
	const { read } = rig(server);
	const table = new Table();
	await read(table, 'contacts', initial);
	const [gap = ''] = table.gaps.keys();
	await read(table, 'contacts', { phase: 'retry', relations: [], keys: [gap] });
	expect([...table.gaps.keys()]).toEqual([gap]);
	contacts.splice(0, 2);
	bad.clear();
	await read(table, 'contacts', { phase: 'retry', relations: [], keys: [gap] });
	expect(table.gaps.size).toBe(0);
	expect(table.rows.has('["SBOX","contacts-201"]')).toBe(true);
});

test('two bad records of one page are two gaps, and a resumed walk narrows them down again', async () => {
	const server = new ListServer();
	server.fill('/contacts/', 350);
	spoil(server, new Set(['contacts-110', 'contacts-190']), broken);
	const { read } = rig(server);
	const table = new Table();
	await read(table, 'contacts', initial, 5);
	await rig(server).read(table, 'contacts', { ...initial, checkpoint: table.checkpoint });
	expect(table.rows.size).toBe(348);
	expect(table.gaps.size).toBe(2);
});
