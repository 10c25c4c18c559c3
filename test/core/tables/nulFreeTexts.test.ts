/** Text is found wherever it is, whatever earlier filters have found out about a column: before, while and after it changes. */
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { rowCondition } from '../../../src/core/tables/arrangement.ts';
import { DatasetTable } from '../../../src/core/tables/datasetTable.ts';
import { Guard } from '../../../src/core/tables/guard.ts';
import { NulFreeTexts } from '../../../src/core/tables/nulFreeTexts.ts';
import { scanRows } from '../../../src/core/tables/rowScan.ts';
import { singleNumber } from '../../../src/core/replica/sql.ts';
import { Feed, dataset } from '../replica/replicaFixture.ts';
import { contains } from './filterModel.ts';
import { TableRig, fileOf } from './tableRig.ts';

const listings = dataset('Listing', {
	key: ['Id'],
	columns: ['Id', 'Text'].map((name) => ({ name, type: 'text' })),
});

/** Letters that fold to others beyond ASCII (ſ to s, the sign for kelvin to k), patterns' own signs, NUL. */
const letters = Array.from('aAkKsSiI1 %_!šŠſ\u212aİ');
const text = fc.string({ unit: fc.constantFrom(...letters), maxLength: 6 });
const anyText = fc.string({ unit: fc.constantFrom(...letters, '\0', '\0'), maxLength: 6 });
/** Columns with a NUL, and columns that have none for a while. */
const texts = fc.oneof(fc.array(text, { minLength: 1, maxLength: 12 }), fc.array(anyText, { maxLength: 12 }));
const needle = anyText.filter((one) => one.trim() !== '');

type Row = Readonly<Record<'Id' | 'Text', string>>;

const rowsOf = (given: readonly string[]): Row[] => given.map((one, nth) => ({ Id: String(nth), Text: one }));

async function checkTyped(rig: TableRig, rows: readonly Row[], typed: string): Promise<void> {
	for (let length = 1; length <= typed.length; length++) {
		const wanted = contains(typed.slice(0, length));
		if (wanted.text.trim() === '') continue;
		await rig.ask('arrange', { orders: [], filters: [{ column: 1, text: wanted.text }] });
		const expected = rows.flatMap(({ Id, Text }) => (wanted.matches(Text) ? [Id] : []));
		expect({ wanted: wanted.text, found: await rig.column(0) }).toEqual({ wanted: wanted.text, found: expected });
	}
}

test('whatever was typed before, and whatever runs write in between', async () => {
	const phases = fc.array(fc.tuple(texts, fc.array(needle, { minLength: 1, maxLength: 4 })), {
		minLength: 1,
		maxLength: 4,
	});
	await fc.assert(
		fc.asyncProperty(phases, async (given) => {
			const feed = new Feed();
			feed.run(listings, [{ Id: 'first', Text: 'k' }], 'initial');
			const rig = new TableRig({ kind: 'dataset', file: feed.file, dataset: 'Listing' });
			await rig.settled();
			const rows = new Map([['first', 'k']]);
			for (const [some, typed] of given) {
				feed.run(listings, rowsOf(some));
				for (const { Id, Text } of rowsOf(some)) rows.set(Id, Text);
				const all = [...rows].map(([Id, Text]) => ({ Id, Text }));
				for (const one of typed) await checkTyped(rig, all, one);
			}
		}),
		{ numRuns: 40 },
	);
});

test('what is looked for is found whole where it has a NUL itself', async () => {
	const feed = new Feed();
	const rows = rowsOf(['x  a', 'x  a\0b', 'x  A\0B', '  ab']);
	feed.run(listings, rows, 'initial');
	const rig = new TableRig({ kind: 'dataset', file: feed.file, dataset: 'Listing' });
	await rig.settled();
	await checkTyped(rig, rows, '  a\0b');
});

const MANY = 7000;
const many = rowsOf(Array.from({ length: MANY }, (_, nth) => `${nth} Oak`));

/** A filter as it goes through a table slice by slice. */
class Scan {
	readonly feed = new Feed();
	readonly table: DatasetTable;
	readonly texts: NulFreeTexts;
	/** Called when the version of the table has just been asked for. */
	onVersion: () => void = () => undefined;

