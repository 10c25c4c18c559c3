/** The command line's outside world: undici, the real clock, the user's budgets, secrets from file and environment. */
import { readFile, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { FreeholdError } from '../core/errors.ts';
import type { Budget } from '../core/http/contract.ts';
import { HarRecorder } from '../core/http/har.ts';
import { MemoryBudget } from '../core/http/memoryBudget.ts';
import { undiciFetch } from '../core/http/undiciFetch.ts';
import type { ConnectionOutside } from '../core/jobs/openConnection.ts';
import type { Log, Secrets } from '../core/outside.ts';
import type { Connection } from '../core/project/project.ts';
import { connectionSecrets } from '../core/project/secrets.ts';
import { SecretsFile } from '../core/project/secretsFile.ts';
import type { PlainOutside } from '../core/requests/send/plainAccess.ts';
import { openBudget } from '../core/state/openBudget.ts';
import { stateFolder } from '../core/state/stateFolder.ts';
import { systemClock, systemRandom } from '../core/systemOutside.ts';
import type { CommandContext } from './context.ts';
import { storeWorkerUrl } from './places.ts';
import { VERSION } from './version.ts';

export interface Network {
	outsideOf(connection: Connection): ConnectionOutside;
	/** Of requests that go to no connection. */
	readonly plain: PlainOutside;
	/** Closes connections, and writes the HAR file where one was asked for. */
	close(): Promise<void>;
}

export interface NetworkOptions {
	/** Shows a message without disturbing the progress line. */
	readonly note: (text: string) => void;
	readonly onWait?: ((connection: string, until: number, why: string) => void) | undefined;
	/**
	 * For a sandbox of this process alone: its token, which is no secret, and a budget of its own, because nobody else
	 * asks that server and the user's state is none of its business.
	 */
	readonly own?: { readonly secrets: Secrets; readonly budget: Budget } | undefined;
	/** Whether the secrets file is only to be made: a first sign-in. */
	readonly isSigningIn?: boolean | undefined;
}

export async function openNetwork(context: CommandContext, options: NetworkOptions): Promise<Network> {
	const { globals, terminal } = context;
	const { env } = terminal;
	const clock = systemClock();
	const log = terminalLog(context, options.note);
	const extraCa = globals.ca === undefined ? undefined : await readCa(globals.ca);
	const har = globals.har === undefined ? undefined : new HarRecorder(VERSION);
	const file =
		globals.secretsFile === undefined
			? undefined
			: new SecretsFile(globals.secretsFile, options.isSigningIn === true ? 'mayBeMissing' : 'mustExist');
	const shared =
		options.own === undefined
			? openBudget(stateFolder({ platform: process.platform, env, home: homedir() }), clock, log)
			: undefined;
	const budget = options.own?.budget ?? shared?.budget ?? new MemoryBudget();
	const engine = undiciFetch({ env, extraCa });
	const plain = {
		...{ fetch: engine.fetch, clock, random: systemRandom, log, budget },
		maxWaitMs: globals.maxWaitMs,
		onTrace: har?.record,
	};
	return {
		plain,
		outsideOf: (connection) => ({
			...plain,
			secrets: options.own?.secrets ?? connectionSecrets(connection, env, file),
			onWait: (until, why) => options.onWait?.(connection.connection, until, why),
			workerUrl: storeWorkerUrl(),
		}),
		close: async () => {
			await engine.close();
			shared?.close();
			if (har !== undefined && globals.har !== undefined) await writeHar(globals.har, har);
		},
	};
}

/** Warnings always, the rest with `--verbose`. Failures are shown where they end, so the log does not repeat them. */
function terminalLog({ output }: CommandContext, note: (text: string) => void): Log {
	return {
		write: (level, message, fields) => {
			if (level === 'warn') note(`${output.paint('yellow', '!')} ${message}`);
			else if (output.options.verbose) {
				note(output.paint('dim', fields === undefined ? message : `${message} ${fieldsText(fields)}`));
			}
		},
	};
}

function fieldsText(fields: Readonly<Record<string, unknown>>): string {
	return JSON.stringify(fields, (_, value: unknown) =>
		value instanceof Error ? value.message : typeof value === 'bigint' ? String(value) : value,
	);
}

async function readCa(file: string): Promise<string> {
	try {
		return await readFile(file, 'utf8');
	} catch (cause) {
		throw new FreeholdError('usage', {
			what: `The certificates in ${file} could not be read`,
			why: cause instanceof Error ? cause.message : String(cause),
			next: 'Name a PEM file with --ca',
			cause,
		});
	}
}

async function writeHar(file: string, har: HarRecorder): Promise<void> {
	try {
		await writeFile(file, JSON.stringify(har, null, '\t'), { mode: 0o600 });
	} catch (cause) {
		throw new FreeholdError('usage', {
			what: `The HAR file ${file} could not be written`,
			why: cause instanceof Error ? cause.message : String(cause),
			next: 'Name a file in a folder that exists with --har',
			cause,
		});
	}
}
