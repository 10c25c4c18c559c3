/** Brings one file: finds it where it stands, goes on with a part of it, or fetches it; checked in every case. */
import { mkdir, rename } from 'node:fs/promises';
import { FreeholdError } from '../../errors.ts';
import type { DownloadTarget } from '../../http/download.ts';
import type { FileOutcome, ManifestFile } from '../../replica/contract.ts';
import type { BufferPool } from './bufferPool.ts';
import { checkFile } from './checkFile.ts';
import { diskError } from './diskErrors.ts';
import type { FinishedFile } from './commitGroup.ts';
import { PartFile, WrongContentError } from './partFile.ts';
import type { BackupPlaces } from './places.ts';
import type { StandingNames } from './standingNames.ts';

export interface FetchOutside {
	readonly places: BackupPlaces;
	readonly fetch: (uid: string, target: DownloadTarget, signal: AbortSignal) => Promise<void>;
	/** Larger files are refused. */
	readonly maxFileBytes: number;
	/** Room on the disk of the back-up, in bytes. */
	readonly freeBytes: () => Promise<number>;
	readonly standing: StandingNames;
	readonly pool: BufferPool;
	/** Uids of which an earlier run left a part; those taken are removed. */
	readonly leftParts: Set<string>;
	readonly signal: AbortSignal;
}

const MISSING = { kind: 'missing' } as const;
/** How often content with a wrong size or checksum is fetched in full before it is set aside. */
const fullAttempts = 3;
/** Asking the disk for each small file would cost more than it tells; when it is full, writing says so. */
const askDiskFrom = 4 * 1024 * 1024;

/**
 * @returns a finished part to be committed, or an outcome that only the manifest has to know
 * @throws the signal's reason when cancelled; FreeholdError where fetching or writing failed
 */
export async function fetchFile(
	file: ManifestFile,
	isMended: boolean,
	outside: FetchOutside,
): Promise<FinishedFile | FileOutcome> {
	const { places, signal } = outside;
	const { uid } = file;
	const target = places.fileAt(file.path);
	const standing = (await outside.standing.has(target)) ? await checkFile(target, file, signal) : MISSING;
	// Moved to its name before the manifest could be told: never fetched again.
	if (standing.kind === 'whole') return { kind: 'stored', uid, crc: standing.crc, isMended: false };
	if (standing.kind === 'foreign') {
		return { kind: 'failed', uid, error: `${file.path} is taken by a folder or a link, which is left alone` };
	}
	const refusal = await refusalOf(file, outside);
	if (refusal !== undefined) return { kind: 'refused', uid, error: refusal };
	if (standing.kind === 'damaged') await setAside(target, uid, places);

	const part = await openPart(file, outside);
	try {
		const why = await receive(file, part, outside);
		if (why === undefined) {
			// Not left to the commit, which comes for 64 at once: their buffers and all that hangs on them take 50 MB.
			await part.flush();
			return { part, target, outcome: { kind: 'stored', uid, crc: part.crc, isMended } };
		}
		const isEmpty = part.held === 0;
		await part.leave();
		if (!isEmpty) await setAside(part.file, uid, places);
		return { kind: 'quarantined', uid, error: why };
	} catch (error) {
		await part.leave();
		throw error;
	}
}

async function refusalOf(file: ManifestFile, outside: FetchOutside): Promise<string | undefined> {
	if (file.size > outside.maxFileBytes) {
		return `it is listed with ${file.size} bytes; at most ${outside.maxFileBytes} are taken (--max-file)`;
	}
	if (file.size < askDiskFrom) return undefined;
	const free = await outside.freeBytes();
	return file.size > free ? `it is listed with ${file.size} bytes, and the disk has room for ${free}` : undefined;
}

async function openPart(file: ManifestFile, { places, leftParts, pool, signal }: FetchOutside): Promise<PartFile> {
	const path = places.partOf(file.uid);
	const isKnown = leftParts.delete(file.uid);
	try {
		return await PartFile.open(path, file, isKnown, pool, signal);
	} catch (error) {
		throw diskError(error, `${path} could not be opened`);
	}
}

/** @returns what is wrong with what the server sends, after all attempts; `undefined` when the whole file is there */
async function receive(file: ManifestFile, part: PartFile, outside: FetchOutside): Promise<string | undefined> {
	// What had a wrong checksum in an earlier run gets one more chance, not three.
	const allowed = file.state === 'quarantined' ? 1 : fullAttempts;
	for (let attempts = 0; ;) {
		// Only what came in one piece tells about the server; a continued part may have been bad from the start.
		if (part.held === 0) attempts++;
		const why = await attempt(file, part, outside);
		if (why === undefined) return undefined;
		if (attempts >= allowed) return attempts === 1 ? why : `${why} (fetched ${attempts} times)`;
		await part.reset();
	}
}

async function attempt(
	file: ManifestFile,
	part: PartFile,
	{ fetch, signal }: FetchOutside,
): Promise<string | undefined> {
	try {
		if (part.held < file.size || file.size === 0) await fetch(file.uid, part, signal);
		return part.problem();
	} catch (error) {
		if (error instanceof WrongContentError) return error.message;
		throw error;
	}
}

/** Keeps what is wrong, out of the way: it may be all that there is. */
async function setAside(file: string, uid: string, places: BackupPlaces): Promise<void> {
	try {
		await mkdir(places.quarantine, { recursive: true });
		await rename(file, places.quarantined(uid));
	} catch (error) {
		throw diskError(error, `${file} could not be set aside`);
	}
}

/** Failures that concern one file; all others end the run. */
export function concernsOneFile(error: unknown): error is FreeholdError {
	return FreeholdError.is(
		error,
		...(['notFound', 'forbidden', 'badRequest', 'badResponse', 'unsafe', 'network', 'timeout', 'unavailable'] as const),
	);
}
