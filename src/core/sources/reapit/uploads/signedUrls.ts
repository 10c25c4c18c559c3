/** Addresses that files may be put to: asked for by up to ten at a time, good for a quarter of an hour. */
import { FreeholdError } from '../../../errors.ts';
import { isJsonObject } from '../../../json.ts';
import type { Json } from '../../../json.ts';
import type { Clock } from '../../../outside.ts';
import type { CustomerApi } from '../entities/customerApi.ts';
import type { UploadKind } from './uploadPlan.ts';

/** `CreatePreSignedUrlsModel`: 1 to 10 (seed 001, "Using pre-signed URLs"). */
const mostAtOnce = 10;
/** An upload begins at once, but not within the last moments of its address. */
const marginMs = 60_000;
/** Where the answer does not say until when: documented. */
const documentedLifeMs = 15 * 60_000;

interface SignedUrl {
	readonly url: string;
	/** By this machine's clock. */
	readonly until: number;
}

export class SignedUrls {
	readonly #api: CustomerApi;
	readonly #kind: UploadKind;
	readonly #clock: Clock;
	/** How many files still need one. */
	#wanted: number;
	#held: SignedUrl[] = [];

	constructor(api: CustomerApi, kind: UploadKind, clock: Clock, wanted: number) {
		this.#api = api;
		this.#kind = kind;
		this.#clock = clock;
		this.#wanted = wanted;
	}

	/** One address, for one attempt. Addresses that have run out meanwhile are asked for again. */
	async take(signal: AbortSignal): Promise<string> {
		const now = this.#clock.now();
		this.#held = this.#held.filter(({ until }) => until - marginMs > now);
		const known = this.#held.shift();
		if (known !== undefined) return known.url;
		this.#held = await this.#ask(Math.min(mostAtOnce, Math.max(1, this.#wanted)), signal);
		const first = this.#held.shift();
		if (first === undefined) throw new Error('an answer without addresses is refused');
		return first.url;
	}

	/** A file has arrived: fewer addresses are needed. */
	used(): void {
		this.#wanted--;
	}

	/** What was signed together runs out together. */
	drop(): void {
		this.#held = [];
	}

	async #ask(amount: number, signal: AbortSignal): Promise<SignedUrl[]> {
		const label = `Upload addresses for ${this.#kind}`;
		const path = `/${this.#kind}/signedUrl`;
		// Addresses that nobody uses run out by themselves.
		const call = { method: 'POST' as const, path, body: { amount }, isIdempotent: true, label };
		const { json, serverTime, requestId } = await this.#api.write(call, signal);
		const urls = isJsonObject(json) && Array.isArray(json.urls) ? (json.urls as readonly Json[]) : [];
		const sound = urls.filter((url) => typeof url === 'string' && URL.canParse(url)) as string[];
		if (sound.length === 0) {
			throw new FreeholdError('badResponse', {
				what: `${label} could not be had`,
				why: 'the answer holds none',
				next: 'Try again; if it stays, report it to Reapit with the request id',
				requestId,
			});
		}
		const until = this.#clock.now() + lifeMs(json, serverTime);
		return sound.map((url) => ({ url, until }));
	}
}

/** By the server's clock, so that a wrong local one cannot stretch it. */
function lifeMs(json: Json | undefined, serverTime: number): number {
	const expiration =
		isJsonObject(json) && typeof json.expiration === 'string' ? Date.parse(json.expiration) : Number.NaN;
	return Number.isNaN(expiration) ? documentedLifeMs : expiration - serverTime;
}
