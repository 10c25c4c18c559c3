/** The vendor's billing rule for embeds (seed 001, "Billing Example"). */

/** Embedded records are fetched by the vendor in pages of this size, and each of them is a call of ours. */
const embeddedPerCall = 100;

/**
 * Calls that the vendor made on our behalf for one page: 50 properties with 15 images each are 750 images, so 8 calls,
 * and 9 with the request itself.
 *
 * @param nested  how many records came embedded, by embed
 */
export function embeddedCalls(nested: Readonly<Record<string, number>>): number {
	return Object.values(nested).reduce((sum, count) => sum + Math.ceil(count / embeddedPerCall), 0);
}
