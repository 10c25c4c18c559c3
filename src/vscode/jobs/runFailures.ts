/** How runs of this window failed: not all of them leave a record in a replica. Kept as long as the window. */
import { FreeholdError } from '../../core/errors.ts';
import type { LastResult } from '../../core/jobs/timing.ts';
import type { ConnectionRef } from '../refs.ts';
import type { RunEnd, RunInProgress } from './runInProgress.ts';

type Ended = Pick<RunInProgress, 'request' | 'connections'>;

export class RunFailures {
	readonly #byConnection = new Map<string, unknown>();
	readonly #byJob = new Map<string, LastResult | undefined>();

	/** A run that was cancelled says nothing about what came before. */
	note({ request, connections }: Ended, { results, error, isCancelled }: RunEnd, at: number): void {
		if (isCancelled) return;
		const { folder } = request;
		for (const connection of connections) {
			const own = results.find((result) => result.connection === connection && result.error !== undefined);
			this.#byConnection.set(keyOf(folder, connection), error ?? own?.error);
		}
		if (request.kind !== 'job') return;
		const failed = results.find((result) => result.error !== undefined);
		const dataset = failed === undefined ? undefined : `${failed.connection}/${failed.dataset}`;
		const why: unknown = error ?? failed?.error;
		const result = why === undefined ? undefined : { at, outcome: outcomeOf(why), error: textOf(why), dataset };
		this.#byJob.set(keyOf(folder, request.job), result);
	}

	/** Why nothing came: only where the last run of every one of these connections failed. */
	ofAll(connections: readonly ConnectionRef[]): 'offline' | 'error' | undefined {
		const errors = connections.map(({ folder, connection }) => this.#byConnection.get(keyOf(folder, connection)));
		if (errors.length === 0 || errors.includes(undefined)) return undefined;
		return errors.every((error) => FreeholdError.is(error, 'network', 'timeout')) ? 'offline' : 'error';
	}

	/** How a job's last run failed; nothing where it went well, or did not run in this window. */
	ofJob(folder: string, job: string): LastResult | undefined {
		return this.#byJob.get(keyOf(folder, job));
	}
}

function keyOf(folder: string, name: string): string {
	return `${folder}\n${name}`;
}

function outcomeOf(error: unknown): 'suspended' | 'failed' {
	return FreeholdError.is(error, 'suspended') ? 'suspended' : 'failed';
}

function textOf(error: unknown): string {
	if (FreeholdError.is(error)) return `${error.what}: ${error.why}`;
	return error instanceof Error ? error.message : String(error);
}
