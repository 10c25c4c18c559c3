/** Exchanges of this workspace, newest first, in its storage on the disk: none of them holds a secret. */
import { mkdir, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type * as vscode from 'vscode';
import { storedExchange } from '../../../core/requests/response/keptExchange.ts';
import type { KeptExchange } from '../../../core/requests/response/keptExchange.ts';

const MOST_EXCHANGES = 300;
const MOST_BYTES = 64 * 1024 * 1024;

/** What is remembered of the request beside its answer: where links lead from. */
export interface RequestOrigin {
	readonly title: string;
	/** Of its block in the file, when it was sent. */
	readonly offset: number;
	/** Of that block, without secrets. */
	readonly text: string;
}

export interface HistoryEntry {
	readonly kept: KeptExchange;
	readonly origin: RequestOrigin;
}

export class ExchangeHistory {
	readonly #folder: string | undefined;
	readonly #rows: string;
	/** Where there is no disk to keep them on: those of this window. */
	readonly #memory = new Map<string, HistoryEntry>();

	/** @param shared  storage of all windows, for rows of a window that has none of its own */
	constructor(storage: vscode.Uri | undefined, shared: vscode.Uri) {
		this.#folder = storage?.scheme === 'file' ? join(storage.fsPath, 'exchanges') : undefined;
		this.#rows = join((storage ?? shared).fsPath, 'rows');
	}

	async add(kept: KeptExchange, origin: RequestOrigin): Promise<void> {
		const entry: HistoryEntry = { kept, origin };
		this.#memory.set(kept.id, entry);
		if (this.#memory.size > MOST_EXCHANGES) this.#memory.delete(this.#memory.keys().next().value ?? '');
		if (this.#folder === undefined) return;
		await mkdir(this.#folder, { recursive: true });
		const stored: HistoryEntry = { kept: storedExchange(kept), origin };
		await writeFile(this.#path(kept.id), JSON.stringify(stored), { mode: 0o600 });
		await this.#tidy(this.#folder);
	}

	async get(id: string): Promise<HistoryEntry | undefined> {
		// Ids come back from addresses of documents.
		if (!/^[\w-]+$/.test(id)) return undefined;
		return this.#memory.get(id) ?? (this.#folder === undefined ? undefined : await read(this.#path(id)));
	}

	/** Newest first. */
	async all(): Promise<readonly HistoryEntry[]> {
		const ids = this.#folder === undefined ? [...this.#memory.keys()] : await idsIn(this.#folder);
		const entries = await Promise.all(ids.map((id) => this.get(id)));
		return entries
			.filter((entry): entry is HistoryEntry => entry !== undefined)
			.sort((a, b) => b.kept.exchange.startedAt - a.kept.exchange.startedAt);
	}

	/** Writes rows of an answer for a grid; they go when the answer does. @returns their file */
	async writeRows({ id }: KeptExchange, rows: readonly unknown[]): Promise<string> {
		await mkdir(this.#rows, { recursive: true });
		await writeFile(this.#rowsPath(id), rows.map((row) => `${JSON.stringify(row)}\n`).join(''), { mode: 0o600 });
		return this.#rowsPath(id);
	}

	async clear(): Promise<void> {
		this.#memory.clear();
		if (this.#folder !== undefined) await rm(this.#folder, { recursive: true, force: true });
		await rm(this.#rows, { recursive: true, force: true });
	}

	#path(id: string): string {
		return join(this.#folder ?? '', `${id}.json`);
	}

	#rowsPath(id: string): string {
		return join(this.#rows, `${id}.ndjson`);
	}

	/** The oldest go first. */
	async #tidy(folder: string): Promise<void> {
		const ids = (await idsIn(folder)).toSorted().toReversed();
		let bytes = 0;
		for (const [nth, id] of ids.entries()) {
			bytes += (await stat(this.#path(id))).size;
			if (nth < MOST_EXCHANGES && bytes <= MOST_BYTES) continue;
			await rm(this.#path(id), { force: true });
			await rm(this.#rowsPath(id), { force: true });
		}
	}
}

async function idsIn(folder: string): Promise<readonly string[]> {
	try {
		return (await readdir(folder)).filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -5));
	} catch (error) {
		if (isMissing(error)) return [];
		throw error;
	}
}

async function read(file: string): Promise<HistoryEntry | undefined> {
	try {
		return JSON.parse(await readFile(file, 'utf8')) as HistoryEntry;
	} catch (error) {
		// One that was just tidied away, or that a full disk has cut.
		if (isMissing(error) || error instanceof SyntaxError) return undefined;
		throw error;
	}
}

function isMissing(error: unknown): boolean {
	return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
