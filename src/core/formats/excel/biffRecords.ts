/** Cuts the stream of an `.xls` into its records: two bytes type, two bytes length, content ([MS-XLS] §2.1.4). */
import type { CompoundStream } from './compoundFile.ts';
import { damaged } from './problems.ts';

/** @returns true to pause: the walk goes on with the next record when asked to */
export type RecordHandler = (type: number, bytes: Buffer, start: number, end: number) => boolean;

const NOTHING = Buffer.alloc(0);

/** Walks the records from a position on, in whole pieces of the file. */
export class BiffRecords {
	readonly #pieces: AsyncGenerator<Buffer, void, undefined>;
	#bytes: Buffer = NOTHING;
	#at = 0;
	#isOver = false;

	constructor(stream: CompoundStream, start: number) {
		if (start >= stream.size) throw damaged(`a sheet should begin at byte ${start} of ${stream.size}`);
		this.#pieces = stream.pieces(start);
	}

	/** Hands records to the handler until it pauses. @returns false at the end of the stream */
	async walk(handler: RecordHandler, signal: AbortSignal | undefined): Promise<boolean> {
		for (;;) {
			if (this.#handle(handler)) return true;
			if (this.#isOver) return false;
			signal?.throwIfAborted();
			const { value } = await this.#pieces.next();
			if (value === undefined) this.#isOver = true;
			else {
				const rest = this.#bytes.subarray(this.#at);
				this.#bytes = rest.length === 0 ? value : Buffer.concat([rest, value]);
				this.#at = 0;
			}
		}
	}

	#handle(handler: RecordHandler): boolean {
		const bytes = this.#bytes;
		let at = this.#at;
		while (at + 4 <= bytes.length) {
			const type = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
			const end = at + 4 + ((bytes[at + 2] ?? 0) | ((bytes[at + 3] ?? 0) << 8));
			if (end > bytes.length) break;
			const pauses = handler(type, bytes, at + 4, end);
			at = end;
			if (pauses) {
				this.#at = at;
				return true;
			}
		}
		this.#at = at;
		return false;
	}
}
