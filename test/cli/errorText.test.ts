/** Failures say what failed, why, and what to do next. */
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { errorText } from '../../src/core/wording/errorText.ts';
import { nodeVersionProblem } from '../../src/cli/nodeVersion.ts';
import { Output } from '../../src/cli/terminal.ts';
import type { Sink } from '../../src/cli/terminal.ts';
import { FreeholdError } from '../../src/core/errors.ts';

function output(verbose: boolean, env: Record<string, string> = {}, isTTY = false): Output {
	const sink: Sink = { write: () => true, once: () => undefined, isTTY };
	const signal = new AbortController().signal;
	const terminal = { out: sink, err: sink, input: Readable.from([]), env, cwd: '/', signal };
	return new Output(terminal, { json: false, quiet: false, verbose, color: true });
}

const failure = new FreeholdError('credentials', {
	what: 'Property page 3 of mls could not be read',
	why: 'Spark refused the key\u001b[2J',
	next: 'Check FREEHOLD_MLS_TOKEN',
	status: 401,
	vendorCode: 1000,
	requestId: 'r1',
	cause: new Error('inner'),
});

test('what, why, next, and the facts to quote', () => {
	expect(errorText(failure, output(false)).split('\n')).toEqual([
		'✗ Property page 3 of mls could not be read',
		'  Spark refused the key[2J',
		'  → Check FREEHOLD_MLS_TOKEN',
		'  (HTTP 401, code 1000, request r1)',
	]);
});

test('causes only for those who ask', () => {
	expect(errorText(failure, output(false))).not.toContain('inner');
	expect(errorText(failure, output(true))).toContain('inner');
});

test('a bug of ours is reportable', () => {
	expect(errorText(new TypeError('x is not a function'), output(false))).toContain('--verbose');
});

test('colours only on a terminal, and never with NO_COLOR', () => {
	expect(errorText(failure, output(false, {}, true))).toContain('\u001b[31m');
	expect(errorText(failure, output(false, { NO_COLOR: '1' }, true))).not.toContain('\u001b');
	expect(errorText(failure, output(false, { NO_COLOR: '' }, true))).toContain('\u001b[31m');
});

test.each([
	['v22.13.0', true],
	['22.12.0', false],
	['v20.19.5', false],
	['v24.1.0', true],
])('Node %s is new enough: %s', (version, isEnough) => {
	expect(nodeVersionProblem(version) === undefined).toBe(isEnough);
	if (!isEnough) expect(nodeVersionProblem(version)).toContain('needs Node 22.13 or newer');
});
