/** `evaluate.ts CANDIDATE RECORDS`: one candidate in a process of its own; sends CPU ms for each round and how many records matched. */
import { guard } from '@ucast/mongo2js';
import sift from 'sift';
import { reapitDialect } from '../../src/core/filter/dialect.ts';
import { compile } from '../../src/core/filter/evaluate.ts';
import { parse } from '../../src/core/filter/parse.ts';
import { filterTexts, records, wantedOffices } from './records.ts';
import type { BenchRecord } from './records.ts';

export type Candidate =
	'closures' | 'sift, exact $in' | 'sift, one expression' | 'ucast, exact $in' | 'ucast, one expression';

export interface Evaluated {
	readonly cpuMs: readonly number[];
	readonly matching: number;
}

const rounds = 9;
const [candidate, count] = process.argv.slice(2);
const data = [...records(Number(count))];
const test = testOf(candidate as Candidate);
const cpuMs: number[] = [];
let matching = 0;
for (let round = 0; round < rounds; round += 1) {
	const before = process.cpuUsage();
	matching = 0;
	for (const record of data) if (test(record)) matching += 1;
	const { user, system } = process.cpuUsage(before);
	cpuMs.push((user + system) / 1_000);
}
process.send?.({ cpuMs, matching } satisfies Evaluated);

function testOf(name: Candidate): (record: BenchRecord) => boolean {
	switch (name) {
		case 'closures': {
			const filters = filterTexts(wantedOffices).map((text) => parse(text, reapitDialect).filter);
			const predicate = compile(filters, reapitDialect);
			if (predicate === undefined) throw new Error('the filter of the benchmark is not complete');
			return ({ metadata }) => predicate(metadata) === true;
		}
		case 'sift, exact $in':
			return sift.default(mongo({ $in: [...wantedOffices] }));
		case 'sift, one expression':
			return sift.default(mongo(anyCase(wantedOffices)));
		case 'ucast, exact $in':
			return guard(mongo({ $in: [...wantedOffices] }));
		case 'ucast, one expression':
			return guard(mongo(anyCase(wantedOffices)));
	}
}

/** The cheapest condition first, as the closures sort theirs by themselves. */
function mongo(offices: RegExp | { readonly $in: string[] }): Record<string, unknown> {
	return {
		'metadata.city': anyCase(['london']),
		'metadata.officeId': offices,
		'metadata.related.campaign.budget': { $gte: 5_000 },
	};
}

function anyCase(words: readonly string[]): RegExp {
	return new RegExp(`^(?:${words.join('|')})$`, 'i');
}
