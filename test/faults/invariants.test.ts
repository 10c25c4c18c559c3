/**
 * What always holds, whatever happens in whatever order: after a last run and purge without faults the replica equals
 * the vendor; no row is lost or doubled; the change history, undone from the end, leads back to an empty table.
 *
 * `FREEHOLD_SEQUENCES=1000` for a long night; a failure prints the seed and the path to run it again with
 * `FREEHOLD_SEED=… FREEHOLD_PATH=…`.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FetchLike } from '../../src/core/http/contract.ts';
import type { Json } from '../../src/core/json.ts';
import type { Replica, RowChange } from '../../src/core/replica/contract.ts';
import type { ReplicaReader } from '../../src/core/replica/reader.ts';
import { openReplica } from '../../src/core/replica/replica.ts';
import type { FaultAction } from '../../src/sandbox/faults/faultRules.ts';
import { killWriter, Mls, reasonOf, standIn, workerUrl } from '../support/mls.ts';
import type { RunOptions } from '../support/mls.ts';

const sequences = Number(process.env.FREEHOLD_SEQUENCES ?? 12);
const datasets = ['Property', 'OpenHouse', 'Office'];
const tables = ['Property', 'Media', 'Room', 'Unit', 'OpenHouse', 'HistoryTransactional', 'Office'];

/** Something that happens at the vendor. */
type Edit =
	| {
			readonly op: 'edit' | 'insert' | 'remove';
			readonly resource: 'Property' | 'OpenHouse' | 'Office';
			readonly count: number;
	  }
	| {
			readonly op: 'rotatePhotos' | 'removeMedia' | 'changeRooms' | 'changeUnits' | 'changeOpenHouses';
			readonly count: number;
	  }
	| { readonly op: 'advance'; readonly minutes: number };

/** Where a run dies: its writer's thread ends as if the process had been killed, and nothing more is sent. */
interface Death {
	readonly at: 'request' | 'beforeCommit' | 'duringCommit' | 'afterCommit';
	readonly nth: number;
}

type Step =
	| { readonly kind: 'vendor'; readonly edit: Edit }
	| {
			readonly kind: 'run';
			readonly mode: 'auto' | 'update' | 'purge' | 'initial';
			readonly purges: boolean;
			readonly faults: readonly { readonly nth: number; readonly action: FaultAction }[];
			/** Something that happens at the vendor while the run is on its way. */
			readonly meanwhile: { readonly nth: number; readonly edit: Edit } | undefined;
			readonly death: Death | undefined;
	  };

const resource = fc.constantFrom('Property' as const, 'OpenHouse' as const, 'Office' as const);
const edit: fc.Arbitrary<Edit> = fc.oneof(
	fc.record({
		op: fc.constantFrom('edit' as const, 'insert' as const),
		resource,
		count: fc.integer({ min: 1, max: 15 }),
	}),
	fc.record({ op: fc.constant('remove' as const), resource, count: fc.integer({ min: 1, max: 4 }) }),
	fc.record({
		op: fc.constantFrom(
			...(['rotatePhotos', 'removeMedia', 'changeRooms', 'changeUnits', 'changeOpenHouses'] as const),
		),
		count: fc.integer({ min: 1, max: 8 }),
	}),
	fc.record({ op: fc.constant('advance' as const), minutes: fc.integer({ min: 1, max: 90 }) }),
);

const action: fc.Arbitrary<FaultAction> = fc.constantFrom<FaultAction>(
	{ kind: 'status', status: 429, code: 1550, headers: { 'retry-after': '30' } },
	{ kind: 'status', status: 500 },
	{ kind: 'status', status: 403, code: 1500 },
	{ kind: 'reset' },
	{ kind: 'truncate', how: 'shortBody' },
	{ kind: 'truncate', how: 'shortStream' },
	{ kind: 'duplicateRecord' },
	{ kind: 'emptyPageWithNextLink' },
	{ kind: 'sameNextLink' },
	{ kind: 'foreignNextLink' },
	{ kind: 'expiredSkiptoken', status: 400 },
	{ kind: 'expiredSkiptoken', status: 410 },
	{ kind: 'wrongJson' },
);

