/** Sends one text through everything that reads filters, and tells what does not hold. */
import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { checkAll } from '../../../../src/core/filter/check.ts';
import { reapitDialect as dialect } from '../../../../src/core/filter/dialect.ts';
import { compile } from '../../../../src/core/filter/evaluate.ts';
import { explain } from '../../../../src/core/filter/explain.ts';
import { formatFilterFile, parseFilterFile } from '../../../../src/core/filter/filterFile.ts';
import { applyFix } from '../../../../src/core/filter/findings.ts';
import { FieldLearner } from '../../../../src/core/filter/learnFields.ts';
import { parse } from '../../../../src/core/filter/parse.ts';
import { print, wire, wireQuery } from '../../../../src/core/filter/print.ts';
import { scan } from '../../../../src/core/filter/scan.ts';
import type { Parsed } from '../../../../src/core/filter/syntax.ts';
import { toSql } from '../../../../src/core/filter/toSql.ts';
import type { Verdict } from '../../../../src/core/filter/verdict.ts';
import { registerFilterFunctions } from '../../../../src/core/replica/filterFunctions.ts';

const records: readonly unknown[] = [
	undefined,
	{},
	{ city: 'London', score: 5, active: true, tags: ['ONE', 'é'], when: '2020-11-05', chased: '2020-11-05T13:15:30Z' },
	{ City: 'É', related: { campaign: { budget: 100.5 } }, name: "O'Brien", a1: null, items: [{ name: 'x' }] },
];
const learner = new FieldLearner();
for (const record of records) learner.add(record);
const index = learner.index();

/** Reads a text, as one filter and as a file of them. */
export function parseAll(text: string): void {
	parse(text, dialect);
	parseFilterFile(text, dialect);
}

/** Everything that works on the text alone. */
export function read(text: string): void {
	const parsed = parse(text, dialect);
	const tokens = scan(text, dialect).map(({ start, end }) => text.slice(start, end));
	assert.equal(tokens.join(''), text, 'a character belongs to no token, or to two');
	for (const each of [
		[parsed],
		...parseFilterFile(text, dialect).map(({ expressions }) => expressions.map((one) => one.parsed)),
	]) {
		for (const findings of checkAll(each, { dialect, index })) {
			for (const { start, end } of findings)
				assert.ok(start >= 0 && start <= end && end <= text.length, 'out of the text');
		}
		explain(
			each.map(({ filter }) => filter),
			dialect,
		);
		wireQuery('metadata', wire(each, dialect));
	}
	const formatted = formatFilterFile(text, dialect);
	assert.equal(formatFilterFile(formatted, dialect), formatted, 'formatting twice changes more');
	compile([parsed.filter], dialect);
	toSql([parsed], { column: 'doc', namesMayDiffer: true }, dialect);
}

export class Exercise implements Disposable {
	readonly #db = new DatabaseSync(':memory:');

	constructor() {
		registerFilterFunctions(this.#db, dialect);
	}

	/** @throws where something throws or does not hold */
	run(text: string): void {
		read(text);
		const parsed = parse(text, dialect);
		this.#printed(parsed);
		this.#fixed(parsed);
		this.#answers(parsed);
	}

	[Symbol.dispose](): void {
		this.#db.close();
	}

	#printed(parsed: Parsed): void {
		const printed = print(parsed, dialect);
		assert.equal(print(parse(printed, dialect), dialect), printed, 'printing twice changes more');
	}

	#fixed(parsed: Parsed): void {
		for (const { fixes } of checkAll([parsed], { dialect, index }).flat())
			for (const fix of fixes) parse(applyFix(parsed.text, fix), dialect);
	}

	/** SQL and closures say the same of each record. */
	#answers(parsed: Parsed): void {
		const predicate = compile([parsed.filter], dialect);
		const pushed = toSql([parsed], { column: 'doc', namesMayDiffer: true }, dialect);
		assert.equal(predicate === undefined, pushed === undefined, 'one can be evaluated, the other cannot');
		if (predicate === undefined || pushed === undefined) return;
		const select = this.#db.prepare(`SELECT ${pushed.sql} AS verdict FROM (SELECT ? AS doc)`);
		for (const record of records) {
			const verdict: Verdict = predicate(record);
			const expected: number | null = typeof verdict === 'boolean' ? Number(verdict) : null;
			const json = record === undefined ? null : JSON.stringify(record);
			assert.equal(select.get(...pushed.params, json)?.verdict, expected, `SQL differs on ${json}`);
		}
	}
}
