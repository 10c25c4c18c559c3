/** Secrets in freehold.yaml: found with their place, taken out without a trace, never repeated in a message. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyChanges } from '../../../../src/core/project/language/connectionNames.ts';
import { secretsToMove } from '../../../../src/core/project/language/secretsToMove.ts';
import { parseProject } from '../../../../src/core/project/parseProject.ts';

const CANARY = 'canary0secret1value2that3nobody4may5see';

function cleaned(text: string): string {
	return applyChanges(
		text,
		secretsToMove(text).map(({ removal }) => removal),
	);
}

test.each([
	[
		'a line',
		`  mls:\n    source: spark\n    token: ${CANARY}\n    keyType: idx\n`,
		'  mls:\n    source: spark\n    keyType: idx\n',
	],
	['the last line', `  mls:\n    source: spark\n    token: ${CANARY}`, '  mls:\n    source: spark\n'],
	[
		'a line with a comment',
		`  mls:\n    token: "${CANARY}" # do not tell\n    source: spark\n`,
		'  mls:\n    source: spark\n',
	],
	['several lines', `  mls:\n    token: >-\n      ${CANARY}\n    source: spark\n`, '  mls:\n    source: spark\n'],
	['the first in braces', `  mls: { token: ${CANARY}, source: spark }\n`, '  mls: { source: spark }\n'],
	['the last in braces', `  mls: { source: spark, token: ${CANARY} }\n`, '  mls: { source: spark }\n'],
	[
		'the middle in braces',
		`  mls: { source: spark, token: ${CANARY}, keyType: idx }\n`,
		'  mls: { source: spark, keyType: idx }\n',
	],
	[
		'with line ends of Windows',
		`  mls:\r\n    token: ${CANARY}\r\n    source: spark\r\n`,
		'  mls:\r\n    source: spark\r\n',
	],
])('a secret goes with all that belongs to it: %s', (_, text, left) => {
	const head = 'version: 1\nconnections:\n';
	expect(secretsToMove(head + text)).toMatchObject([{ connection: 'mls', field: 'token', value: CANARY }]);
	expect(cleaned(head + text)).toBe(head + left);
	expect(parseProject(cleaned(head + text), '/w').problems).toEqual([]);
});

test.each([
	['client_secret', 'clientSecret'],
	['client-id', 'clientId'],
	['PASSWORD', 'password'],
	['apiKey', 'apiKey'],
])('%s is known as %s', (key, field) => {
	expect(secretsToMove(`connections:\n  a: { ${key}: hunter2 }`)).toMatchObject([{ field, value: 'hunter2' }]);
});

test('any number of secrets, in braces or in a block, go without leaving a trace', () => {
	const pairs = fc.uniqueArray(
		fc.constantFrom(
			'source: spark',
			'keyType: idx',
			'auth: apiSig',
			'token: a1',
			'apiKey: b2',
			'apiSecret: c3',
			'password: d4',
		),
		{ minLength: 1 },
	);
	fc.assert(
		fc.property(pairs, fc.boolean(), (all, isFlow) => {
			const file = (some: readonly string[]): string =>
				isFlow
					? `connections:\n  mls: { ${some.join(', ')} }\n`
					: `connections:\n  mls:\n${some.map((one) => `    ${one}\n`).join('')}`;
			const kept = all.filter((one) => /^(source|keyType|auth):/.test(one));
			fc.pre(kept.length > 0);
			expect(cleaned(file(all))).toBe(file(kept));
			const ranges = secretsToMove(file(all)).map(({ removal }) => removal.range);
			for (const [nth, [from]] of ranges.entries()) expect(from).toBeGreaterThanOrEqual(ranges[nth - 1]?.[1] ?? 0);
		}),
	);
});

test('a value that looks like a secret is found under any key, an address is left to its owner', () => {
	expect(secretsToMove(`connections:\n  a: { keyType: ${CANARY} }`)).toMatchObject([
		{ field: undefined, value: CANARY },
	]);
	expect(secretsToMove(`connections:\n  a: { baseUrl: "https://me:${CANARY}@host" }`)).toEqual([]);
	expect(secretsToMove('connections:\n  a: { source: spark }\njobs:\n  token: { replicate: a }')).toEqual([]);
});

test('a number keeps its digits', () => {
	expect(secretsToMove('connections:\n  a: { password: 0123 }')[0]?.value).toBe('0123');
});

test('no message repeats a secret, wherever it stands', () => {
	const places = [
		`token: ${CANARY}`,
		`${CANARY}: 1`,
		`connections:\n  mls: { source: ${CANARY} }`,
		`connections:\n  mls: { source: spark, token: ${CANARY}, keyType: ${CANARY}, baseUrl: "https://a:${CANARY}@b.example" }`,
		`connections:\n  mls: { source: spark, ${CANARY}: 1 }`,
		`connections:\n  mls: { source: spark, select: { Property: [${CANARY}] } }`,
		`jobs:\n  a: { replicate: ${CANARY} }`,
		`jobs:\n  a: { replicate: [mls/Property, ${CANARY}], every: ${CANARY} }`,
		`jobs:\n  a: { backup: ${CANARY} }`,
	];
	fc.assert(
		fc.property(fc.subarray(places, { minLength: 1 }), (parts) => {
			const text = ['version: 1', ...parts].join('\n');
			const told = parseProject(text, '/w').problems.map(({ message, fix }) => `${message} ${fix?.title} ${fix?.text}`);
			expect(told.length).toBeGreaterThan(0);
			expect(told.join('\n')).not.toContain(CANARY);
		}),
	);
});

test('any text: secrets are looked for without failure, and what is left reads as before', () => {
	fc.assert(
		fc.property(fc.string({ unit: 'binary' }), (text) => {
			if (secretsToMove(text).length === 0) expect(cleaned(text)).toBe(text);
		}),
		{ numRuns: 60 },
	);
});
