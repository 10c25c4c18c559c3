/** Backs up the files of a connection: lists them, fetches what is missing, checks every byte; or re-reads what is there. */
import { mkdir, readdir, unlink } from 'node:fs/promises';
import { FreeholdError, isCancellation } from '../../errors.ts';
import type { HttpStatistics } from '../../http/contract.ts';
import type { DownloadTarget } from '../../http/download.ts';
import type { ListedFile, RefusedFile } from '../../listedFile.ts';
import type { Clock, Log } from '../../outside.ts';
import type {
	FileOutcome,
	Files,
	FilesFinish,
	FilesPhase,
	ManifestFile,
	RunRecord,
	RunTraffic,
} from '../../replica/contract.ts';
import type { DatasetResult, JobEvent } from '../events.ts';
import { RateMeter } from '../rateMeter.ts';
import { BufferPool } from './bufferPool.ts';
import { checkFile } from './checkFile.ts';
import { diskError, unlessMissing } from './diskErrors.ts';
import type { FinishedFile } from './commitGroup.ts';
import { concernsOneFile, fetchFile } from './fetchFile.ts';
import type { FetchOutside } from './fetchFile.ts';
import { FileQueue } from './fileQueue.ts';
import { BackupPlaces } from './places.ts';
import { runFiles } from './runFiles.ts';
import { StandingNames } from './standingNames.ts';

/** A vendor's files: the whole list in batches, and one file at a time. */
export interface FileHost {
	list(
		signal: AbortSignal,
	): AsyncIterable<{ readonly files: readonly ListedFile[]; readonly refused: readonly RefusedFile[] }>;
	/** @throws what the target throws, or a FreeholdError */
	fetch(uid: string, target: DownloadTarget, signal: AbortSignal): Promise<void>;
	statistics(): HttpStatistics;
}

export interface BackupOptions {
	readonly connection: string;
	readonly host: FileHost;
	readonly files: Files;
	/** The folder of backed-up files (`filesFolder`). */
	readonly folder: string;
	/** `fetch`: list and fetch what is missing · `check`: re-read what is stored, and mend what is damaged. */
	readonly mode: 'fetch' | 'check';
	/** Of a check: only the `number`th of `of` parts. */
	readonly part?: { readonly number: number; readonly of: number } | undefined;
	readonly concurrency: number;
	readonly maxFileBytes: number;
	/** Room on the disk that holds a folder. */
	readonly freeBytes: (folder: string) => Promise<number>;
	readonly clock: Clock;
	readonly log: Log;
	readonly signal: AbortSignal;
	readonly onEvent: (event: JobEvent) => void;
}

export interface BackupResult extends DatasetResult {
	/** Files that could not be stored, the first of them. */
	readonly failures: readonly (FileOutcome & { readonly error: string })[];
	readonly failureCount: number;
	/** Of a check: damaged or missing files that were fetched anew. */
	readonly mended: number;
}

/** What the manifest's table and the runs' counts are called. */
const dataset = '_files';
const pageFiles = 500;
const shownFailures = 20;
/** Files up to this size are written in one go, when they are whole. */
const bufferBytes = 256 * 1024;

/**
 * @throws the signal's reason when cancelled, after the run record says so; every other failure is part of the result
 */
export async function backup(options: BackupOptions): Promise<BackupResult> {
	const run = new BackupRun(options);
	return run.run();
}

class BackupRun {
	readonly #options: BackupOptions;
	readonly #places: BackupPlaces;
	readonly #phase: FilesPhase;
	readonly #before: HttpStatistics;
	readonly #warnings: string[] = [];
	readonly #failures: (FileOutcome & { readonly error: string })[] = [];
	readonly #meter = new RateMeter();
	#failureCount = 0;
	#refusedCount = 0;
	#mended = 0;
	#done = 0;
	#total = 0;
	#stored = 0;
	#listed = 0;

	constructor(options: BackupOptions) {
		this.#options = options;
		this.#places = new BackupPlaces(options.folder);
		this.#phase = options.mode === 'fetch' ? 'backup' : 'check';
		this.#before = options.host.statistics();
	}

