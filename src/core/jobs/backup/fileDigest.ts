/** Size and checksums of bytes as they pass. */
import { createHash } from 'node:crypto';
import type { Hash } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** What a file should be. The vendor tells one of the checksums, seldom both. */
export interface Expected {
	readonly size: number;
	readonly crc: number | undefined;
	readonly sha256: string | undefined;
}

export class FileDigest {
	#bytes = 0;
	#crc = 0;
	/** Only where the vendor told one: it costs five times what reading the file does. */
	readonly #hash: Hash | undefined;

	constructor(expected: Expected) {
		this.#hash = expected.sha256 === undefined ? undefined : createHash('sha256');
	}

	get bytes(): number {
		return this.#bytes;
	}

	/** CRC-32 of what has passed. */
	get crc(): number {
		return this.#crc;
	}

	add(piece: Uint8Array): void {
		this.#bytes += piece.byteLength;
		this.#crc = crc32(piece, this.#crc);
		this.#hash?.update(piece);
	}

	/** What is wrong with the whole; `undefined` where nothing is. To be called once, at the end. */
	problem({ size, crc, sha256 }: Expected): string | undefined {
		if (this.#bytes !== size) return `it has ${this.#bytes} bytes instead of ${size}`;
		if (crc !== undefined && this.#crc !== crc) return `its CRC-32 is ${this.#crc} instead of ${crc}`;
		const digest = this.#hash?.digest('hex');
		if (sha256 !== undefined && digest !== sha256) return `its SHA-256 is ${digest ?? 'unknown'} instead of ${sha256}`;
		return undefined;
	}
}
