/** What targets of jobs and commands mean. */
import { expect, test } from 'vitest';
import { findConnection, groupTargets, parseTarget } from '../../../src/core/project/targets.ts';
import { parseProject } from '../../../src/core/project/parseProject.ts';

test.each([
	['mls', { connection: 'mls', dataset: undefined }],
	['mls/*', { connection: 'mls', dataset: undefined }],
	['mls/', { connection: 'mls', dataset: undefined }],
	['mls/Property', { connection: 'mls', dataset: 'Property' }],
])('%s', (text, target) => {
	expect(parseTarget(text)).toEqual(target);
});

test('targets are grouped by connection, and a whole connection swallows its single datasets', () => {
	expect([...groupTargets(['b/X', 'a/Y', 'b/Z', 'a', 'b/X'])]).toEqual([
		['b', ['X', 'Z']],
		['a', []],
	]);
});

test('an unknown connection suggests the nearest one', () => {
	const { project } = parseProject('version: 1\nconnections: { mls: { source: spark } }\n', '/w');
	expect(() => findConnection(project!, 'msl')).toThrow(
		expect.objectContaining({ reason: 'usage', next: "Did you mean 'mls'?" }),
	);
});
