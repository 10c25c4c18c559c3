/** Laws of walks by page number over lists that move while they are read. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Listed } from './listServer.ts';
import { ListServer } from './listServer.ts';
import { initial, rig, sweep, Table } from './readRig.ts';

type Change = 'insert' | 'delete' | 'edit' | 'exchange';

/** Something happens just before the server answers its nth request. */
interface Happening {
	readonly nth: number;
	readonly change: Change;
	/** Where in the list, from 0 to 1. */
	readonly place: number;
}

const happening = (changes: readonly Change[]): fc.Arbitrary<Happening> =>
	fc.record({
		nth: fc.integer({ min: 1, max: 14 }),
		change: fc.constantFrom(...changes),
		place: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
	});

const moments = fc.record({
	size: fc.integer({ min: 90, max: 420 }),
	happenings: fc.array(happening(['insert', 'delete', 'edit', 'exchange']), { maxLength: 12 }),
	/** After so many batches the process is killed; 0: never. */
	killedAfter: fc.integer({ min: 0, max: 6 }),
});

class World {
	readonly server = new ListServer();
	readonly list: Listed[];
	/** Records that were there from the beginning to the end. */
	readonly constant: Set<string>;
	#next = 0;

	constructor(path: string, size: number) {
		this.list = this.server.fill(path, size);
		this.constant = new Set(this.list.map(({ id }) => id));
	}

	/** Lets the changes happen as the requests come in. */
	play(happenings: readonly Happening[]): void {
		const start = this.server.dataRequests.length;
		this.server.hook = () => {
			const nth = this.server.dataRequests.length - start;
			this.server.now += 700;
			for (const each of happenings) if (each.nth === nth) this.#happen(each);
			return undefined;
		};
	}

	rest(): void {
		this.server.hook = () => undefined;
		this.server.now += 3_600_000;
	}

	#happen({ change, place }: Happening): void {
		const { list, server } = this;
		const index = Math.floor(place * list.length);
		const found = list[index];
		if (change === 'insert' || change === 'exchange') {
			const record = server.newRecord(`new-${this.#next++}`);
			// Lists that are not sorted may show it anywhere.
			list.splice(Math.floor(place * 7919) % (list.length + 1), 0, record);
		}
		if (found === undefined) return;
		if (change === 'edit') list[list.indexOf(found)] = { ...found, modified: new Date(server.now).toISOString() };
		if (change === 'delete' || change === 'exchange') {
			list.splice(list.indexOf(found), 1);
			this.constant.delete(found.id);
		}
	}
}

const keyOf = (id: string): string => JSON.stringify(['SBOX', id]);

async function readKilled(
	world: World,
	table: Table,
	dataset: string,
	request: typeof initial | typeof sweep,
	killedAfter: number,
): Promise<void> {
	if (killedAfter > 0) await rig(world.server).read(table, dataset, request, killedAfter);
	if (table.isOver) return;
	const checkpoint = table.checkpoint === null ? {} : { checkpoint: table.checkpoint };
	await rig(world.server).read(table, dataset, { ...request, ...checkpoint });
}

test('a download holds every record that was there all the time, or says that it may not', async () => {
	await fc.assert(
		fc.asyncProperty(moments, async ({ size, happenings, killedAfter }) => {
			const world = new World('/contacts/', size);
			const table = new Table();
			world.play(happenings);
			await readKilled(world, table, 'contacts', initial, killedAfter);
			const missing = [...world.constant].filter((id) => !table.rows.has(keyOf(id)));
			if (table.warnings.length === 0) expect(missing).toEqual([]);
		}),
		{ numRuns: 40 },
	);
});

test('a purge never deletes a record that was there all the time, wherever it was broken off', async () => {
	await fc.assert(
		fc.asyncProperty(moments, async ({ size, happenings, killedAfter }) => {
			const world = new World('/contacts/', size);
			const table = new Table();
			await rig(world.server).read(table, 'contacts', initial);
			world.server.now += 3_600_000;
			table.isOver = false;
			table.checkpoint = null;
			world.play(happenings);
			await readKilled(world, table, 'contacts', sweep, killedAfter);
			expect([...world.constant].filter((id) => !table.rows.has(keyOf(id)))).toEqual([]);
		}),
		{ numRuns: 40 },
	);
});

test('once the vendor rests, an update and a purge make the table equal to it', async () => {
	await fc.assert(
		fc.asyncProperty(moments, async ({ size, happenings, killedAfter }) => {
			const world = new World('/contacts/', size);
			const table = new Table();
			world.play(happenings);
			await readKilled(world, table, 'contacts', initial, killedAfter);
			world.rest();
			const { read } = rig(world.server);
			await read(table, 'contacts', { phase: 'update', relations: [], since: table.watermark });
			await read(table, 'contacts', sweep);
			expect(table.held).toBeUndefined();
			expect(table.values()).toEqual(world.list.map(({ id }) => id).sort());
			const modified = new Map(world.list.map((record) => [keyOf(record.id), record.modified]));
			for (const [key, row] of table.rows) expect(row.modified).toBe(modified.get(key));
		}),
		{ numRuns: 20 },
	);
});

test('a list without order or dates, to which records come or from which they go, loses none of the others', async () => {
	const oneKind = fc.oneof(
		fc.array(happening(['insert']), { maxLength: 8 }),
		fc.array(happening(['delete']), { maxLength: 8 }),
	);
	await fc.assert(
		fc.asyncProperty(
			fc.integer({ min: 90, max: 420 }),
			oneKind,
			fc.integer({ min: 0, max: 6 }),
			async (size, happenings, killedAfter) => {
				const world = new World('/departments/', size);
				const table = new Table();
				await rig(world.server).read(table, 'departments', initial);
				table.isOver = false;
				table.checkpoint = null;
				world.play(happenings);
				await readKilled(world, table, 'departments', sweep, killedAfter);
				expect([...world.constant].filter((id) => !table.rows.has(keyOf(id)))).toEqual([]);
			},
		),
		{ numRuns: 30 },
	);
});
