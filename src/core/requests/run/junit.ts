/** Outcomes as JUnit XML, as CI systems read it: a suite for each file, a case for each request, a failure for what is not met. */
import { FreeholdError } from '../../errors.ts';
import { RequestProblem, placeOf } from '../requestProblem.ts';
import type { BlockOutcome } from './runBlock.ts';
import { isMet } from './runBlock.ts';

export interface FileOutcome {
	/** As the user named it. */
	readonly file: string;
	readonly outcomes: readonly BlockOutcome[];
}

export function junitXml(files: readonly FileOutcome[]): string {
	const all = files.flatMap(({ outcomes }) => outcomes);
	const lines = [
		'<?xml version="1.0" encoding="UTF-8"?>',
		`<testsuites name="freehold http" ${counts(all)}>`,
		...files.flatMap((file) => suite(file)),
		'</testsuites>',
	];
	return `${lines.join('\n')}\n`;
}

function suite({ file, outcomes }: FileOutcome): readonly string[] {
	return [
		`  <testsuite name="${escaped(file)}" ${counts(outcomes)}>`,
		...outcomes.flatMap((outcome) => testCase(file, outcome)),
		'  </testsuite>',
	];
}

function testCase(file: string, outcome: BlockOutcome): readonly string[] {
	const { name, block, document } = outcome;
	const { line } = placeOf(document.text, block.request?.start ?? block.start);
	const head = `    <testcase classname="${escaped(file)}" name="${escaped(name)}" file="${escaped(file)}" line="${line}" time="${seconds([outcome])}"`;
	const inner = isMet(outcome) ? [] : failures(outcome);
	return inner.length === 0 ? [`${head}/>`] : [`${head}>`, ...inner.map((text) => `      ${text}`), '    </testcase>'];
}

function failures({ result }: BlockOutcome): readonly string[] {
	if (result.kind === 'failed') {
		const { error } = result;
		const [kind, message] = FreeholdError.is(error)
			? [error instanceof RequestProblem ? error.kind : error.reason, `${error.what}: ${error.why}. ${error.next}`]
			: ['internal', error instanceof Error ? error.message : String(error)];
		return [`<error type="${escaped(kind)}" message="${escaped(message)}"/>`];
	}
	return result.checks
		.filter((check) => !check.isMet)
		.map(({ expectation, actual }) => {
			const expected = expectation === undefined ? 'a status below 400' : `@expect ${expectation.text}`;
			return `<failure type="expectation" message="${escaped(`${expected}: ${actual}`)}"/>`;
		});
}

function counts(outcomes: readonly BlockOutcome[]): string {
	const errors = outcomes.filter(({ result }) => result.kind === 'failed').length;
	const failed = outcomes.filter((outcome) => !isMet(outcome)).length - errors;
	return `tests="${outcomes.length}" failures="${failed}" errors="${errors}" time="${seconds(outcomes)}"`;
}

function seconds(outcomes: readonly BlockOutcome[]): string {
	return (outcomes.reduce((sum, { startedAt, endedAt }) => sum + endedAt - startedAt, 0) / 1000).toFixed(3);
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** What XML cannot hold at all (XML 1.0 §2.2) becomes a question mark. */
function escaped(text: string): string {
	return (
		text
			.toWellFormed()
			// eslint-disable-next-line no-control-regex -- what XML does not allow
			.replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '?')
			.replaceAll(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign)
			.replaceAll(/[\t\n\r]/g, (sign) => `&#${sign.charCodeAt(0)};`)
	);
}
