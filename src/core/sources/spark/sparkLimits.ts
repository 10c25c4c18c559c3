/** How many requests a Spark key may send (domain/spark.md §3.5). */
import type { RateLimit } from '../../http/contract.ts';
import type { SparkSettings } from './sparkSettings.ts';

const windowMs = 5 * 60_000;

/**
 * Walks are chains of links, one request after the other with one read ahead; the rest leaves room for a second dataset.
 * One user saw 429 above eight at a time.
 */
const concurrency = 4;

export function sparkLimit(keyType: SparkSettings['keyType'], unit: string): RateLimit {
	switch (keyType) {
		case 'vow':
		case 'bbo':
			return { unit, requests: 4000, windowMs, concurrency };
		case 'idx':
		case 'private': // The vendor names no figure for Private keys; the smaller one can do no harm.
			return { unit, requests: 1500, windowMs, concurrency };
	}
}
