/** What tools are given on the command line: the project, replicas, and, where allowed, the network for jobs. */
import { FreeholdError } from '../core/errors.ts';
import type { JobEvent } from '../core/jobs/events.ts';
import type { ConnectionOutside } from '../core/jobs/openConnection.ts';
import { runJob } from '../core/jobs/runJob.ts';
import type { ExportedFile } from '../core/jobs/runJob.ts';
import { ReplicaQuestions } from '../core/tools/replicaQuestions.ts';
import { isSecretField, secretValues } from '../core/tools/secretValues.ts';
import type { JobEnd, JobOrder, ToolHost } from '../core/tools/toolHost.ts';
import { openProject } from './context.ts';
import type { CommandContext } from './context.ts';
import { openNetwork } from './network.ts';
import { questionProcessUrl } from './places.ts';

/** A client gives up on a call that says nothing for a minute. */
const QUERY_LIMIT_MS = 30_000;

export function terminalToolHost(context: CommandContext, allowed: { readonly run: boolean }): ToolHost {
	const { env } = context.terminal;
	const handedOut = new Set<string>();
	return {
		projects: async () => {
			const project = await openProject(context);
			return [{ folder: project.root, project }];
		},
		replicas: new ReplicaQuestions({ programUrl: questionProcessUrl(), env, limitMs: QUERY_LIMIT_MS }),
		runJob: allowed.run ? (order) => runOne(context, order, handedOut) : undefined,
		secrets: () => [...secretValues(env), ...handedOut],
	};
}

async function runOne(context: CommandContext, order: JobOrder, handedOut: Set<string>): Promise<JobEnd> {
	const { project, signal, onProgress } = order;
	const job = project.jobs.get(order.job);
	if (job === undefined) throw unknownJob(order.job);
	const network = await openNetwork(context, { note: (text) => context.output.detail(text) });
	const files: ExportedFile[] = [];
	try {
		const results = await runJob(project, job, {
			outsideOf: (connection) => remembering(network.outsideOf(connection), handedOut),
			signal,
			onEvent: (event) => tell(event, onProgress),
			onFile: (file) => void files.push(file),
		});
		return { results, files };
	} finally {
		await network.close();
	}
}

/** A vendor's answer may quote a secret, also one from the secrets file: what was handed out is masked from then on. */
function remembering(outside: ConnectionOutside, handedOut: Set<string>): ConnectionOutside {
	const { secrets } = outside;
	const get = async (field: string): Promise<string | undefined> => {
		const value = await secrets.get(field);
		if (value !== undefined && isSecretField(field)) handedOut.add(value);
		return value;
	};
	const set = secrets.set?.bind(secrets);
	return { ...outside, secrets: set === undefined ? { get } : { get, set } };
}

function tell(event: JobEvent, onProgress: (message: string) => void): void {
	if (event.type !== 'progress') return;
	const total = event.total === undefined ? '' : ` of ${event.total}`;
	onProgress(`${event.connection}/${event.dataset}: ${event.done}${total} records`);
}

function unknownJob(job: string): FreeholdError {
	return new FreeholdError('usage', {
		what: `There is no job '${job}'`,
		why: 'freehold.yaml has changed meanwhile',
		next: 'Call list_datasets to see its jobs',
	});
}
