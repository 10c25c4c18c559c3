/** The extension's outside world for connections: the host's fetch, the user's budgets, SecretStorage. */
import { homedir } from 'node:os';
import * as vscode from 'vscode';
import { FreeholdError } from '../../core/errors.ts';
import type { Budget, FetchLike } from '../../core/http/contract.ts';
import { blockedDatasets } from '../../core/jobs/countingUnits.ts';
import type { ConnectionOutside } from '../../core/jobs/openConnection.ts';
import type { Secrets } from '../../core/outside.ts';
import type { Connection } from '../../core/project/project.ts';
import { openBudget } from '../../core/state/openBudget.ts';
import type { OpenBudget } from '../../core/state/openBudget.ts';
import { stateFolder } from '../../core/state/stateFolder.ts';
import { systemClock, systemRandom } from '../../core/systemOutside.ts';
import { getSetting } from '../doors/settings.ts';
import type { Freehold } from '../freehold.ts';
import type { ConnectionRef } from '../refs.ts';
import type { SandboxHost } from '../sandbox/sandboxHost.ts';
import type { HostLog } from './hostLog.ts';
import { HostSecrets } from './hostSecrets.ts';
import { secretFields } from '../../core/project/secretFields.ts';
import { workerUrl } from './workers.ts';

/**
 * VS Code puts the user's proxy and certificates into the host's own `fetch`; it is looked up at each call because VS Code
 * may replace it.
 */
const hostFetch: FetchLike = (url, init) => globalThis.fetch(url, init as RequestInit);

export class HostNetwork implements Disposable {
	readonly secrets: HostSecrets;
	readonly clock = systemClock();
	readonly #log: HostLog;
	readonly #sandbox: SandboxHost;
	#shared: OpenBudget | undefined;

	constructor(freehold: Freehold, log: HostLog, sandbox: SandboxHost) {
		this.#log = log;
		this.#sandbox = sandbox;
		this.secrets = new HostSecrets(freehold.context.secrets, log, process.env);
	}

	/** @throws FreeholdError `unsafe` in a workspace that is not trusted */
	outsideOf(
		ref: ConnectionRef,
		connection: Connection,
		onWait?: (until: number, why: string) => void,
	): ConnectionOutside {
		if (!vscode.workspace.isTrusted) throw untrusted(connection);
		return {
			fetch: hostFetch,
			clock: this.clock,
			random: systemRandom,
			log: this.#log,
			budget: this.#budgetOf(connection),
			secrets: this.secretsOf(ref, connection),
			maxWaitMs: getSetting('freehold.network.longestWaitMinutes') * 60_000,
			onWait,
			workerUrl: workerUrl('storeWorker'),
		};
	}

	secretsOf(ref: ConnectionRef, connection: Connection): Secrets {
		return this.secrets.of(ref, connection);
	}

	/** Whether everything that its vendor wants to know is at hand. */
	async hasCredentials(ref: ConnectionRef, connection: Connection): Promise<boolean> {
		const secrets = this.secretsOf(ref, connection);
		try {
			for (const { name } of secretFields(connection)) if ((await secrets.get(name)) === undefined) return false;
			return true;
		} catch (error) {
			if (FreeholdError.is(error, 'unsafe')) return false;
			throw error;
		}
	}

	/** Until when the vendor wants no requests, by dataset. */
	blockedDatasets(
		ref: ConnectionRef,
		connection: Connection,
		datasets: readonly string[],
	): Promise<ReadonlyMap<string, number>> {
		const secrets = this.secretsOf(ref, connection);
		return blockedDatasets(connection, secrets, this.#budgetOf(connection), datasets, this.clock.now());
	}

	[Symbol.dispose](): void {
		this.#shared?.close();
		this.#shared = undefined;
	}

	/** The sandbox of this window is asked by nobody else, and its limits begin anew with it. */
	#budgetOf(connection: Connection): Budget {
		const own = this.#sandbox.budgetOf(connection);
		if (own !== undefined) return own;
		this.#shared ??= openBudget(
			stateFolder({ platform: process.platform, env: process.env, home: homedir() }),
			this.clock,
			this.#log,
		);
		return this.#shared.budget;
	}
}

function untrusted({ connection }: Connection): FreeholdError {
	return new FreeholdError('unsafe', {
		what: `Nothing was sent for '${connection}'`,
		why: 'this workspace is not trusted, and its freehold.yaml could name any server',
		next: 'Trust the workspace if you know where it comes from',
	});
}
