/** The link to the next page: guessed early, checked before use, refused where following it would be wrong. */
import { createHash } from 'node:crypto';
import { FreeholdError } from '../../errors.ts';
import type { JsonObject } from '../../json.ts';
import { withoutCredentials } from './odataLink.ts';

const property = '@odata.nextLink';
/** A link with a long `$select` and `$filter` fits. */
const tailBytes = 8 * 1024;
const pattern = /"@odata\.nextLink"\s*:\s*("(?:[^"\\]|\\.)*")/g;

/**
 * The next link as it seems to stand at the end of a page's text, without parsing the page. It may be wrong: whoever
 * uses it compares it with the parsed envelope. Text values cannot imitate it, since their quotes are escaped.
 *
 * @param from the link that led to this page
 */
export function guessNextLink(body: Uint8Array, from: string): string | undefined {
	const start = Math.max(0, body.length - tailBytes);
	const tail = Buffer.from(body.buffer, body.byteOffset + start, body.length - start).toString('utf8');
	const found = [...tail.matchAll(pattern)].at(-1)?.[1];
	if (found === undefined) return undefined;
	try {
		return absolute(JSON.parse(found) as string, from);
	} catch {
		// An invalid escape: the worker will say so with its place in the page.
		return undefined;
	}
}

/** @throws FreeholdError `badResponse` where the envelope's link is no text */
export function nextLinkOf(envelope: JsonObject, from: string, label: string): string | undefined {
	const link = envelope[property];
	if (link === undefined || link === null || link === '') return undefined;
	if (typeof link === 'string') return absolute(link, from);
	throw brokenProtocol(label, `its ${property} is not text`);
}

/** The links of one walk. A link to another origin, or one that was followed before, ends the walk. */
export class LinkTrail {
	readonly #origin: string;
	/** 64 bits of each link's hash: a walk may have a hundred thousand links of some hundred characters. */
	readonly #seen = new Set<string>();

	constructor(origin: string) {
		this.#origin = origin;
	}

	/** Whether a link may be followed; used for guesses, which are only dropped. */
	allows(link: string): boolean {
		return this.#isOurs(link) && !this.#seen.has(mark(link));
	}

	/** Notes that this link is being followed. */
	follow(link: string): void {
		this.#seen.add(mark(link));
	}

	/** Forgets everything, for a walk that begins anew. */
	restart(): void {
		this.#seen.clear();
	}

	/**
	 * @throws FreeholdError `unsafe` for a link to another origin (it must never see the token), `badResponse` for one
	 *         that was followed before (the walk would never end)
	 */
	check(link: string, label: string): void {
		if (!this.#isOurs(link)) {
			throw new FreeholdError('unsafe', {
				what: `${label} leads elsewhere`,
				why: `its next link goes to ${URL.parse(link)?.origin ?? 'no web address'}, not to ${this.#origin}`,
				next: 'The link was not followed, so that your token stays where it belongs. Tell the vendor',
			});
		}
		if (this.#seen.has(mark(link))) {
			throw brokenProtocol(label, 'its next link leads to a page that was already read: the walk would never end');
		}
	}

	#isOurs(link: string): boolean {
		return URL.parse(link)?.origin === this.#origin;
	}
}

export function brokenProtocol(label: string, why: string): FreeholdError {
	return new FreeholdError('badResponse', {
		what: `${label} breaks the protocol`,
		why,
		next: 'Try again; if it stays, write to api-support@sparkplatform.com. What was read so far is kept',
	});
}

/** Links are followed verbatim; only a relative one, which OData allows, has to be completed. */
function absolute(link: string, from: string): string {
	return withoutCredentials(URL.canParse(link) ? link : (URL.parse(link, from)?.href ?? link));
}

function mark(link: string): string {
	return createHash('sha256').update(link).digest('base64').slice(0, 11);
}
