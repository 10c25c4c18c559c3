/** The extension's outside world for connections: the host's fetch, the user's budgets, SecretStorage. */
import { homedir } from 'node:os';
import * as vscode from 'vscode';
import { FreeholdError } from '../../core/errors.ts';
import type { Budget, FetchLike } from '../../core/http/contract.ts';
import { blockedDatasets } from '../../core/jobs/countingUnits.ts';
import type { ConnectionOutside } from '../../core/jobs/openConnection.ts';
import type { Secrets } from '../../core/outside.ts';
import type { Connection } from '../../core/project/project.ts';
import type { PlainOutside } from '../../core/requests/send/plainAccess.ts';
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
import { Keyring } from './keyring.ts';
import type { KeyringMark } from './keyring.ts';
import { secretFields, signsInByBrowser } from '../../core/project/secretFields.ts';
import { workerUrl } from './workers.ts';

/**
 * `signedOut`: an application whose user has not signed in · `elsewhere`: secrets are stored, but for another server than
 * freehold.yaml names now.
 */
export type CredentialState = 'ready' | 'missing' | 'signedOut' | 'elsewhere';

/**
 * VS Code puts the user's proxy and certificates into the host's own `fetch`; it is looked up at each call because VS Code
 * may replace it.
 */
const hostFetch: FetchLike = (url, init) => globalThis.fetch(url, init as RequestInit);

export class HostNetwork implements Disposable {
	readonly secrets: HostSecrets;
	readonly clock = systemClock();
	readonly #freehold: Freehold;
	readonly #log: HostLog;
	readonly #sandbox: SandboxHost;
	readonly #keyring: Keyring;
	#shared: OpenBudget | undefined;
	#hasLooked = false;

	constructor(freehold: Freehold, log: HostLog, sandbox: SandboxHost) {
		this.#freehold = freehold;
		this.#log = log;
		this.#sandbox = sandbox;
		const { storage, context } = freehold;
		const memory = {
			remembered: () => storage.ofUser('keyring'),
			remember: (mark: KeyringMark) => storage.rememberForUser('keyring', mark),
		};
		this.#keyring = new Keyring(context.secrets, memory, vscode.env.sessionId);
		this.secrets = new HostSecrets(context.secrets, log, process.env, this.#keyring);
	}

	/** @throws FreeholdError `unsafe` in a workspace that is not trusted */
	outsideOf(
		ref: ConnectionRef,
		connection: Connection,
		onWait?: (until: number, why: string) => void,
	): ConnectionOutside {
		void this.#lookAtKeyring();
		return this.outsideWith(connection, this.secretsOf(ref, connection), onWait);
	}

	/**
	 * For a connection whose secrets are not stored: it is not saved yet, or they are being tried.
	 *
	 * @throws FreeholdError `unsafe` in a workspace that is not trusted
	 */
	outsideWith(
		connection: Connection,
		secrets: Secrets,
		onWait?: (until: number, why: string) => void,
	): ConnectionOutside {
		if (!vscode.workspace.isTrusted) throw untrusted(connection);
		return {
			fetch: hostFetch,
			clock: this.clock,
			random: systemRandom,
			log: this.#log,
			budget: this.#budgetOf(connection),
			secrets,
			maxWaitMs: getSetting('freehold.network.longestWaitMinutes') * 60_000,
			onWait,
			workerUrl: workerUrl('storeWorker'),
			mustStayFree: true,
		};
	}

	/**
	 * For requests that name no connection: no credentials go along.
	 *
	 * @throws FreeholdError `unsafe` in a workspace that is not trusted
	 */
	plain(): PlainOutside {
		if (!vscode.workspace.isTrusted) throw untrusted({ connection: vscode.l10n.t('a request') });
		return {
			...{ fetch: hostFetch, clock: this.clock, random: systemRandom, log: this.#log },
			budget: this.#sharedBudget(),
			maxWaitMs: getSetting('freehold.network.longestWaitMinutes') * 60_000,
		};
	}

	secretsOf(ref: ConnectionRef, connection: Connection): Secrets {
		return this.secrets.of(ref, connection);
	}

	/** Whether everything that its vendor wants to know is at hand. */
	async hasCredentials(ref: ConnectionRef, connection: Connection): Promise<boolean> {
		return (await this.credentialState(ref, connection)) === 'ready';
	}

	async credentialState(ref: ConnectionRef, connection: Connection): Promise<CredentialState> {
		if ((await this.secrets.standing(ref, connection)).kind === 'elsewhere') return 'elsewhere';
		const secrets = this.secretsOf(ref, connection);
		try {
			for (const { name } of secretFields(connection)) if ((await secrets.get(name)) === undefined) return 'missing';
			if (!signsInByBrowser(connection)) return 'ready';
			// A vendor that gives no refresh token gives an access token at least.
			const token = (await secrets.get('refreshToken')) ?? (await secrets.get('accessToken'));
			return token === undefined ? 'signedOut' : 'ready';
		} catch (error) {
			// The environment has secrets, and they are not for that server.
			if (FreeholdError.is(error, 'unsafe', 'configuration')) return 'missing';
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

	/** Once in a window that has asked for secrets, and never on its own. */
	async #lookAtKeyring(): Promise<void> {
		if (this.#hasLooked) return;
		this.#hasLooked = true;
		try {
			if ((await this.#keyring.look()) === 'forgets') void (await this.#freehold.messages()).secretsAreForgotten();
		} catch (error) {
			// Whoever needs the secrets hears of it; this was only a look.
			this.#log.write('warn', 'The secret storage could not be looked at', { error });
		}
	}

	/** The sandbox of this window is asked by nobody else, and its limits begin anew with it. */
	#budgetOf(connection: Connection): Budget {
		const own = this.#sandbox.budgetOf(connection);
		return own ?? this.#sharedBudget();
	}

	#sharedBudget(): Budget {
		this.#shared ??= openBudget(
			stateFolder({ platform: process.platform, env: process.env, home: homedir() }),
			this.clock,
			this.#log,
		);
		return this.#shared.budget;
	}
}

function untrusted({ connection }: Pick<Connection, 'connection'>): FreeholdError {
	return new FreeholdError('unsafe', {
		what: `Nothing was sent for '${connection}'`,
		why: 'this workspace is not trusted, and its freehold.yaml could name any server',
		next: 'Trust the workspace if you know where it comes from',
	});
}