	async run(): Promise<BackupResult> {
		const { files, clock, onEvent } = this.#options;
		const run = await files.begin(this.#phase, clock.now());
		onEvent({ ...this.#where, type: 'start', phase: this.#phase, run, isResumed: false });
		try {
			await (this.#phase === 'backup' ? this.#fetchMissing() : this.#checkStored());
		} catch (error) {
			return await this.#failed(error);
		}
		const isWhole = this.#failureCount === 0 && this.#refusedCount === 0;
		return this.#end(await this.#finish({ outcome: isWhole ? 'done' : 'gaps' }), undefined);
	}

	async #fetchMissing(): Promise<void> {
		const { files, host, clock, signal } = this.#options;
		for await (const { files: listed, refused } of host.list(signal)) {
			const twice = await files.list(listed);
			if (twice > 0) this.#warn(`${twice} uids are listed more than once; the first entry of each counts`);
			for (const one of refused) this.#refuse(one);
			this.#listed += listed.length;
		}
		signal.throwIfAborted();
		const merged = await files.merge(clock.now());
		if (merged.gone > 0)
			this.#warn(`${filesAre(merged.gone)} no longer listed; what is gone is kept and marked (gone_at)`);
		if (merged.doubtful > 0) {
			this.#warn(
				`${filesAre(merged.doubtful)} listed with another size or checksum than before, though uids never change`,
			);
		}
		this.#total = merged.wanted;
		const outside = await this.#prepare();
		await this.#runQueue(
			(after) => files.wanted(after, pageFiles),
			(file, within) => fetchFile(file, false, { ...outside, signal: within }),
		);
		await this.#dropParts(outside.leftParts);
	}

	async #checkStored(): Promise<void> {
		const { files, part } = this.#options;
		this.#total = await files.countStored(part);
		const outside = await this.#prepare();
		await this.#runQueue(
			(after) => files.stored({ after, limit: pageFiles, part }),
			(file, within) => this.#check(file, { ...outside, signal: within }),
		);
	}

	async #check(file: ManifestFile, outside: FetchOutside): Promise<FinishedFile | FileOutcome> {
		const { uid, path } = file;
		const found = await checkFile(outside.places.fileAt(path), file, outside.signal);
		if (found.kind === 'whole') return { kind: 'verified', uid };
		const damage =
			found.kind === 'damaged'
				? found.why
				: found.kind === 'missing'
					? 'it is gone from the disk'
					: 'a folder or a link stands in its place';
		try {
			const mended = await fetchFile(file, true, outside);
			if ('part' in mended) {
				this.#warn(`${path} was damaged (${damage}) and is fetched anew`);
				return mended;
			}
			return 'error' in mended ? { ...mended, error: `${damage}; fetching it anew failed: ${mended.error}` } : mended;
		} catch (error) {
			if (!concernsOneFile(error)) throw error;
			return { kind: 'failed', uid, error: `${damage}; fetching it anew failed: ${error.why}` };
		}
	}

	async #runQueue(
		read: (after: string) => Promise<readonly ManifestFile[]>,
		handle: (file: ManifestFile, signal: AbortSignal) => Promise<FinishedFile | FileOutcome>,
	): Promise<void> {
		const { clock, concurrency, files, signal } = this.#options;
		this.#progress();
		await runFiles({
			...{ concurrency, handle, signal },
			queue: new FileQueue(read),
			now: () => clock.now(),
			record: (outcomes) => files.record(outcomes, this.#traffic(), clock.now()),
			onCommitted: (outcomes) => {
				for (const outcome of outcomes) this.#count(outcome);
				this.#progress();
			},
		});
	}

	async #prepare(): Promise<FetchOutside> {
		const { host, maxFileBytes, freeBytes, signal, folder } = this.#options;
		const places = this.#places;
		try {
			await mkdir(places.incoming, { recursive: true });
			const names = await readdir(places.incoming);
			const leftParts = new Set(names.filter((name) => name.endsWith('.part')).map((name) => name.slice(0, -5)));
			return {
				...{ places, maxFileBytes, leftParts, signal },
				standing: new StandingNames(),
				pool: new BufferPool(bufferBytes),
				fetch: (uid, target, within) => host.fetch(uid, target, within),
				freeBytes: () => freeBytes(folder),
			};
		} catch (error) {
			throw diskError(error, `${folder} could not be used`);
		}
	}

	/** Parts of files that nobody wants any more. */
	async #dropParts(uids: ReadonlySet<string>): Promise<void> {
		for (const uid of uids) await unlessMissing(unlink(this.#places.partOf(uid)));
	}

	#count(outcome: FileOutcome): void {
		this.#done++;
		if (outcome.kind === 'stored') {
			this.#stored++;
			if (outcome.isMended) this.#mended++;
		}
		if (!('error' in outcome)) return;
		this.#failureCount++;
		if (this.#failures.length < shownFailures) this.#failures.push(outcome);
	}

	#refuse({ uid, name, why }: RefusedFile): void {
		this.#refusedCount++;
		if (this.#refusedCount <= shownFailures) this.#warn(`The entry "${name}" (${uid}) was refused: ${why}`);
	}

	#warn(message: string): void {
		if (this.#warnings.length >= 5 * shownFailures) return;
		this.#warnings.push(message);
		this.#options.onEvent({ ...this.#where, type: 'warning', message });
	}

	#progress(): void {
		const { clock, onEvent } = this.#options;
		const { requests, bytes } = this.#traffic();
		const own = {
			read: this.#listed,
			inserted: this.#stored - this.#mended,
			updated: this.#mended,
			deleted: 0,
			unchanged: 0,
		};
		onEvent({
			...this.#where,
			...{ type: 'progress', phase: this.#phase, done: this.#done, total: this.#total, requests, bytes },
			rate: this.#meter.add(this.#done, clock.now()),
			counts: { [dataset]: own },
		});
	}

	async #failed(error: unknown): Promise<BackupResult> {
		const { signal, log } = this.#options;
		const isCancelled = isCancellation(error, signal);
		const outcome = isCancelled ? 'cancelled' : FreeholdError.is(error, 'suspended') ? 'suspended' : 'failed';
		let result: BackupResult;
		try {
			result = this.#end(await this.#finish({ outcome, error: isCancelled ? undefined : describe(error) }), error);
		} catch (second) {
			// The replica itself failed; what came first is what counts.
			log.write('error', 'the run of the back-up could not be closed', { error: second });
			result = this.#result([], error);
		}
		if (isCancelled) throw error;
		return result;
	}

	#finish(end: Pick<FilesFinish, 'outcome' | 'error'>): Promise<RunRecord> {
		const { files, clock } = this.#options;
		return files.finish({ ...end, warnings: this.#warnings, traffic: this.#traffic() }, clock.now());
	}

	#end(record: RunRecord, error: unknown): BackupResult {
		const told = FreeholdError.is(error) ? error.toJSON() : undefined;
		this.#options.onEvent({ ...this.#where, type: 'end', phase: this.#phase, record, error: told });
		return this.#result([record], error);
	}

	#result(runs: readonly RunRecord[], error: unknown): BackupResult {
		const [failures, failureCount, mended] = [this.#failures, this.#failureCount, this.#mended];
		return { ...this.#where, runs, held: undefined, error, failures, failureCount, mended };
	}

	get #where(): { readonly connection: string; readonly dataset: string } {
		return { connection: this.#options.connection, dataset };
	}

	#traffic(): RunTraffic {
		const [now, before] = [this.#options.host.statistics(), this.#before];
		return {
			requests: now.requests - before.requests,
			charged: now.charged - before.charged,
			retries: now.retries - before.retries,
			throttles: now.throttles - before.throttles,
			bytes: now.bytes - before.bytes,
			waitedMs: now.waitedMs - before.waitedMs,
		};
	}
}

function describe(error: unknown): string {
	if (FreeholdError.is(error)) return `${error.what}: ${error.why}. ${error.next}`;
	return error instanceof Error ? error.message : String(error);
}

function filesAre(count: number): string {
	return count === 1 ? '1 file is' : `${count} files are`;
}