	constructor() {
		this.feed.run(listings, many, 'initial');
		this.table = new DatasetTable(this.feed.file, 'Listing');
		onTestFinished(() => this.table[Symbol.dispose]());
		this.texts = new NulFreeTexts(() => {
			const version = singleNumber(this.table.db, 'PRAGMA data_version');
			this.onVersion();
			return String(version);
		});
	}

	/** @param onSlice  called behind each slice with its number */
	async find(wanted: string, onSlice: (nth: number) => void = () => undefined): Promise<readonly number[]> {
		const condition = rowCondition(this.table, { orders: [], filters: [{ column: 1, text: wanted }] });
		const { signal } = new AbortController();
		const found: number[] = [];
		let nth = 0;
		for await (const ids of scanRows(this.table, condition, this.texts, new Guard('stopped'), signal)) {
			found.push(...ids);
			onSlice(nth++);
		}
		return found;
	}
}

test('a run that writes a NUL where a filter comes to later', async () => {
	const scan = new Scan();
	expect(await scan.find('oak')).toHaveLength(MANY);
	const hidden = { Id: String(MANY - 1), Text: 'a\0 elm' };
	const found = await scan.find('elm', (nth) => {
		if (nth === 0) scan.feed.run(listings, [hidden]);
	});
	expect(found).toEqual([MANY]);
	expect(await scan.find('elm')).toEqual([MANY]);
	// Without it again, and with one behind all that was looked at.
	scan.feed.run(listings, [{ ...hidden, Text: 'elm' }]);
	expect(await scan.find('elm')).toEqual([MANY]);
	scan.feed.run(listings, [{ Id: 'new', Text: '\0Elm' }]);
	expect(await scan.find('elm')).toEqual([MANY, MANY + 1]);
});

test.each([
	['before anything is known', false],
	['where it was known that there is none', true],
])('a run that writes a NUL between the question for the version and the reading, %s', async (_, isKnown) => {
	const scan = new Scan();
	if (isKnown) expect(await scan.find('oak')).toHaveLength(MANY);
	scan.onVersion = () => {
		scan.onVersion = () => undefined;
		scan.feed.run(listings, [{ Id: '0', Text: 'a\0 elm' }]);
	};
	expect(await scan.find('elm')).toEqual([1]);
	expect(await scan.find('elm')).toEqual([1]);
});

test('a filter that was given up has found out about the rows that it came to, and nothing of the others', async () => {
	const scan = new Scan();
	scan.feed.run(listings, [{ Id: String(MANY - 1), Text: 'a\0 elm' }]);
	const givenUp = scan.find('oak', () => {
		throw new Error('given up');
	});
	await expect(givenUp).rejects.toThrow('given up');
	expect(await scan.find('elm')).toEqual([MANY]);
	expect(await scan.find('elm')).toEqual([MANY]);
});

test('rows that are read on after a filter may have a NUL', async () => {
	const lines = Array.from({ length: 60_000 }, (_, nth) => JSON.stringify({ text: `oak ${nth}` }));
	const rig = new TableRig({
		kind: 'file',
		file: fileOf('a.ndjson', [...lines, JSON.stringify({ text: 'a\0 Elm' })].join('\n')),
	});
	while ((rig.states.at(-1)?.count ?? 0) === 0) await new Promise((resolve) => setTimeout(resolve, 1));
	await rig.ask('arrange', { orders: [], filters: [{ column: 0, text: 'oak' }] });
	await rig.ask('arrange', { orders: [], filters: [{ column: 0, text: 'elm' }] });
	await rig.settled();
	expect(await rig.column(0)).toEqual(['a\0 Elm']);
});

test('a span is known as far as it was looked at without a gap, and only in its version', () => {
	let version = '1';
	const known = new NulFreeTexts(() => version);
	expect([known.version, known.isFree('t', [1, 5])]).toEqual(['1', undefined]);
	known.add('t', [1, 5]);
	known.add('t', [5, 9]);
	expect([known.isFree('t', [1, 9]), known.isFree('t', [4, 10]), known.isFree('u', [1, 9])]).toEqual([
		true,
		undefined,
		undefined,
	]);
	known.add('t', [20, 30]);
	expect([known.isFree('t', [1, 9]), known.isFree('t', [20, 30])]).toEqual([undefined, true]);
	known.addNul('u');
	expect([known.version, known.isFree('u', [1, 2])]).toEqual(['1', false]);
	version = '2';
	expect([known.version, known.isFree('t', [20, 30]), known.isFree('u', [1, 2])]).toEqual(['2', undefined, undefined]);
});
