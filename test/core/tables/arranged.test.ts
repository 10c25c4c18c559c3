/** Orders and filters while rows are still being read. */
import { expect, test } from 'vitest';
import { TableRig, fileOf } from './tableRig.ts';

const LINES = 60_000;
const csv = `n,word\n${Array.from({ length: LINES }, (_, nth) => `${nth},w${nth % 7}`).join('\n')}\n`;

test('what was asked for before all rows were there holds for all of them in the end', async () => {
	const rig = new TableRig({ kind: 'file', file: fileOf('a.csv', csv) });
	while ((rig.states.at(-1)?.count ?? 0) === 0) await new Promise((resolve) => setTimeout(resolve, 1));
	await rig.ask('arrange', { orders: [{ column: 0, isDescending: true }], filters: [{ column: 1, text: 'w3' }] });
	const { count, total } = await rig.settled();
	expect([count, total]).toEqual([Math.ceil((LINES - 3) / 7), LINES]);
	expect((await rig.rows(0, 1))[0]).toEqual([String(LINES - 1 - ((LINES - 1 - 3) % 7)), 'w3']);
});

test('an arrangement that is there from the beginning, as after a reload', async () => {
	const wanted = { orders: [{ column: 0, isDescending: true }], filters: [] };
	const rig = new TableRig({ kind: 'file', file: fileOf('a.csv', csv) }, wanted);
	await rig.settled();
	expect((await rig.rows(0, 1))[0]).toEqual([String(LINES - 1), `w${(LINES - 1) % 7}`]);
});

test('rows that are only read on keep what was already shown', async () => {
	const rig = new TableRig({ kind: 'file', file: fileOf('a.csv', csv) });
	await rig.settled();
	expect(new Set(rig.states.map(({ version }) => version)).size).toBe(1);
	expect(rig.states.length).toBeGreaterThan(1);
});

test('a new arrangement ends the one before; who waited for that one is answered', async () => {
	const rig = new TableRig({ kind: 'file', file: fileOf('a.csv', csv) });
	await rig.settled();
	const first = rig.ask('arrange', { orders: [{ column: 1, isDescending: false }], filters: [] });
	const second = rig.ask('arrange', { orders: [], filters: [{ column: 0, text: '=59999' }] });
	await Promise.all([first, second]);
	expect((await rig.settled()).count).toBe(1);
	expect(await rig.rows()).toEqual([['59999', `w${59_999 % 7}`]]);
});

test('one that cannot be read leaves the one that is under way to come to its end', async () => {
	const rig = new TableRig({ kind: 'file', file: fileOf('a.csv', csv) });
	await rig.settled();
	const first = rig.ask('arrange', { orders: [], filters: [{ column: 1, text: 'w3' }] });
	const second = rig.ask('arrange', { orders: [], filters: [{ column: 0, text: '> few' }] });
	await expect(second).rejects.toThrow(/few is no number/);
	await first;
	expect((await rig.settled()).count).toBe(Math.ceil((LINES - 3) / 7));
});

test('rows of a filter that was stopped on its way are not taken for those that are shown again', async () => {
	const matches = 'aa\n'.repeat(3000);
	const rig = new TableRig({ kind: 'file', file: fileOf('a.csv', `text\nfirst\n${matches}${'a'.repeat(60)}!\n`) });
	const { version: before } = await rig.settled();
	const arranged = rig.ask('arrange', { orders: [], filters: [{ column: 0, text: '/^(a+)+$/' }] });
	const { version: meanwhile } = await rig.ask('rows', { offset: 0, count: 1 });
	await expect(arranged).rejects.toThrow(/was stopped/);
	const { version, count } = await rig.settled();
	expect(new Set([before, meanwhile, version]).size).toBe(3);
	expect([count, await rig.rows(0, 1)]).toEqual([3002, [['first']]]);
}, 30_000);

test('of a file that breaks off, the rows so far are arranged as well', async () => {
	const wanted = { orders: [{ column: 0, isDescending: true }], filters: [{ column: 0, text: '< 3' }] };
	const rig = new TableRig({ kind: 'file', file: fileOf('a.ndjson', '{"a":1}\n{"a":2}\n{"a":3}\n{"a":') }, wanted);
	expect((await rig.settled()).failure?.what).toBe('Line 4 could not be read');
	expect(await rig.rows()).toEqual([[2], [1]]);
});

test('where a filter fails that was asked for while another was on its way, that one comes to its end', async () => {
	const matches = 'b\n'.repeat(LINES);
	const rig = new TableRig({ kind: 'file', file: fileOf('a.csv', `text\n${'a'.repeat(60)}!\n${matches}`) });
	await rig.settled();
	const first = rig.ask('arrange', { orders: [], filters: [{ column: 0, text: 'b' }] });
	await rig.rows(0, 1);
	const second = rig.ask('arrange', { orders: [], filters: [{ column: 0, text: '/^(a+)+$/' }] });
	await expect(second).rejects.toThrow(/was stopped/);
	await first;
	// At once: whoever is told of the failure goes on with the rows that are there.
	expect(rig.states.at(-1)).toMatchObject({ isBusy: false, count: LINES });
	expect(await rig.rows(LINES - 1, 2)).toEqual([['b']]);
}, 30_000);

test('where all filters fail that were asked for, the rows before are shown again', async () => {
	const rig = new TableRig({ kind: 'file', file: fileOf('a.csv', `text\n${'b\n'.repeat(LINES)}${'a'.repeat(60)}!\n`) });
	await rig.settled();
	const first = rig.ask('arrange', { orders: [], filters: [{ column: 0, text: '/b|^(a+)+$/' }] });
	await rig.rows(0, 1);
	const second = rig.ask('arrange', { orders: [], filters: [{ column: 0, text: '/^(a+)+$/' }] });
	await expect(second).rejects.toThrow(/was stopped/);
	await first;
	expect(rig.states.at(-1)).toMatchObject({ isBusy: false, count: LINES + 1 });
}, 30_000);
