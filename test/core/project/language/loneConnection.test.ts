/** One connection on its own, whatever is wrong in the rest of the file. */
import { expect, test } from 'vitest';
import { loneConnection } from '../../../../src/core/project/language/loneConnection.ts';

test('mistakes elsewhere do not matter', () => {
	const text =
		'connections:\n  mls: { source: spark, dictionary: "2.0", baseUrl: "https://mls.example" }\n  b: { sourc: x }\n';
	expect(loneConnection(text, 'mls')).toMatchObject({
		...{ source: 'spark', connection: 'mls', dictionary: '2.0', baseUrl: 'https://mls.example' },
	});
});

test.each([
	['its own mistakes', 'connections:\n  mls: { source: spark, baseUrl: "http://mls.example" }'],
	['no settings', 'connections:\n  mls: 1'],
	['no such connection', 'connections:\n  b: { source: spark }'],
	['text that is no YAML', 'connections:\n  mls: { source: spark, a: *nowhere }\n'],
])('it is refused for %s', (_, text) => {
	expect(() => loneConnection(text, 'mls')).toThrow(/could not be read/);
});
