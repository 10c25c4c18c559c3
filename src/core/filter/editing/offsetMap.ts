/** Where the characters of a filter stand in the file that holds it, also where the file writes them in another way. */
import type { Span } from '../syntax.ts';

/** Characters that follow each other in both; of different lengths where one stands for the other (`%27` for `'`). */
export interface Piece {
	readonly inFilter: number;
	readonly inFile: number;
	readonly length: number;
	readonly fileLength: number;
}

export class OffsetMap {
	readonly #pieces: readonly Piece[];
	/** Where an empty filter stands. */
	readonly #start: number;

	/** @param pieces  without gaps in the filter, in order */
	constructor(pieces: readonly Piece[], start: number) {
		this.#pieces = pieces;
		this.#start = start;
	}

	/** A filter that stands in the file as it is. */
	static shifted(by: number, length: number): OffsetMap {
		return new OffsetMap([{ inFilter: 0, inFile: by, length, fileLength: length }], by);
	}

	/** The place in the file of something in the filter. */
	toFile({ start, end }: Span): Span {
		if (start === end) {
			const at = start === 0 ? this.#startOf(0) : this.#endOf(start);
			return { start: at, end: at };
		}
		return { start: this.#startOf(start), end: this.#endOf(end) };
	}

	/** The place in the filter of an offset of the file; beyond its end by as much as the offset is. */
	toFilter(offset: number): number {
		const nth = this.#indexOf((piece) => piece.inFile <= offset);
		const found = this.#pieces[nth];
		if (found === undefined) return Math.max(0, offset - this.#start);
		const { inFilter, inFile, length, fileLength } = found;
		const into = offset - inFile;
		const isBetween = into > fileLength && nth < this.#pieces.length - 1;
		if (isBetween) return inFilter + length;
		if (length === fileLength || into >= fileLength) return inFilter + length + (into - fileLength);
		return into === 0 ? inFilter : inFilter + length;
	}

	/** Whether an offset of the file lies within what stands for one character. */
	isWithinOne(offset: number): boolean {
		const found = this.#pieces[this.#indexOf((piece) => piece.inFile < offset)];
		return found !== undefined && found.length !== found.fileLength && offset < found.inFile + found.fileLength;
	}

	#startOf(at: number): number {
		const piece = this.#pieces[this.#indexOf(({ inFilter }) => inFilter <= at)];
		if (piece === undefined) return this.#start;
		const into = at - piece.inFilter;
		if (piece.length === piece.fileLength || into === 0) return piece.inFile + into;
		return into >= piece.length ? piece.inFile + piece.fileLength : piece.inFile;
	}

	#endOf(at: number): number {
		const piece = this.#pieces[this.#indexOf(({ inFilter }) => inFilter < at)];
		if (piece === undefined) return this.#start;
		const into = at - piece.inFilter;
		return piece.inFile + (piece.length === piece.fileLength ? into : piece.fileLength);
	}

	/** The last piece that a condition holds for, which holds for all before it. */
	#indexOf(holds: (piece: Piece) => boolean): number {
		let low = -1;
		let high = this.#pieces.length;
		while (high - low > 1) {
			const middle = (low + high) >> 1;
			const piece = this.#pieces[middle];
			if (piece !== undefined && holds(piece)) low = middle;
			else high = middle;
		}
		return low;
	}
}
