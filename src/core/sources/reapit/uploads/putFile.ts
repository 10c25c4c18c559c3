/** Puts one file to a pre-signed address, and asks for another address where that one has run out. */
import { FreeholdError } from '../../../errors.ts';
import type { HttpRequest } from '../../../http/contract.ts';
import type { CustomerApi } from '../entities/customerApi.ts';
import type { SignedUrls } from './signedUrls.ts';
import type { UploadFile } from './uploadPlan.ts';

/** Refused this often, it is not the address's age. */
const maxAddresses = 3;

/**
 * @param onSent  told how many bytes of this attempt have been handed to the network
 * @returns the address without its query, as the vendor's `fileUrl` takes it
 */
export async function putFile(
	api: CustomerApi,
	urls: SignedUrls,
	file: UploadFile,
	onSent: (bytes: number) => void,
	signal: AbortSignal,
): Promise<string> {
	for (let addresses = 1; ; addresses++) {
		const url = await urls.take(signal);
		try {
			await api.sendElsewhere(requestOf(url, file, onSent), signal);
			urls.used();
			return withoutQuery(url);
		} catch (error) {
			if (!isRefusedAddress(error)) throw error;
			// The others were signed with it.
			urls.drop();
			if (addresses >= maxAddresses) throw notTaken(file, error, addresses);
		}
	}
}

function requestOf(url: string, file: UploadFile, onSent: (bytes: number) => void): HttpRequest {
	return {
		method: 'PUT',
		url,
		// S3 checks a header only where the signature covers it; one that it does not expect can break older signatures.
		headers: signsType(url) ? { 'content-type': file.mediaType } : {},
		body: { bytes: file.bytes, open: () => counted(file.open(), onSent) },
		isIdempotent: true,
		isPreSigned: true,
		label: `Upload of ${file.name}`,
	};
}

function signsType(url: string): boolean {
	const signed = new URL(url).searchParams.get('X-Amz-SignedHeaders') ?? '';
	return signed.toLowerCase().split(';').includes('content-type');
}

async function* counted(
	pieces: AsyncIterable<Uint8Array>,
	onSent: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
	let sent = 0;
	for await (const piece of pieces) {
		yield piece;
		sent += piece.byteLength;
		onSent(sent);
	}
}

/** S3 answers 403 (`AccessDenied`: "Request has expired") or 400 (`ExpiredToken`) for an address that has run out. */
function isRefusedAddress(error: unknown): error is FreeholdError {
	return FreeholdError.is(error) && (error.status === 403 || error.status === 400);
}

function notTaken(file: UploadFile, error: FreeholdError, addresses: number): FreeholdError {
	const { status, requestId } = error;
	return new FreeholdError('forbidden', {
		what: `${file.name} was not uploaded`,
		why: `the storage behind the pre-signed address refused it, with ${addresses} new addresses one after another`,
		next: "Check this machine's clock and proxy; if it stays, report it to Reapit",
		...{ status, requestId, cause: error },
	});
}

/** "It is not necessary to include all the query string parameters" (seed 001); they are a credential. */
function withoutQuery(url: string): string {
	const { origin, pathname } = new URL(url);
	return `${origin}${pathname}`;
}
