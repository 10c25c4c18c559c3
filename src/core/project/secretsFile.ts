/** The `--secrets-file`: secrets by connection, each bound to its origin, readable by its owner alone. */
import { randomUUID } from 'node:crypto';
import { chmod, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { Document, isMap, parseDocument } from 'yaml';
import { FreeholdError } from '../errors.ts';
import { withFileLock } from './fileLock.ts';
import { foreignOrigins, isVendorOrigin, splitOrigins, vendorOrigin } from './origins.ts';
import type { SecretOwner } from './origins.ts';

export class SecretsFile {
	readonly #file: string;
	readonly #when: 'mustExist' | 'mayBeMissing';
	/** Writers in this process take turns: two renewed tokens must both survive. */
	#writing: Promise<void> = Promise.resolve();

	/** @param when  `mayBeMissing` for a first sign-in, which makes the file; else a wrong name would pass for no secrets */
	constructor(file: string, when: 'mustExist' | 'mayBeMissing' = 'mustExist') {
		this.#file = file;
		this.#when = when;
	}

	/** @throws FreeholdError `configuration` where others may read the file, or the entry belongs to another origin: both are
	 *   mended in the file, and no vendor was asked */
	async read(connection: SecretOwner, field: string): Promise<string | undefined> {
		const entry = entryOf(await this.#load(this.#when), connection.connection);
		const value = entry.get(field);
		if (value === undefined) return undefined;
		this.#checkOrigin(connection, entry.get('origin'));
		return value;
	}

	/** Adds or replaces fields of a connection; comments and other entries of the file stay. */
	async write(connection: SecretOwner, fields: Readonly<Record<string, string>>): Promise<void> {
		// The file is read and written anew: another process that does so in between would lose its renewed token.
		const next = this.#writing.then(() => this.#alone(() => this.#write(connection, fields)));
		// The next writer waits for this one's end, however it ends; the failure itself is this caller's to see.
		this.#writing = next.then(
			() => undefined,
			() => undefined,
		);
		return next;
	}

	async #alone(work: () => Promise<void>): Promise<void> {
		try {
			await withFileLock(this.#file, work);
		} catch (cause) {
			throw FreeholdError.is(cause) ? cause : unwritable(this.#file, cause);
		}
	}

	async #write(connection: SecretOwner, fields: Readonly<Record<string, string>>): Promise<void> {
		const document = await this.#load('mayBeMissing');
		const given = entryOf(document, connection.connection).get('origin');
		if (given !== undefined) this.#checkOrigin(connection, given);
		const origins = foreignOrigins(connection);
		const origin = given ?? (origins.length === 0 ? vendorOrigin(connection.source) : origins.join(' '));
		for (const [field, value] of Object.entries({ origin, ...fields })) {
			document.setIn([connection.connection, field], value);
		}
		await replaceFile(this.#file, this.#isJson ? `${JSON.stringify(document, null, '\t')}\n` : String(document));
	}

	get #isJson(): boolean {
		return this.#file.toLowerCase().endsWith('.json');
	}

	async #load(when: 'mustExist' | 'mayBeMissing'): Promise<Document> {
		let text: string;
		try {
			await this.#checkMode();
			text = await readFile(this.#file, 'utf8');
		} catch (cause) {
			if (FreeholdError.is(cause)) throw cause;
			if (when === 'mayBeMissing' && isMissing(cause)) return new Document({});
			throw new FreeholdError('configuration', {
				what: `The secrets file ${this.#file} could not be read`,
				why: isMissing(cause) ? 'There is no such file' : cause instanceof Error ? cause.message : String(cause),
				next: "Name another one with --secrets-file, or make one with 'freehold sign-in'",
				cause,
			});
		}
		// The parser's own messages quote the text around a mistake: that may be a secret, so only the place is told.
		const document = parseDocument(text, { prettyErrors: false });
		const [error] = document.errors;
		if (error !== undefined || !(document.contents === null || isMap(document.contents))) {
			const line = text.slice(0, error?.pos[0] ?? 0).split('\n').length;
			throw new FreeholdError('configuration', {
				what: `The secrets file ${this.#file} could not be read`,
				why: `It is not valid YAML or JSON near line ${line}`,
				next: 'It holds secrets by connection: `mls: { origin: https://…, token: … }`',
			});
		}
		return document;
	}

	async #checkMode(): Promise<void> {
		if (process.platform === 'win32') return;
		const { mode } = await stat(this.#file);
		if ((mode & 0o077) === 0) return;
		throw new FreeholdError('configuration', {
			what: `The secrets file ${this.#file} is not used`,
			why: `Others on this machine may read it (mode ${(mode & 0o777).toString(8)})`,
			next: `Run: chmod 600 ${this.#file}`,
		});
	}

	#checkOrigin(connection: SecretOwner, given: string | undefined): void {
		const allowed = splitOrigins(given);
		const foreign = foreignOrigins(connection);
		const refused =
			foreign.length > 0
				? foreign.find((origin) => !allowed.includes(origin))
				: allowed.some((origin) => isVendorOrigin(origin, connection.source))
					? undefined
					: "the vendor's hosts";
		if (refused === undefined) return;
		const mine = foreign.length > 0 ? foreign.join(' ') : vendorOrigin(connection.source);
		throw new FreeholdError('configuration', {
			what: `The secrets of '${connection.connection}' in ${this.#file} are not sent to ${refused}`,
			why:
				given === undefined
					? 'The entry names no origin'
					: `The entry was made for ${allowed.join(', ') || 'nothing readable'}`,
			next: `If they belong there, write 'origin: ${mine}' into that entry`,
		});
	}
}

function entryOf(document: Document, connection: string): ReadonlyMap<string, string> {
	const node = document.get(connection);
	if (!isMap(node)) return new Map();
	return new Map(
		Object.entries(node.toJSON() as Record<string, unknown>).flatMap(([field, value]) =>
			typeof value === 'string' || typeof value === 'number' ? [[field, String(value)] as const] : [],
		),
	);
}

/** Complete or not at all, and never readable by others, not even for a moment. */
async function replaceFile(file: string, text: string): Promise<void> {
	const part = `${file}.${randomUUID().slice(0, 8)}.part`;
	try {
		const handle = await open(part, 'wx', 0o600);
		try {
			await handle.writeFile(text);
			await handle.sync();
		} finally {
			await handle.close();
		}
		await chmod(part, 0o600);
		await rename(part, file);
	} catch (cause) {
		await rm(part, { force: true });
		throw unwritable(file, cause);
	}
}

function unwritable(file: string, cause: unknown): FreeholdError {
	return new FreeholdError('configuration', {
		what: `The secrets file ${file} could not be written`,
		why: cause instanceof Error ? cause.message : String(cause),
		next: 'Check that its folder exists and may be written to',
		cause,
	});
}

function isMissing(error: unknown): boolean {
	return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
