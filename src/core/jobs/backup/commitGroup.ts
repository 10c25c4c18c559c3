/**
 * Makes finished files known: bytes to the disk, final name, folder to the disk, manifest, in this order, for a group at
 * once. Killed in between, a file is either still a part or stands whole under its name, where the next run finds it.
 */
import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { FileOutcome } from '../../replica/contract.ts';
import { diskError } from './diskErrors.ts';
import type { PartFile } from './partFile.ts';

export interface FinishedFile {
	readonly part: PartFile;
	readonly target: string;
	readonly outcome: FileOutcome;
}

export interface CommitGroupOptions {
	readonly record: (outcomes: readonly FileOutcome[]) => Promise<void>;
	readonly now: () => number;
	/** Told of how many files are known now. */
	readonly onCommitted: (outcomes: readonly FileOutcome[]) => void;
}

const groupFiles = 64;
const groupBytes = 8 * 1024 * 1024;
/** Slow lines: a finished file does not wait for company. */
const groupMs = 1_000;

export class CommitGroup {
	readonly #options: CommitGroupOptions;
	readonly #folders = new Set<string>();
	#files: FinishedFile[] = [];
	#outcomes: FileOutcome[] = [];
	#bytes = 0;
	#since = 0;
	#committing: Promise<void> = Promise.resolve();

	constructor(options: CommitGroupOptions) {
		this.#options = options;
	}

	/** Waits while the disk is a whole group behind. */
	async add(file: FinishedFile): Promise<void> {
		this.#files.push(file);
		this.#bytes += file.part.held;
		await this.#noted();
	}

	/** What only the manifest has to know. */
	async note(outcome: FileOutcome): Promise<void> {
		this.#outcomes.push(outcome);
		await this.#noted();
	}

	/** Everything added so far is known, or this rejects. */
	async flush(): Promise<void> {
		this.#start();
		await this.#committing;
	}

	/** Leaves what is not committed as parts; the next run takes them from there. */
	async abandon(): Promise<void> {
		const files = this.#files;
		this.#files = [];
		await Promise.allSettled([this.#committing, ...files.map(({ part }) => part.close())]);
	}

	async #noted(): Promise<void> {
		const now = this.#options.now();
		const count = this.#files.length + this.#outcomes.length;
		if (count === 1) this.#since = now;
		if (count < groupFiles && this.#bytes < groupBytes && now - this.#since < groupMs) return;
		await this.#committing;
		this.#start();
	}

	#start(): void {
		const [files, outcomes] = [this.#files, this.#outcomes];
		if (files.length + outcomes.length === 0) return;
		this.#files = [];
		this.#outcomes = [];
		this.#bytes = 0;
		this.#committing = this.#committing.then(() => this.#commit(files, outcomes));
		// Met by the next `add` or `flush`; until then it must not count as unhandled.
		this.#committing.catch(() => undefined);
	}

	async #commit(files: readonly FinishedFile[], notes: readonly FileOutcome[]): Promise<void> {
		await Promise.all(
			files.map(async ({ part }) => {
				try {
					await part.sync();
				} finally {
					await part.close();
				}
			}),
		);
		const folders = new Set(files.map(({ target }) => dirname(target)));
		for (const folder of folders) await this.#makeFolder(folder);
		await Promise.all(files.map(({ part, target }) => part.moveTo(target)));
		await Promise.all([...folders].map(syncFolder));
		const outcomes = [...notes, ...files.map(({ outcome }) => outcome)];
		await this.#options.record(outcomes);
		this.#options.onCommitted(outcomes);
	}

	async #makeFolder(folder: string): Promise<void> {
		if (this.#folders.has(folder)) return;
		try {
			await mkdir(folder, { recursive: true });
			await syncFolder(dirname(folder));
		} catch (error) {
			throw diskError(error, `${folder} could not be made`);
		}
		this.#folders.add(folder);
	}
}

/** Windows keeps names safe by itself and opens no folders. */
async function syncFolder(folder: string): Promise<void> {
	if (process.platform === 'win32') return;
	const handle = await open(folder, 'r');
	try {
		await handle.sync();
	} finally {
		await handle.close();
	}
}
