/** An access token and how long it is worth sending; putting it into a request, and finding it there again. */
import type { HttpRequest } from '../../http/contract.ts';

export interface HeldToken {
	readonly accessToken: string;
	/** From then on (ms by our clock) it is renewed before it is used; absent: until the vendor refuses it. */
	readonly renewAt: number | undefined;
}

const marginMs = 60_000;

/**
 * Kept until a minute before its end, or a tenth of its life where that is shorter.
 *
 * @param askedAt  ms by our clock before the request: its life began after that
 */
export function heldToken(accessToken: string, lifeMs: number | undefined, askedAt: number): HeldToken {
	const renewAt = lifeMs === undefined ? undefined : askedAt + lifeMs - Math.min(marginMs, lifeMs / 10);
	return { accessToken, renewAt };
}

export function isFresh(token: HeldToken | undefined, now: number): token is HeldToken {
	return token !== undefined && (token.renewAt === undefined || now < token.renewAt);
}

export function withBearer(request: HttpRequest, token: string): HttpRequest {
	return { ...request, headers: { ...request.headers, authorization: `Bearer ${token}` } };
}

/** The token that a request carried. */
export function carried(request: HttpRequest): string | undefined {
	return /^Bearer (.*)$/.exec(request.headers?.authorization ?? '')?.[1];
}
