/** Unpacks LZ4 blocks (https://github.com/lz4/lz4/blob/dev/doc/lz4_Block_format.md), which Node has no codec for. */
import { damaged } from './parquetProblems.ts';

const SHORTEST_MATCH = 4;
const LONGER = 15;

/** One block, of which the caller knows how long it is unpacked. */
export function unpackLz4(input: Uint8Array, outputLength: number): Uint8Array {
	const output = new Uint8Array(outputLength);
	return output.subarray(0, unpackBlock(input, output, 0));
}

/** Hadoop frames its blocks with both lengths, big end first; some writers of the same codec leave the frame out. */
export function unpackHadoopLz4(input: Uint8Array, outputLength: number): Uint8Array {
	const view = new DataView(input.buffer, input.byteOffset, input.byteLength);
	const output = new Uint8Array(outputLength);
	let [at, written] = [0, 0];
	while (at + 8 <= input.length) {
		const [unpacked, packed] = [view.getUint32(at), view.getUint32(at + 4)];
		if (at + 8 + packed > input.length || written + unpacked > outputLength) return unpackLz4(input, outputLength);
		written = unpackBlock(input.subarray(at + 8, at + 8 + packed), output, written);
		at += 8 + packed;
	}
	return written === outputLength ? output : unpackLz4(input, outputLength);
}

/** @returns where the output ends */
function unpackBlock(input: Uint8Array, output: Uint8Array, start: number): number {
	let [from, to] = [0, start];
	while (from < input.length) {
		const token = input[from++] ?? 0;
		const literals = lengthOf(token >> 4);
		if (from + literals > input.length || to + literals > output.length) throw broken();
		output.set(input.subarray(from, from + literals), to);
		from += literals;
		to += literals;
		// The last sequence ends with its literals.
		if (from >= input.length) break;
		const offset = (input[from] ?? 0) | ((input[from + 1] ?? 0) << 8);
		from += 2;
		const match = lengthOf(token & LONGER) + SHORTEST_MATCH;
		if (offset === 0 || offset > to - start || to + match > output.length) throw broken();
		// Byte by byte: a match may reach into what it writes.
		for (const end = to + match; to < end; to++) output[to] = output[to - offset] ?? 0;
	}
	return to;

	function lengthOf(bits: number): number {
		let length = bits;
		if (bits === LONGER) {
			for (let byte = 255; byte === 255; length += byte) {
				if (from >= input.length) throw broken();
				byte = input[from++] ?? 0;
			}
		}
		return length;
	}
}

function broken(): Error {
	return damaged('an LZ4 block does not add up');
}