const nth = fc.integer({ min: 1, max: 12 });
const death: fc.Arbitrary<Death> = fc.record({
	at: fc.constantFrom('request' as const, 'beforeCommit' as const, 'duringCommit' as const, 'afterCommit' as const),
	nth: fc.integer({ min: 1, max: 20 }),
});
const run: fc.Arbitrary<Step> = fc.record({
	kind: fc.constant('run' as const),
	mode: fc.constantFrom(
		'auto' as const,
		'auto' as const,
		'auto' as const,
		'update' as const,
		'purge' as const,
		'initial' as const,
	),
	purges: fc.boolean(),
	faults: fc.array(fc.record({ nth, action }), { maxLength: 2 }),
	meanwhile: fc.option(fc.record({ nth, edit }), { nil: undefined }),
	death: fc.option(death, { nil: undefined }),
});
const step: fc.Arbitrary<Step> = fc.oneof(run, fc.record({ kind: fc.constant('vendor' as const), edit }));

function happen({ spark }: Mls, change: Edit): void {
	switch (change.op) {
		case 'advance':
			spark.advance(change.minutes * 60_000);
			return;
		case 'edit':
		case 'insert':
		case 'remove':
			spark[change.op](change.resource, change.count);
			return;
		default:
			spark[change.op](change.count);
	}
}

async function take(mls: Mls, one: Step): Promise<void> {
	if (one.kind === 'vendor') {
		happen(mls, one.edit);
		return;
	}
	mls.spark.faults.clear();
	for (const { nth: at, action: what } of one.faults) mls.fault(what, { path: 'OData', nth: at });
	const { meanwhile } = one;
	if (meanwhile !== undefined) {
		mls.fault(
			{ kind: 'changeDuringWalk', change: () => happen(mls, meanwhile.edit) },
			{ path: 'OData', nth: meanwhile.nth },
		);
	}
	const options = { datasets, mode: one.mode, ...(one.purges ? { purgeEveryMs: 0 } : {}) };
	// Whatever a run ends with here, what counts is what it leaves behind.
	if (one.death === undefined) await mls.replicate(options).catch(expected);
	else await runAndDie(mls, options, one.death);
}

async function runAndDie(mls: Mls, options: RunOptions, { at, nth: when }: Death): Promise<void> {
	const replica = await openReplica({ file: mls.file, workerUrl });
	const cancel = new AbortController();
	let counted = 0;
	const die = async (): Promise<void> => {
		cancel.abort(new DOMException('killed', 'AbortError'));
		await killWriter(replica);
	};
	/** A call that writes, and may be the one that the run dies at. */
	const mortal =
		<Args extends readonly unknown[], Result>(write: (...args: Args) => Promise<Result>) =>
		async (...args: Args): Promise<Result> => {
			const isTurn = at !== 'request' && ++counted === when;
			if (isTurn && at === 'beforeCommit') await die();
			const writing = write(...args);
			if (isTurn && at === 'duringCommit') await die();
			const result = await writing;
			if (isTurn && at === 'afterCommit') await die();
			return result;
		};
	const writes: Partial<Replica> = {
		begin: mortal((...args: Parameters<Replica['begin']>) => replica.begin(...args)),
		apply: mortal((...args: Parameters<Replica['apply']>) => replica.apply(...args)),
		finishSweep: mortal((...args: Parameters<Replica['finishSweep']>) => replica.finishSweep(...args)),
		finish: mortal((...args: Parameters<Replica['finish']>) => replica.finish(...args)),
	};
	const network =
		(fetch: FetchLike): FetchLike =>
		async (url, init) => {
			if (at === 'request' && ++counted === when) await die();
			return fetch(url, init);
		};
	try {
		await mls.replicateInto(replica, {
			...options,
			between: (own) => standIn(own, writes),
			network,
			signal: cancel.signal,
		});
	} catch (error) {
		expected(error);
	} finally {
		await replica.close().catch(expected);
	}
}

/** Failures of ours and cancellations; a mistake of the test itself is neither. */
function expected(error: unknown): void {
	if (error instanceof Error && ['FreeholdError', 'AbortError'].includes(error.name)) return;
	throw error;
}

