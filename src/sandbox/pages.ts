/** Warms the sandbox for a benchmark: makes the pages of a full walk beforehand, so that serving one is a copy. */
import type { SparkSandbox } from './spark/sparkSandbox.ts';

export interface PreparedWalk {
	readonly path: string;
	/** Options of the walk as the client will send them: `$top=1000&$count=true`. */
	readonly query: string;
	/** A bearer token of the role that will walk. */
	readonly token: string;
}

export interface Prepared {
	readonly pages: number;
	readonly bytes: number;
}

/**
 * Asks for each distinct page once, in this process. Needs a sandbox with `variety`; without limits on requests, or
 * the pages count against them.
 *
 * @throws Error where the sandbox refuses the walk, or serves it the ordinary way
 */
export function preparePages(spark: SparkSandbox, walk: PreparedWalk): Prepared {
	const origin = spark.origins.replication;
	let url: URL | undefined = new URL(`${origin}${walk.path}?${walk.query}`);
	let pages = 0;
	let bytes = 0;
	const seen = new Set<number>();
	while (url !== undefined) {
		const { answer, leave } = spark.handle({
			method: 'GET',
			path: decodeURIComponent(url.pathname),
			params: url.searchParams,
			headers: { authorization: `Bearer ${walk.token}` },
			body: '',
			origin,
			host: 'replication',
		});
		leave();
		// What is left over at the end of a walk (a page that is not full) is made when it is asked for.
		if (answer.body.kind !== 'bytes') {
			if (pages === 0) throw new Error(`The walk ${url.href} cannot be prepared (status ${answer.status})`);
			break;
		}
		const body = Buffer.from(answer.body.bytes);
		const place = spark.templateOf(url.searchParams.get('$skiptoken') ?? undefined);
		if (seen.has(place)) break;
		seen.add(place);
		pages += 1;
		bytes += body.length;
		const next = /"@odata\.nextLink":"([^"]+)"\}$/.exec(body.subarray(-2000).toString('utf8'))?.[1];
		url = next === undefined ? undefined : new URL(next);
	}
	return { pages, bytes };
}
