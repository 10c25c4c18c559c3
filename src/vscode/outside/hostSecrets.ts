/** Secrets of connections in the editor's SecretStorage: each entry belongs to one folder and to the origins it was given for. */
import type * as vscode from 'vscode';
import { FreeholdError } from '../../core/errors.ts';
import type { Secrets } from '../../core/outside.ts';
import { foreignOrigins, vendorOrigin } from '../../core/project/origins.ts';
import type { Connection } from '../../core/project/project.ts';
import { connectionSecrets } from '../../core/project/secrets.ts';
import type { ConnectionRef } from '../refs.ts';
import { secretKey } from './connectionId.ts';
import type { HostLog } from './hostLog.ts';
import type { Keyring } from './keyring.ts';

/** What is stored as JSON under `freehold:<connection id>`. */
interface StoredSecrets {
	readonly folder: string;
	readonly origins: readonly string[];
	readonly fields: Readonly<Record<string, string>>;
}

/** What is known of a connection's stored secrets, without giving them away. */
export type Standing =
	| { readonly kind: 'none' }
	| { readonly kind: 'here'; readonly fields: readonly string[] }
	/** They were given for other servers than freehold.yaml names now. */
	| { readonly kind: 'elsewhere'; readonly given: readonly string[]; readonly now: readonly string[] };

/** The part of the editor's storage that is used. */
export type SecretStore = Pick<vscode.SecretStorage, 'get' | 'store' | 'delete'>;

export class HostSecrets {
	readonly #storage: SecretStore;
	readonly #log: Pick<HostLog, 'hide'>;
	readonly #env: Readonly<Record<string, string | undefined>>;
	readonly #keyring: Pick<Keyring, 'plant'> | undefined;
	/** Writers take turns: two renewed tokens must both survive. */
	#writing: Promise<void> = Promise.resolve();

	/** @param keyring  told where there is something to lose from now on */
	constructor(
		storage: SecretStore,
		log: Pick<HostLog, 'hide'>,
		env: Readonly<Record<string, string | undefined>>,
		keyring?: Pick<Keyring, 'plant'>,
	) {
		this.#storage = storage;
		this.#log = log;
		this.#env = env;
		this.#keyring = keyring;
	}

	/** As core asks for them: what was stored here first, then the environment. */
	of(ref: ConnectionRef, connection: Connection): Secrets {
		const environment = connectionSecrets(connection, this.#env, undefined);
		return {
			get: async (field) => {
				const value = (await this.#read(ref, connection, field)) ?? (await environment.get(field));
				if (value !== undefined) this.#log.hide(value);
				return value;
			},
			set: (field, value) => this.store(ref, connection, { [field]: value }),
		};
	}

	/** Adds or replaces fields; the entry is bound to the connection's folder and origins as they are now. */
	async store(ref: ConnectionRef, connection: Connection, fields: Readonly<Record<string, string>>): Promise<void> {
		for (const value of Object.values(fields)) this.#log.hide(value);
		await this.#write(async () => {
			const before = await this.#load(ref);
			const origins = originsOf(connection);
			// Secrets that were given for another server stay behind.
			const kept = before !== undefined && sameOrigins(before.origins, origins) ? before.fields : {};
			await this.#save({ folder: ref.folder, origins, fields: { ...kept, ...fields } }, ref);
			await this.#keyring?.plant();
		});
	}

	async standing(ref: ConnectionRef, connection: Connection): Promise<Standing> {
		const entry = await this.#load(ref);
		if (entry === undefined || Object.keys(entry.fields).length === 0) return { kind: 'none' };
		const now = originsOf(connection);
		if (sameOrigins(entry.origins, now)) return { kind: 'here', fields: Object.keys(entry.fields) };
		return { kind: 'elsewhere', given: entry.origins, now };
	}

	/** The user has said that the servers which freehold.yaml names now may have them. */
	async allow(ref: ConnectionRef, connection: Connection): Promise<void> {
		await this.#write(async () => {
			const entry = await this.#load(ref);
			if (entry !== undefined) await this.#save({ ...entry, origins: originsOf(connection) }, ref);
		});
	}

	/** Within one folder; they stay bound to the servers that they were given for. */
	async copy(from: ConnectionRef, to: ConnectionRef): Promise<void> {
		await this.#write(async () => {
			const entry = await this.#load(from);
			if (entry !== undefined && from.folder === to.folder) await this.#save(entry, to);
		});
	}

	async remove(ref: ConnectionRef): Promise<void> {
		await this.#write(async () => {
			await this.#storage.delete(secretKey(ref));
		});
	}

	#write(work: () => Promise<void>): Promise<void> {
		const next = this.#writing.then(work);
		// The next writer waits for this one's end, however it ends; the failure itself is this caller's to see.
		this.#writing = next.then(
			() => undefined,
			() => undefined,
		);
		return next;
	}

	async #save(entry: StoredSecrets, ref: ConnectionRef): Promise<void> {
		await this.#storage.store(secretKey(ref), JSON.stringify(entry));
	}

	async #read(ref: ConnectionRef, connection: Connection, field: string): Promise<string | undefined> {
		const entry = await this.#load(ref);
		const value = entry?.fields[field];
		if (entry === undefined || value === undefined) return undefined;
		const origins = originsOf(connection);
		if (sameOrigins(entry.origins, origins)) return value;
		throw new FreeholdError('unsafe', {
			what: `The secrets of '${connection.connection}' are not sent to ${origins.join(', ')}`,
			why: `they were given for ${entry.origins.join(', ')}, and freehold.yaml now names another server`,
			next: "If you trust that server, use 'Allow Server…' on the connection, or set the credentials again",
		});
	}

	async #load(ref: ConnectionRef): Promise<StoredSecrets | undefined> {
		const text = await this.#storage.get(secretKey(ref));
		if (text === undefined) return undefined;
		const entry = JSON.parse(text) as StoredSecrets;
		return entry.folder === ref.folder ? entry : undefined;
	}
}

/** Where a connection's secrets may go: the servers that freehold.yaml names, otherwise the vendor's. */
function originsOf(connection: Connection): readonly string[] {
	const foreign = foreignOrigins(connection);
	return foreign.length === 0 ? [vendorOrigin(connection.source)] : [...foreign].sort();
}

function sameOrigins(a: readonly string[], b: readonly string[]): boolean {
	return a.length === b.length && a.every((origin) => b.includes(origin));
}