/** A run that died at its first step may have left no file, or nothing in it. */
function isThere(mls: Mls): boolean {
	try {
		return mls.read((reader) => reader.datasets().length > 0);
	} catch (error) {
		if (reasonOf(error) === 'notFound') return false;
		throw error;
	}
}

type Rows = ReadonlyMap<string, Readonly<Record<string, Json>>>;

/** The tables as they stood when a run had ended, or died. */
interface Snapshot {
	readonly run: number;
	readonly tables: ReadonlyMap<string, Rows>;
}

function snapshot(mls: Mls): Snapshot {
	return mls.read((reader) => {
		const known = reader.datasets().filter((name) => tables.includes(name));
		const run = reader.runs(1)[0]?.id ?? 0;
		return { run, tables: new Map(known.map((name) => [name, keyed(reader, name, reader.rows(name))])) };
	});
}

/** Rows by key, without empty columns: one that came later is absent from earlier rows. */
function keyed(reader: ReplicaReader, table: string, rows: Iterable<Readonly<Record<string, Json>>>): Rows {
	const { keyColumns = [] } = reader.states().find(({ dataset }) => dataset === table) ?? {};
	const list = [...rows].map((row) => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)));
	const map = new Map(list.map((row) => [keyColumns.map((name) => row[name] as string).join(' '), row]));
	expect(map.size, `distinct keys of ${table}`).toBe(list.length);
	return new Map([...map].sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** The history gives back every state that was seen, and the changes between two of them lead from one to the other. */
function expectHistoryToReplay(mls: Mls, seen: readonly Snapshot[]): void {
	mls.read((reader) => {
		for (const table of reader.datasets().filter((name) => tables.includes(name))) {
			expect([...reader.asOf(table, 0)]).toEqual([]);
			let before: Snapshot = { run: 0, tables: new Map() };
			for (const after of seen) {
				const wanted = after.tables.get(table) ?? new Map<string, never>();
				expect(keyed(reader, table, reader.asOf(table, after.run))).toEqual(wanted);
				const changes = reader.diff(table, { from: before.run, to: after.run });
				expect(changed(before.tables.get(table) ?? new Map<string, never>(), changes)).toEqual(wanted);
				before = after;
			}
		}
	});
}

/** Rows after some changes; each change must fit what it finds. */
function changed(before: Rows, changes: Iterable<RowChange>): Rows {
	const rows = new Map(before);
	const full = (row: Readonly<Record<string, Json>>): Record<string, Json> =>
		Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));
	for (const change of changes) {
		const { key } = change;
		const old = rows.get(key);
		if (change.kind === 'deleted') {
			expect(old).toEqual(full(change.row));
			rows.delete(key);
		} else if (change.kind === 'inserted') {
			expect(old).toBeUndefined();
			rows.set(key, full(change.row));
		} else {
			for (const { column, from } of change.cells) expect(old?.[column] ?? null).toEqual(from);
			rows.set(key, full({ ...old, ...Object.fromEntries(change.cells.map(({ column, to }) => [column, to])) }));
		}
	}
	return new Map([...rows].sort(([one], [other]) => (one < other ? -1 : 1)));
}

test(
	'whatever happens, a last run and purge make the replica equal, and its history tells how it came about',
	{ timeout: 3_600_000 },
	async () => {
		const seed = Number(process.env.FREEHOLD_SEED ?? 20_261_122);
		const path = process.env.FREEHOLD_PATH;
		await fc.assert(
			fc.asyncProperty(
				fc.integer({ min: 1, max: 1000 }),
				fc.array(step, { minLength: 3, maxLength: 9 }),
				async (world, steps) => {
					const mls = await Mls.open({ seed: world, scale: 0.03 });
					try {
						const seen: Snapshot[] = [];
						for (const one of steps) {
							await take(mls, one);
							if (one.kind === 'run' && isThere(mls)) seen.push(snapshot(mls));
						}
						await mls.settle({ datasets });
						mls.expectEqualToSandbox(datasets);
						expectHistoryToReplay(mls, [...seen, snapshot(mls)]);
					} finally {
						await mls.close();
					}
				},
			),
			{ numRuns: sequences, seed, endOnFailure: process.env.CI !== undefined, ...(path === undefined ? {} : { path }) },
		);
	},
);
