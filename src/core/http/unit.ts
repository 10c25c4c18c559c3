/** Names the unit that a vendor counts requests by, without revealing the key or login behind it. */
import { createHash } from 'node:crypto';

/**
 * @param vendor  `spark`
 * @param credential  what the vendor counts by: a key, a login, a customer; kept by extension and CLI alike, so that
 *   both spend from one budget
 */
export function countingUnit(vendor: string, credential: string): string {
	// 64 bits tell a person's keys apart, and are too few to confirm a guess with much confidence.
	return `${vendor}:${createHash('sha256').update(`${vendor}\0${credential}`).digest('hex').slice(0, 16)}`;
}
