/** Text that was saved by itself and not sent: on the disk, so that neither a reload nor a crash takes it. */
import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type * as vscode from 'vscode';
import type { TheirVersion } from '../../core/sources/reapit/entities/writeErrors.ts';

export interface Draft {
	readonly uri: string;
	readonly text: string;
	/** The version that it was written on; absent for a record that is still to be created. */
	readonly base: TheirVersion | undefined;
}

export class Drafts {
	readonly #folder: string | undefined;
	readonly #all: Map<string, Draft>;

	private constructor(folder: string | undefined, all: readonly Draft[]) {
		this.#folder = folder;
		this.#all = new Map(all.map((draft) => [draft.uri, draft]));
	}

	/** Where there is no disk to keep them on, they live as long as the window. */
	static async open(storage: vscode.Uri | undefined): Promise<Drafts> {
		const folder = storage?.scheme === 'file' ? join(storage.fsPath, 'drafts') : undefined;
		return new Drafts(folder, folder === undefined ? [] : await draftsIn(folder));
	}

	get all(): readonly Draft[] {
		return [...this.#all.values()];
	}

	get(uri: vscode.Uri): Draft | undefined {
		return this.#all.get(uri.toString());
	}

	async hold(draft: Draft): Promise<void> {
		this.#all.set(draft.uri, draft);
		if (this.#folder === undefined) return;
		await mkdir(this.#folder, { recursive: true });
		const file = fileOf(this.#folder, draft.uri);
		// A disk that is full, or a crash in between, leaves the text that was kept before.
		await writeFile(`${file}.part`, JSON.stringify(draft), { mode: 0o600 });
		await rename(`${file}.part`, file);
	}

	async drop(uri: vscode.Uri): Promise<void> {
		if (!this.#all.delete(uri.toString()) || this.#folder === undefined) return;
		await rm(fileOf(this.#folder, uri.toString()), { force: true });
	}
}

function fileOf(folder: string, uri: string): string {
	return join(folder, `${createHash('sha256').update(uri).digest('hex').slice(0, 32)}.json`);
}

async function draftsIn(folder: string): Promise<readonly Draft[]> {
	const names = await readdir(folder).catch((error: unknown) => {
		if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
		throw error;
	});
	const whole = names.filter((name) => name.endsWith('.json'));
	const read = await Promise.all(whole.map((name) => draftIn(join(folder, name))));
	return read.filter((draft) => draft !== undefined);
}

async function draftIn(file: string): Promise<Draft | undefined> {
	try {
		return JSON.parse(await readFile(file, 'utf8')) as Draft;
	} catch (error) {
		// Somebody else has written into it.
		if (error instanceof SyntaxError) return undefined;
		throw error;
	}
}
