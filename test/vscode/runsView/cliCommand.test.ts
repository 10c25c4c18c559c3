/** What was done in the editor can be done on the command line. */
import { expect, test } from 'vitest';
import { cliCommandOf, cliCommandOfRun } from '../../../src/vscode/runsView/cliCommand.ts';

const folder = 'file:///work';

test('jobs, connections and datasets', () => {
	expect(cliCommandOf({ folder, job: 'listings' })).toBe('freehold run listings');
	expect(cliCommandOf({ folder, connection: 'mls' })).toBe('freehold replicate mls');
	expect(cliCommandOf({ folder, connection: 'mls', dataset: 'Property' })).toBe('freehold replicate mls/Property');
});

test.each([
	['initial', 'freehold replicate mls/Property --mode initial'],
	['update', 'freehold replicate mls/Property --mode update'],
	['sweep', 'freehold replicate mls/Property --mode purge'],
	['retry', 'freehold replicate mls/Property'],
	['backup', 'freehold backup mls'],
	['check', 'freehold backup mls --verify'],
] as const)('a run of phase %s', (phase, text) => {
	expect(cliCommandOfRun({ folder, connection: 'mls', dataset: 'Property' }, phase)).toBe(text);
});

test('a name that a shell would take apart is quoted', () => {
	expect(cliCommandOf({ folder, connection: 'mls', dataset: 'a $b' })).toBe('freehold replicate "mls/a \\$b"');
});
