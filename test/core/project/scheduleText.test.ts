/** Schedules for the command line: as often as it takes, with secrets by name only. */
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { parseProject } from '../../../src/core/project/parseProject.ts';
import type { Project } from '../../../src/core/project/project.ts';
import { cronText, secretVariables, workflowText } from '../../../src/core/project/scheduleText.ts';

function projectOf(
	every: string,
	connections = '{ mls: { source: spark, keyType: idx, replication: true } }',
): Project {
	const text = `version: 1\ndata: data\nconnections: ${connections}\njobs: { listings: { replicate: mls/Property, every: ${every} } }\n`;
	const { project, problems } = parseProject(text, '/work/my agency');
	if (project === undefined) throw new Error(JSON.stringify(problems));
	return project;
}

test.each([
	['5m', '*/5 * * * *'],
	['15m', '*/5 * * * *'],
	['1h', '*/15 * * * *'],
	['2h', '*/30 * * * *'],
	['4h', '7 * * * *'],
	['daily', '7 */6 * * *'],
	['7d', '7 */6 * * *'],
])('jobs that run every %s are looked at often enough not to be left out: %s', (every, pattern) => {
	expect(cronText(projectOf(every)).trim().split('\n').at(-1)).toBe(
		`${pattern} cd '/work/my agency' && freehold run --due --quiet`,
	);
	expect(parse(workflowText(projectOf(every)))).toMatchObject({ on: { schedule: [{ cron: pattern }] } });
});

test('the workflow is YAML that keeps the data, also after a failure, and takes secrets from the settings', () => {
	const workflow = parse(workflowText(projectOf('1h'))) as {
		readonly concurrency: string;
		readonly jobs: { readonly due: { readonly steps: readonly Readonly<Record<string, unknown>>[] } };
	};
	expect(workflow.concurrency).toBe('freehold');
	const { steps } = workflow.jobs.due;
	const run = steps.find((step) => step.run !== undefined);
	expect(run).toEqual({
		run: 'npx --yes freehold run --due',
		env: { FREEHOLD_MLS_TOKEN: '${{ secrets.FREEHOLD_MLS_TOKEN }}' },
	});
	expect(steps.filter(({ uses }) => String(uses).startsWith('actions/cache/'))).toMatchObject([
		{ with: { path: 'data' } },
		{ if: 'always()', with: { path: 'data' } },
	]);
});

test('every secret of every connection is named', () => {
	const connections =
		'{ mls: { source: spark, keyType: idx, replication: true, auth: apiSig }, prague: { source: realpad, multipleInquiries: false } }';
	const names = [
		'FREEHOLD_MLS_API_KEY',
		'FREEHOLD_MLS_API_SECRET',
		'FREEHOLD_PRAGUE_LOGIN',
		'FREEHOLD_PRAGUE_PASSWORD',
	];
	const project = projectOf('1h', connections);
	expect(secretVariables(project)).toEqual(names);
	for (const name of names) expect(cronText(project)).toContain(name);
});

test("a server that is not the vendor's is named beside the secrets that may go there", () => {
	const connections = '{ mls: { source: spark, keyType: idx, replication: true, baseUrl: "https://mls.example.org" } }';
	expect(workflowText(projectOf('1h', connections))).toContain('FREEHOLD_MLS_ORIGIN: https://mls.example.org');
});
