/** What the user is asked before a model runs a job. */
import { expect, test } from 'vitest';
import { parseProject } from '../../../src/core/project/parseProject.ts';
import { jobMeant, textIn } from '../../../src/vscode/ai/toolInputs.ts';

const project = (target: string): ReturnType<typeof parseProject>['project'] =>
	parseProject(
		`version: 1
connections: { mls: { source: spark, keyType: idx } }
jobs: { listings: { replicate: [${target}, mls/Member] } }
`,
		'/work',
	).project;

const folders = [
	{ name: 'north', project: undefined },
	{ name: 'south', project: project('mls/Property') },
	{ name: 'west', project: project('mls/Office') },
];

test('a declared job is told with what it reads and where it writes', () => {
	expect(jobMeant(folders, { job: 'listings' })).toEqual({
		job: 'listings',
		targets: 'mls/Property, mls/Member',
		dataFolder: '/work/data',
	});
	expect(jobMeant(folders, { job: 'listings', folder: 'west' })?.targets).toBe('mls/Office, mls/Member');
});

test('of any other input nothing is made up', () => {
	for (const input of [
		undefined,
		'listings',
		{},
		{ job: 5 },
		{ job: 'toString' },
		{ job: 'listings', folder: 'north' },
	]) {
		expect(jobMeant(folders, input)).toBeUndefined();
	}
});

test('a name that a model invents is shown in one short line', () => {
	expect(textIn({ job: `a\n\n${'b'.repeat(200)}` }, 'job')).toMatch(/^a b{58}$/);
});
