/** Puts numbers in order a part at a time, so that others have their turn: a million at once take a tenth of a second. */
import { turn } from '../turn.ts';

const PART = 65_536;

/** A copy. */
export async function sortedInTurns(numbers: Float64Array): Promise<Float64Array> {
	let from = numbers.slice();
	if (from.length <= PART) return from.sort();
	for (let at = 0; at < from.length; at += PART) {
		from.subarray(at, at + PART).sort();
		await turn();
	}
	let to = new Float64Array(from.length);
	for (let width = PART; width < from.length; width *= 2) {
		for (let at = 0; at < from.length; at += 2 * width) {
			merge(from.subarray(at, at + width), from.subarray(at + width, at + 2 * width), to.subarray(at, at + 2 * width));
			await turn();
		}
		[from, to] = [to, from];
	}
	return from;
}

function merge(left: Float64Array, right: Float64Array, into: Float64Array): void {
	let [l, r] = [0, 0];
	for (let at = 0; at < into.length; at++) {
		const isLeft = r >= right.length || (l < left.length && (left[l] ?? 0) <= (right[r] ?? 0));
		into[at] = (isLeft ? left[l++] : right[r++]) ?? 0;
	}
}
