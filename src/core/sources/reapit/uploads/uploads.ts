/** Uploads files as documents, property images and identity checks. */
import type { JsonObject } from '../../../json.ts';
import type { Clock } from '../../../outside.ts';
import type { Created } from '../entities/created.ts';
import type { ReapitEntities } from '../entities/entities.ts';
import { putFile } from './putFile.ts';
import { SignedUrls } from './signedUrls.ts';
import { dataUrlStart, planUpload, withFile } from './uploadPlan.ts';
import type { PlannedFile, PlannedRequest, UploadFile, UploadKind } from './uploadPlan.ts';

export interface UploadRequest {
	readonly kind: UploadKind;
	/** The vendor's fields beside the file: `associatedId`, `typeId`, … */
	readonly fields: JsonObject;
	readonly files: readonly UploadFile[];
	/** Sends the fields without comparing them with the vendor's model. */
	readonly isUnchecked?: boolean | undefined;
}

export interface UploadProgress {
	readonly file: string;
	readonly sentBytes: number;
	readonly totalBytes: number;
}

export interface Uploaded extends Created {
	readonly files: readonly string[];
}

export interface UploadOutside {
	readonly entities: ReapitEntities;
	readonly clock: Clock;
	readonly onProgress?: ((progress: UploadProgress) => void) | undefined;
}

/**
 * One record per document or image, one for all files of an identity check. What cannot be sent is refused before anything
 * is; yields each record as it is created.
 *
 * @throws FreeholdError `badRequest`, `usage` before anything is sent; as `ReapitEntities.create` afterwards
 */
export async function* uploadFiles(
	request: UploadRequest,
	outside: UploadOutside,
	signal: AbortSignal,
): AsyncGenerator<Uploaded> {
	const { entities, clock } = outside;
	const requests = checkedPlan(request, entities);
	const signed = requests.flatMap(({ files }) => files).filter(({ way }) => way === 'signed').length;
	const urls = new SignedUrls(entities.api, request.kind, clock, signed);
	for (const planned of requests) {
		const body = await filledBody(planned, urls, outside, signal);
		const created = await entities.create(request.kind, { value: body }, { isUnchecked: true }, signal);
		for (const { file, way } of planned.files) if (way === 'inline') tell(outside, file, file.bytes);
		yield { ...created, files: planned.files.map(({ file }) => file.name) };
	}
}

/** How the files would travel, after every check that can be made here; nothing is sent. */
export function checkedPlan(
	{ kind, fields, files, isUnchecked }: UploadRequest,
	entities: ReapitEntities,
): readonly PlannedRequest[] {
	entities.api.assertMayWrite(`Upload to ${kind}`);
	const requests = planUpload(kind, fields, files);
	const { endpoint } = entities.paths.operation(kind, 'POST');
	if (isUnchecked === true) return requests;
	for (const { body, files: planned } of requests) {
		const whole = planned.reduce<JsonObject>((sum, one) => withFile(sum, one, '…'), body);
		entities.check(endpoint, { value: whole }, `Upload of ${planned.map(({ file }) => file.name).join(', ')}`);
	}
	return requests;
}

async function filledBody(
	{ body, files }: PlannedRequest,
	urls: SignedUrls,
	outside: UploadOutside,
	signal: AbortSignal,
): Promise<JsonObject> {
	let filled = body;
	for (const planned of files) filled = withFile(filled, planned, await contentOf(planned, urls, outside, signal));
	return filled;
}

async function contentOf(
	{ file, way }: PlannedFile,
	urls: SignedUrls,
	outside: UploadOutside,
	signal: AbortSignal,
): Promise<string> {
	if (way === 'inline') return `${dataUrlStart(file)}${(await wholeFile(file)).toString('base64')}`;
	return putFile(outside.entities.api, urls, file, (sent) => tell(outside, file, sent), signal);
}

async function wholeFile(file: UploadFile): Promise<Buffer> {
	const pieces: Uint8Array[] = [];
	for await (const piece of file.open()) pieces.push(piece);
	return Buffer.concat(pieces);
}

function tell({ onProgress }: UploadOutside, { name, bytes }: UploadFile, sentBytes: number): void {
	onProgress?.({ file: name, sentBytes, totalBytes: bytes });
}
