/** Parsing, checking and completing, each in CPU µs a time: medians of rounds that take turns. */
import { check, checkAll } from '../../src/core/filter/check.ts';
import { reapitDialect as dialect } from '../../src/core/filter/dialect.ts';
import { completeFilter } from '../../src/core/filter/editing/completeFilter.ts';
import { readFilterFile } from '../../src/core/filter/editing/filterDocument.ts';
import type { FieldFacts, FieldIndex } from '../../src/core/filter/fieldIndex.ts';
import { parseFilterFile } from '../../src/core/filter/filterFile.ts';
import { parse } from '../../src/core/filter/parse.ts';
import type { Filter } from '../../src/core/filter/syntax.ts';
import { expressions, fileOf } from './expressions.ts';
import { referenceParser } from './grammar.ts';

export type Timed = 'peggy' | 'parse' | 'parseAndCheck' | 'peggyAndCheck';

const rounds = 9;

/** µs for one expression. */
export function expressionTimes(): Readonly<Record<Timed, number>> {
	const reference = referenceParser();
	const times = 100_000;
	const work: Readonly<Record<Timed, (text: string) => unknown>> = {
		peggy: (text) => reference.parse(text) as unknown,
		parse: (text) => parse(text, dialect),
		parseAndCheck: (text) => check(parse(text, dialect), { dialect }),
		peggyAndCheck: (text) => check({ text, filter: reference.parse(text) as Filter }, { dialect }),
	};
	for (const text of expressions) assertSameTree(reference.parse(text), parse(text, dialect).filter);
	const measured: Record<Timed, number[]> = { peggy: [], parse: [], parseAndCheck: [], peggyAndCheck: [] };
	// Peggy's trees come last: objects made elsewhere would slow the checks down for ours.
	for (const turns of [['peggy', 'parse', 'parseAndCheck'], ['peggyAndCheck']] as const) {
		for (let round = 0; round < rounds; round += 1) {
			for (const name of turns) {
				measured[name].push(
					cpuUs(() => {
						for (let n = 0; n < times; n += 1) work[name](expressions[n % expressions.length] ?? '');
					}) / times,
				);
			}
		}
	}
	return {
		peggy: median(measured.peggy),
		parse: median(measured.parse),
		parseAndCheck: median(measured.parseAndCheck),
		peggyAndCheck: median(measured.peggyAndCheck),
	};
}

/** ms for a whole text, as the editor checks it. */
export function textTimes(): readonly { readonly name: string; readonly ms: number; readonly most: number }[] {
	const long = (unit: (n: number) => string): string => {
		let text = '';
		for (let n = 0; text.length < 100_000; n += 1) text += unit(n);
		return text;
	};
	const texts = [
		{ name: 'file of 200 lines', text: fileOf(200), most: 2 },
		{ name: '100 KB, a file', text: long((n) => `${expressions[n % expressions.length] ?? ''}\n`), most: 50 },
		{ name: '100 KB, one list', text: `metadata.city $in ${long((n) => `'town ${n}',`)}'x'`, most: 50 },
		{ name: '100 KB, one text', text: `metadata.city $eq '${long(() => 'x')}'`, most: 50 },
		{ name: '100 KB of digits', text: `metadata.score $eq ${long(() => '7')}x`, most: 50 },
	];
	return texts.map(({ name, text, most }) => ({ name, most, ms: medianMs(() => checkFile(text)) }));
}

function checkFile(text: string): void {
	for (const { expressions: set } of parseFilterFile(text, dialect))
		checkAll(
			set.map(({ parsed }) => parsed),
			{ dialect },
		);
}

/** ms for one completion with 5,000 fields, the file read anew each time as after a key. */
export function completionTimes(): readonly { readonly name: string; readonly ms: number }[] {
	const index = manyFields(5_000);
	const knowledge = { fieldsOf: () => index, now: Date.parse('2026-11-01T00:00:00Z') };
	const cursors = [
		{ name: 'a field', text: 'metadata.gro|' },
		{ name: 'an operator', text: 'metadata.group7.field707 |' },
		{ name: 'a value', text: 'metadata.group7.field707 $in |' },
	];
	return cursors.map(({ name, text }) => {
		const written = `${fileOf(199)}\n${text}`;
		const offset = written.indexOf('|');
		const whole = written.replace('|', '');
		const complete = (): number => completeFilter(readFilterFile(whole, dialect), offset, knowledge)?.items.length ?? 0;
		if (complete() === 0) throw new Error(`nothing is offered for ${name}`);
		return { name, ms: medianMs(complete) };
	});
}

function manyFields(count: number): FieldIndex {
	const topValues = Array.from({ length: 200 }, (_, n) => ({ value: `value ${n}`, count: 200 - n }));
	const fields = Array.from({ length: count }, (_, n): readonly [string, FieldFacts] => {
		const path = `group${n % 100}.field${n}`;
		return [path, { path, seen: count - n, types: { string: count - n }, itemTypes: {}, topValues }];
	});
	return { documents: count, fields: new Map(fields) };
}

function medianMs(work: () => unknown): number {
	const times = Array.from({ length: 30 }, () => {
		const start = performance.now();
		work();
		return performance.now() - start;
	});
	return median(times.slice(rounds));
}

function cpuUs(work: () => void): number {
	const before = process.cpuUsage();
	work();
	const { user, system } = process.cpuUsage(before);
	return user + system;
}

export function median(values: readonly number[]): number {
	const sorted = values.toSorted((a, b) => a - b);
	return sorted[sorted.length >> 1] ?? Number.NaN;
}

function assertSameTree(reference: unknown, ours: unknown): void {
	if (JSON.stringify(reference) !== JSON.stringify(ours))
		throw new Error(`the grammar reads another language: ${JSON.stringify(reference)}`);
}
