/** A million records as Reapit holds them: about 300 bytes of metadata in two shapes, and the same filter in three languages. */

/** Half of the records, 4 % and 2 % of them: together about 400 in a million. */
export const filterTexts = (list: readonly string[]): readonly string[] => [
	'metadata.related.campaign.budget $gte 5000',
	`metadata.officeId $in ${list.map((office) => `'${office}'`).join(',')}`,
	"metadata.city $eq 'london'",
];

const offices = Array.from({ length: 500 }, (_, n) => `OFF${n}`);
const cities = ['London', 'LONDON', ...Array.from({ length: 98 }, (_, n) => `Town ${n}`)];
export const wantedOffices: readonly string[] = offices.slice(0, 20);

export interface BenchRecord {
	readonly id: string;
	readonly metadata: Readonly<Record<string, unknown>>;
}

export function* records(count: number): Generator<BenchRecord> {
	const random = randomNumbers(1);
	const pick = (list: readonly string[]): string => list[Math.floor(random() * list.length)] ?? '';
	for (let n = 0; n < count; n += 1) {
		const related = {
			campaign: { name: `campaign ${n % 7}`, budget: Math.floor(random() * 10_000) },
			searchEntityIds: ['MKT22001379', 'MKT22001380'],
		};
		const own = { city: pick(cities), officeId: pick(offices), score: n % 100, chaseDate: `2026-03-${10 + (n % 20)}` };
		const note = { tags: ['ONE', 'TWO'], note: 'called, will call again '.repeat(4) };
		// As parsed from a page: the shapes are those of JSON.parse.
		const metadata = n % 2 === 0 ? { ...own, ...note, related } : { related, ...own, ...note };
		yield { id: String(n), metadata: JSON.parse(JSON.stringify(metadata)) as BenchRecord['metadata'] };
	}
}

/** Between 0 and 1, the same each time. */
function randomNumbers(seed: number): () => number {
	let state = seed;
	return () => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return state / 2 ** 32;
	};
}
