/** `makeTable.ts FILE ROWS`: a replica with one dataset of 60 columns, as listings are: keys, names, prices, dates, flags, remarks, media. */
import { Store } from '../../src/core/replica/store.ts';
import type { Column, Dataset, RowPlan } from '../../src/core/sources/source.ts';

export const DATASET = 'Listing';
const PAGE_ROWS = 1000;

const cities = Array.from({ length: 400 }, (_, nth) => `${['New', 'Old', 'North', 'Upper'][nth % 4]} Town ${nth}`);
const words = 'light quiet garden balcony view cellar lift new roof central heating oak floor sunny corner'.split(' ');
const statuses = ['Active', 'Pending', 'Closed', 'Withdrawn', 'Expired'];

/** Ten of each kind and the key; `Street` is what is looked for, `Price` and `Modified` are what is put in order. */
export const columns: readonly Column[] = [
	{ name: 'ListingKey', type: 'text' },
	{ name: 'Street', type: 'text' },
	{ name: 'City', type: 'text' },
	{ name: 'Status', type: 'text' },
	{ name: 'Price', type: 'decimal' },
	{ name: 'Modified', type: 'instant' },
	{ name: 'Remarks', type: 'text' },
	{ name: 'Media', type: 'json' },
	...Array.from({ length: 12 }, (_, nth): Column => ({ name: `Text${nth}`, type: 'text' })),
	...Array.from({ length: 12 }, (_, nth): Column => ({ name: `Count${nth}`, type: 'integer' })),
	...Array.from({ length: 10 }, (_, nth): Column => ({ name: `Area${nth}`, type: 'decimal' })),
	...Array.from({ length: 8 }, (_, nth): Column => ({ name: `Is${nth}`, type: 'boolean' })),
	...Array.from({ length: 10 }, (_, nth): Column => ({ name: `Date${nth}`, type: 'date' })),
];

const dataset: Dataset = {
	...{ id: DATASET, title: DATASET, group: 'Listings', key: ['ListingKey'], canSweep: true, notes: [] },
	...{ columns, fullReadFindsDeletions: false, relations: [] },
};
const plan: RowPlan = { dataset: DATASET, key: ['ListingKey'], rowsAt: ['value'], columns, relations: [] };
const traffic = { requests: 0, charged: 0, retries: 0, throttles: 0, bytes: 0, waitedMs: 0 };

export function makeTable(file: string, rows: number, onProgress: (made: number) => void): void {
	const store = new Store({ file });
	const random = randomNumbers(7);
	const run = store.begin(dataset, 'initial', [], false, 0);
	for (let made = 0; made < rows; made += PAGE_ROWS) {
		const value = Array.from({ length: Math.min(PAGE_ROWS, rows - made) }, (_, nth) => rowOf(made + nth, random));
		const page = store.decode(new TextEncoder().encode(JSON.stringify({ value })), plan);
		store.apply({ run, page, checkpoint: null, traffic });
		onProgress(made + value.length);
	}
	store.finish({ run, outcome: 'done', traffic, clearResume: true, watermark: 1 }, 0);
	store.close();
}

function rowOf(nth: number, random: () => number): Readonly<Record<string, unknown>> {
	const below = (limit: number): number => Math.floor(random() * limit);
	const pick = (list: readonly string[]): string => list[below(list.length)] ?? '';
	const remark = Array.from({ length: 14 }, () => pick(words)).join(' ');
	const row: Record<string, unknown> = {
		ListingKey: String(20_260_000_000_000 + nth),
		Street: `${below(9999)} ${pick(words)} ${['Street', 'Avenue', 'Lane', 'Road'][below(4)]} ${below(100)}`,
		...{ City: pick(cities), Status: pick(statuses), Price: below(200_000_000) / 100 },
		Modified: new Date(1_700_000_000_000 + below(80_000_000_000)).toISOString(),
		Remarks: remark,
		Media: [{ MediaKey: `m${nth}`, MediaURL: `https://photos.example/${nth}.jpg`, Order: 1 }],
	};
	for (const { name, type } of columns.slice(8)) {
		if (random() < 0.2) continue;
		if (type === 'text') row[name] = `${pick(words)} ${below(5000)}`;
		else if (type === 'integer') row[name] = below(1000);
		else if (type === 'decimal') row[name] = below(100_000) / 10;
		else if (type === 'boolean') row[name] = random() < 0.5;
		else row[name] = new Date(1_600_000_000_000 + below(200_000_000_000)).toISOString().slice(0, 10);
	}
	return row;
}

/** Between 0 and 1, the same each time. */
function randomNumbers(seed: number): () => number {
	let state = seed;
	return () => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return state / 2 ** 32;
	};
}
