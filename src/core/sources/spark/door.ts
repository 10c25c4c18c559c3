/** The network as the Spark source uses it. */
import type { HttpRequest, HttpResponse } from '../../http/contract.ts';

export interface Door {
	send(request: HttpRequest, signal: AbortSignal): Promise<HttpResponse>;
}

export interface Doors {
	/** Tries again for as long as is reasonable. */
	readonly patient: Door;
	/** Gives up soon: for requests whose failure is itself an answer (narrowing down a page that always fails). */
	readonly brief: Door;
}

/** A GET of the API. `Accept` is required; the user agent of Spark's own is not any more, but tells the vendor who asks. */
export function getRequest(url: string, label: string, accept: 'json' | 'xml' = 'json'): HttpRequest {
	return {
		method: 'GET',
		url,
		label,
		headers: { accept: `application/${accept}`, 'x-sparkapi-user-agent': 'Freehold' },
	};
}
