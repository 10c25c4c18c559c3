/** Schedules for the command line: a line for cron, a workflow for CI. Secrets stand in them by name only. */
import { relative, sep } from 'node:path';
import { secretVariable } from '../missingSecret.ts';
import { foreignOrigins, isLoopbackOrigin } from './origins.ts';
import type { Connection, Project } from './project.ts';
import { secretFields } from './secretFields.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const LEAST_MS = 5 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** A line for `crontab -e`, with what has to be said above it. */
export function cronText(project: Project): string {
	const variables = secretVariables(project);
	const lines = [
		`# Runs the jobs of ${project.file} that are due; the others cost nothing.`,
		...(variables.length === 0
			? []
			: [
					`# cron starts with an empty environment. It needs: ${variables.join(', ')}`,
					'# Keep them in a file that only you may read, and add: --secrets-file FILE',
				]),
		`${cronPattern(project)} cd ${shellQuoted(project.root)} && freehold run --due --quiet`,
	];
	return `${lines.join('\n')}\n`;
}

/** A workflow as GitHub, Gitea and Forgejo read it. */
export function workflowText(project: Project): string {
	const data = relative(project.root, project.dataFolder).split(sep).join('/');
	const environment = workflowEnvironment(project);
	return `# Runs the jobs of freehold.yaml that are due. Secrets are set in the settings of the repository, never here.
name: freehold
on:
  schedule:
    - cron: '${cronPattern(project)}'
  workflow_dispatch:
# One at a time: a replica has one writer.
concurrency: freehold
permissions:
  contents: read
jobs:
  due:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with:
          node-version: 24
      # Replicas and exports go from run to run, so that only what has changed is asked for.
      - uses: actions/cache/restore@v4
        with:
          path: ${data}
          key: freehold-\${{ github.run_id }}
          restore-keys: freehold-
      - run: npx --yes freehold run --due
${environment.length === 0 ? '' : `        env:\n${environment.map((line) => `          ${line}\n`).join('')}`}      # What was stored before a failure is kept too.
      - uses: actions/cache/save@v4
        if: always()
        with:
          path: ${data}
          key: freehold-\${{ github.run_id }}
`;
}

/** Environment variables that hold the secrets of a project's connections. */
export function secretVariables(project: Project): readonly string[] {
	return [...project.connections.values()].flatMap(variablesOf);
}

function variablesOf(connection: Connection): readonly string[] {
	return secretFields(connection).map(({ name }) => secretVariable(connection.connection, name));
}

/** A server that is not the vendor's gets no secret without a word of its own. */
function workflowEnvironment(project: Project): readonly string[] {
	return [...project.connections.values()].flatMap((connection) => {
		const foreign = foreignOrigins(connection).filter((origin) => !isLoopbackOrigin(origin));
		const word = `${secretVariable(connection.connection, 'origin')}: ${foreign.join(' ')}`;
		return [
			...variablesOf(connection).map((name) => `${name}: \${{ secrets.${name} }}`),
			...(foreign.length === 0 ? [] : [word]),
		];
	});
}

/**
 * Four times as often as the most frequent job: one that ends at 3:07 is not yet due at 3:06 the next time, and would be
 * left until the time after.
 */
function cronPattern({ jobs }: Project): string {
	const every = [...jobs.values()].flatMap(({ everyMs }) => everyMs ?? []);
	const wanted = Math.max(LEAST_MS, Math.min(DAY_MS, ...every) / 4);
	if (wanted < HOUR_MS) return `*/${largestStep(wanted / MINUTE_MS, [5, 6, 10, 12, 15, 20, 30])} * * * *`;
	const hours = largestStep(wanted / HOUR_MS, [1, 2, 3, 4, 6]);
	// Not on the hour, when everybody's jobs begin.
	return hours === 1 ? '7 * * * *' : `7 */${hours} * * *`;
}

/** The largest that is not larger than wanted: only these divide an hour or a day evenly. */
function largestStep(wanted: number, steps: readonly number[]): number {
	return steps.findLast((step) => step <= wanted) ?? steps[0] ?? 1;
}

function shellQuoted(path: string): string {
	return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}
