/**
 * Decides how files travel: within the request while the whole of it stays below 6 MB, up to 30 MB through a pre-signed
 * address, and not at all beyond (seed 001, "Uploading files"). Everything is known before anything is sent.
 */
import { FreeholdError } from '../../../errors.ts';
import type { StreamedBody } from '../../../http/contract.ts';
import type { JsonObject } from '../../../json.ts';
import { isJsonObject } from '../../../json.ts';

export type UploadKind = 'documents' | 'propertyImages' | 'identityChecks';
export const uploadKinds: readonly UploadKind[] = ['documents', 'propertyImages', 'identityChecks'];

/** A file of the user's, opened as often as it is needed. */
export interface UploadFile extends StreamedBody {
	/** Without folders: `Floor plan.pdf`. */
	readonly name: string;
	readonly mediaType: string;
}

export interface PlannedFile {
	readonly file: UploadFile;
	readonly way: 'inline' | 'signed';
	/** The object of the body that holds it (`identityDocument1`); absent: the body itself. */
	readonly holder: string | undefined;
	/** Name of the field that takes the bytes; `fileUrl` takes the address in all models. */
	readonly field: 'fileData' | 'data';
}

export interface PlannedRequest {
	/** Without the files. */
	readonly body: JsonObject;
	readonly files: readonly PlannedFile[];
}

export interface SentFile extends Pick<UploadFile, 'name' | 'bytes' | 'mediaType'>, Pick<PlannedFile, 'way'> {}

/** "6Mb" read as the smaller of its two meanings. */
export const largestRequestBytes = 6_000_000;
export const largestFileBytes = 30_000_000;
/**
 * Request line and headers, the access token among them: what Amazon's gateway, which answers for Reapit, takes at most
 * (its quota "total combined size of request line and header values"). The token is not known when it is planned.
 */
const headersBytes = 10_240;

/** @throws FreeholdError `badRequest` for files that cannot be sent, `usage` for more than one request has room for */
export function planUpload(
	kind: UploadKind,
	fields: JsonObject,
	files: readonly UploadFile[],
): readonly PlannedRequest[] {
	if (files.length === 0) throw refused('usage', 'Nothing was uploaded', 'no file was named', 'Name at least one file');
	for (const file of files) assertSendable(file);
	if (kind === 'identityChecks') return [planCheck(fields, files)];
	const field = kind === 'documents' ? 'fileData' : 'data';
	return files.map((file) => {
		// A name is required, and the file has one.
		const body = kind === 'documents' ? { name: file.name, ...fields } : fields;
		return planRequest(body, [{ file, field, holder: undefined }]);
	});
}

/** Bytes of the whole request as it goes out, the room for its headers included. */
export function requestBytes({ body, files }: PlannedRequest): number {
	const withoutData = files.reduce<JsonObject>((sum, planned) => withFile(sum, planned, ''), body);
	const data = files.map(({ file, way }) => (way === 'inline' ? encodedBytes(file) : longestUrlBytes));
	return data.reduce((sum, bytes) => sum + bytes, headersBytes + Buffer.byteLength(JSON.stringify(withoutData)));
}

/** The files of a request, as they are told before anything is sent. */
export function sentFiles({ files }: PlannedRequest): readonly SentFile[] {
	return files.map(({ file, way }) => ({ name: file.name, bytes: file.bytes, mediaType: file.mediaType, way }));
}

/** The body with one file's data or address in its place. */
export function withFile(body: JsonObject, { way, holder, field }: PlannedFile, content: string): JsonObject {
	const name = way === 'inline' ? field : 'fileUrl';
	if (holder === undefined) return { ...body, [name]: content };
	const inner = body[holder];
	return { ...body, [holder]: { ...(isJsonObject(inner) ? inner : {}), [name]: content } };
}

export function dataUrlStart({ mediaType }: Pick<UploadFile, 'mediaType'>): string {
	return `data:${mediaType};base64,`;
}

const longestUrlBytes = 2048;

function encodedBytes(file: UploadFile): number {
	return dataUrlStart(file).length + 4 * Math.ceil(file.bytes / 3);
}

/** One check has room for two documents, and its whole request counts (vendor's `CreateIdentityCheckModel`). */
function planCheck(fields: JsonObject, files: readonly UploadFile[]): PlannedRequest {
	if (files.length > 2) {
		throw refused(
			'usage',
			'Nothing was uploaded',
			'an identity check holds two documents at most',
			'Name one or two files',
		);
	}
	const placed = files.map((file, i) => ({ file, field: 'fileData' as const, holder: `identityDocument${i + 1}` }));
	const body = placed.reduce<JsonObject>((sum, { file, holder }) => {
		const given = sum[holder];
		return { ...sum, [holder]: { name: file.name, ...(isJsonObject(given) ? given : {}) } };
	}, fields);
	return planRequest(body, placed);
}

/** The largest files go through an address until the rest fits. */
function planRequest(body: JsonObject, placed: readonly Omit<PlannedFile, 'way'>[]): PlannedRequest {
	const bySize = placed.map(({ file }) => file).toSorted((a, b) => b.bytes - a.bytes);
	for (let signed = 0; ; signed++) {
		const elsewhere = new Set(bySize.slice(0, signed));
		const files = placed.map((one) => ({
			...one,
			way: elsewhere.has(one.file) ? ('signed' as const) : ('inline' as const),
		}));
		const planned = { body, files };
		if (requestBytes(planned) <= largestRequestBytes) return planned;
		if (signed >= placed.length) {
			throw refused('badRequest', 'Nothing was uploaded', 'the fields alone are larger than 6 MB', 'Shorten them');
		}
	}
}

function assertSendable({ name, bytes }: UploadFile): void {
	if (bytes === 0) throw refused('badRequest', `${name} was not uploaded`, 'the file is empty', 'Check the file');
	if (bytes <= largestFileBytes) return;
	const why = `it has ${(bytes / 1e6).toFixed(1)} MB, and Reapit takes 30 MB at most`;
	throw refused('badRequest', `${name} was not uploaded`, why, 'Make it smaller, or split it; nothing was sent');
}

function refused(reason: 'usage' | 'badRequest', what: string, why: string, next: string): FreeholdError {
	return new FreeholdError(reason, { what, why, next });
}
