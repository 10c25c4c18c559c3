/** Little-endian bytes that grow as they are written. */

export class ByteWriter {
	#bytes: Buffer;
	#length = 0;

	constructor(capacity = 65_536) {
		this.#bytes = Buffer.allocUnsafe(capacity);
	}

	get length(): number {
		return this.#length;
	}

	u8(value: number): this {
		this.#room(1);
		this.#length = this.#bytes.writeUInt8(value, this.#length);
		return this;
	}

	u16(value: number): this {
		this.#room(2);
		this.#length = this.#bytes.writeUInt16LE(value, this.#length);
		return this;
	}

	u32(value: number): this {
		this.#room(4);
		this.#length = this.#bytes.writeUInt32LE(value >>> 0, this.#length);
		return this;
	}

	f64(value: number): this {
		this.#room(8);
		this.#length = this.#bytes.writeDoubleLE(value, this.#length);
		return this;
	}

	bytes(value: Uint8Array): this {
		this.#room(value.length);
		this.#bytes.set(value, this.#length);
		this.#length += value.length;
		return this;
	}

	text(value: string, encoding: 'latin1' | 'utf16le' | 'utf8'): this {
		return this.bytes(Buffer.from(value, encoding));
	}

	zeros(count: number): this {
		this.#room(count);
		this.#bytes.fill(0, this.#length, this.#length + count);
		this.#length += count;
		return this;
	}

	/** Puts a value into bytes that were written before, where a length is known only at the end. */
	setU16(value: number, at: number): void {
		this.#bytes.writeUInt16LE(value, at);
	}

	setU32(value: number, at: number): void {
		this.#bytes.writeUInt32LE(value >>> 0, at);
	}

	/** What was written so far; shares memory with the writer. */
	done(): Buffer {
		return this.#bytes.subarray(0, this.#length);
	}

	#room(count: number): void {
		if (this.#length + count <= this.#bytes.length) return;
		const larger = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.#length + count));
		this.#bytes.copy(larger, 0, 0, this.#length);
		this.#bytes = larger;
	}
}
