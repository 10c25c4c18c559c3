/** Numbers that stand for values, so that a million of them can be compared without being kept. */

const bits = new DataView(new ArrayBuffer(8));
const HALF = 4_294_967_296;

/**
 * A whole number of 53 bits (cyrb53). Among a million values, two share one by chance once in some twenty thousand tables.
 */
export function hashOf(value: string | number | boolean): number {
	let high = 0xdeadbeef;
	let low = 0x41c6ce57;
	if (typeof value !== 'string') {
		// Whatever sign a zero has, it is one value.
		bits.setFloat64(0, Number(value) || 0);
		high = Math.imul(high ^ bits.getUint32(0), 2654435761);
		low = Math.imul(low ^ bits.getUint32(4), 1597334677);
		high = Math.imul(high ^ bits.getUint32(4), 2654435761);
		low = Math.imul(low ^ bits.getUint32(0), 1597334677);
	} else {
		for (let at = 0; at < value.length; at++) {
			const unit = value.charCodeAt(at);
			high = Math.imul(high ^ unit, 2654435761);
			low = Math.imul(low ^ unit, 1597334677);
		}
		low ^= value.length;
	}
	const mixed = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
	const other = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(mixed ^ (mixed >>> 13), 3266489909);
	return HALF * (other & 0x1fffff) + (mixed >>> 0);
}
