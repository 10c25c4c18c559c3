/** Buffers that are used again: garbage outside of the heap is collected late, and a back-up would make gigabytes of it. */

export class BufferPool {
	readonly bytes: number;
	readonly #free: Buffer[] = [];

	/** @param bytes  of each buffer; what is never written to takes no memory */
	constructor(bytes: number) {
		this.bytes = bytes;
	}

	take(): Buffer {
		return this.#free.pop() ?? Buffer.allocUnsafeSlow(this.bytes);
	}

	/** Whoever gives a buffer back must not touch it any more. */
	give(buffer: Buffer): void {
		this.#free.push(buffer);
	}
}
