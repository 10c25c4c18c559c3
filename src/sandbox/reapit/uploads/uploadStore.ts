/** The holding area of uploads: a store like S3 that takes bytes by signed URL (domain: Reapit §2.5). */
import { createHash, createHmac, randomBytes } from 'node:crypto';
import type { Answer, SandboxRequest } from '../../answer.ts';
import type { SandboxClock } from '../../clock.ts';
import type { ReapitCaller } from '../contract.ts';

export interface Upload {
	readonly bytes: Uint8Array;
	readonly contentType: string;
	/** Who asked for the URL: nobody else can use what was uploaded. */
	readonly owner: string;
}

/** "Larger files (between 6Mb and 30Mb)"; where more is refused is unknown. */
export const largestUpload = 30_000_000;
export const signedForSeconds = 900;

const region = 'eu-west-2';

export class UploadStore {
	readonly #clock: SandboxClock;
	readonly #origin: string;
	readonly #secret = randomBytes(32);
	readonly #owners = new Map<string, string>();
	readonly #uploads = new Map<string, Upload>();
	#count = 0;

	constructor(clock: SandboxClock, origin: string) {
		this.#clock = clock;
		this.#origin = origin;
	}

	/** @returns an address that takes one file within 15 minutes */
	signedUrl(caller: ReapitCaller): string {
		const key = this.#freshKey();
		this.#owners.set(key, ownerOf(caller));
		const date = amzDate(this.#clock.now());
		const query = new URLSearchParams({
			'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
			'X-Amz-Credential': `SANDBOX/${date.slice(0, 8)}/${region}/s3/aws4_request`,
			'X-Amz-Date': date,
			'X-Amz-Expires': String(signedForSeconds),
			'X-Amz-SignedHeaders': 'host',
		});
		query.set('X-Amz-Signature', this.#signature(key, query));
		return `${this.#origin}/${key}?${query.toString()}`;
	}

	/**
	 * What was uploaded to an address; its query may have been dropped.
	 *
	 * @returns undefined where nothing was, or where another application or customer did
	 */
	uploaded(caller: ReapitCaller, url: string): Upload | undefined {
		if (!URL.canParse(url)) return undefined;
		const { origin, pathname } = new URL(url);
		const upload = origin === this.#origin ? this.#uploads.get(pathname.slice(1)) : undefined;
		return upload?.owner === ownerOf(caller) ? upload : undefined;
	}

	/** Everything on the host of files. */
	answer(request: SandboxRequest): Answer {
		const key = request.path.slice(1);
		const { params, headers } = request;
		if (!params.has('X-Amz-Signature')) return xmlError(403, 'AccessDenied', 'Access Denied');
		// As S3: a signature and a credential at once are refused.
		if (headers.authorization !== undefined)
			return xmlError(
				400,
				'InvalidArgument',
				'Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified',
			);
		const owner = this.#owners.get(key);
		const isSigned = this.#signature(key, params) === params.get('X-Amz-Signature');
		if (request.method !== 'PUT' || owner === undefined || !isSigned)
			return xmlError(
				403,
				'SignatureDoesNotMatch',
				'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
			);
		const expiresAt = instantOfAmz(params.get('X-Amz-Date') ?? '') + Number(params.get('X-Amz-Expires')) * 1000;
		if (!(this.#clock.now() < expiresAt)) return xmlError(403, 'AccessDenied', 'Request has expired');
		const bytes = request.bytes ?? Buffer.from(request.body);
		if (bytes.length > largestUpload)
			return xmlError(400, 'EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size');
		const contentType = headers['content-type'] ?? 'binary/octet-stream';
		this.#uploads.set(key, { bytes: Uint8Array.from(bytes), contentType, owner });
		const etag = `"${createHash('md5').update(bytes).digest('hex')}"`;
		return { status: 200, headers: { etag }, body: { kind: 'text', text: '' } };
	}

	#freshKey(): string {
		this.#count += 1;
		const hex = createHash('sha256').update(`upload ${this.#count}`).digest('hex');
		return hex.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
	}

	#signature(key: string, query: URLSearchParams): string {
		const signed = [...query]
			.filter(([name]) => name !== 'X-Amz-Signature')
			.map(([name, value]) => `${name}=${value}`)
			.sort();
		return createHmac('sha256', this.#secret)
			.update([`PUT /${key}`, ...signed].join('\n'))
			.digest('hex');
	}
}

const ownerOf = ({ clientId, customer }: ReapitCaller): string => `${customer} ${clientId}`;

/** `20210714T082753Z` */
const amzDate = (ms: number): string =>
	new Date(ms)
		.toISOString()
		.replace(/\.\d+Z$/, 'Z')
		.replace(/[-:]/g, '');

const instantOfAmz = (text: string): number =>
	Date.parse(text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));

function xmlError(status: number, code: string, message: string): Answer {
	const text = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`;
	return { status, headers: { 'content-type': 'application/xml' }, body: { kind: 'text', text } };
}
