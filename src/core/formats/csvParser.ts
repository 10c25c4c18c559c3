/**
 * Reads CSV as RFC 4180 has it, piece by piece, and is patient with what other programs write: line ends of any kind, and
 * text behind a closing quote. As `writeCsv` has it, an empty field is NULL and `""` is an empty text.
 */
import { FreeholdError } from '../errors.ts';

export type CsvField = string | null;
export type CsvDelimiter = ',' | ';' | '\t' | '|';

/** Where `start` is the beginning of a field and `quote` the place behind a quote that may have been the last. */
type Mode = 'start' | 'plain' | 'quoted' | 'quote';

/** A quote that is never closed would take the rest of the file along. */
const MOST_CHARACTERS = 64 * 1024 * 1024;

export class CsvParser {
	readonly #delimiter: CsvDelimiter;
	readonly #ends: RegExp;
	#mode: Mode = 'start';
	#field = '';
	#wasQuoted = false;
	#record: CsvField[] = [];
	#records: CsvField[][] = [];
	#isAfterReturn = false;
	#line = 1;
	#quotedSince = 1;

	constructor(delimiter: CsvDelimiter) {
		this.#delimiter = delimiter;
		this.#ends = new RegExp(`[${delimiter === '\t' ? '\\t' : delimiter}\\r\\n]`, 'g');
	}

	/**
	 * @returns the records that are complete
	 * @throws FreeholdError `unsafe` for a field that no honest file has
	 */
	push(text: string): CsvField[][] {
		let at = 0;
		while (at < text.length) at = this.#step(text, at);
		if (this.#field.length > MOST_CHARACTERS) throw this.#endless();
		return this.#taken();
	}

	/**
	 * @returns the last record, where no line end closes it
	 * @throws FreeholdError `badResponse` where the file ends within quotes
	 */
	end(): CsvField[][] {
		if (this.#mode === 'quoted') throw this.#cut();
		if (this.#mode !== 'start' || this.#record.length > 0) this.#endRecord();
		return this.#taken();
	}

	#step(text: string, at: number): number {
		if (this.#isAfterReturn) {
			this.#isAfterReturn = false;
			if (text[at] === '\n') return at + 1;
		}
		switch (this.#mode) {
			case 'start':
				if (text[at] !== '"') {
					this.#mode = 'plain';
					return at;
				}
				this.#mode = 'quoted';
				this.#wasQuoted = true;
				this.#quotedSince = this.#line;
				return at + 1;
			case 'plain':
				return this.#plain(text, at);
			case 'quoted':
				return this.#quoted(text, at);
			case 'quote':
				if (text[at] !== '"') {
					this.#mode = 'plain';
					return at;
				}
				this.#mode = 'quoted';
				this.#field += '"';
				return at + 1;
		}
	}

	#plain(text: string, at: number): number {
		this.#ends.lastIndex = at;
		const end = this.#ends.exec(text)?.index ?? text.length;
		this.#field += text.slice(at, end);
		if (end === text.length) return end;
		if (text[end] === this.#delimiter) {
			this.#endField();
			return end + 1;
		}
		this.#isAfterReturn = text[end] === '\r';
		this.#endRecord();
		return end + 1;
	}

	#quoted(text: string, at: number): number {
		const quote = text.indexOf('"', at);
		const end = quote === -1 ? text.length : quote;
		const part = text.slice(at, end);
		this.#line += countLineEnds(part);
		this.#field += part;
		if (quote === -1) return end;
		this.#mode = 'quote';
		return end + 1;
	}

	#endField(): void {
		this.#record.push(this.#field === '' && !this.#wasQuoted ? null : this.#field);
		this.#field = '';
		this.#wasQuoted = false;
		this.#mode = 'start';
	}

	#endRecord(): void {
		this.#endField();
		this.#line += 1;
		// An empty line is no record: one of a single empty field is written `""`.
		if (this.#record.length > 1 || this.#record[0] !== null) this.#records.push(this.#record);
		this.#record = [];
	}

	#taken(): CsvField[][] {
		const records = this.#records;
		this.#records = [];
		return records;
	}

	#cut(): FreeholdError {
		return new FreeholdError('badResponse', {
			what: 'The CSV file could not be read to its end',
			why: `the quote that opens in line ${this.#quotedSince} is never closed`,
			next: 'Check whether the file is whole, and mend that line',
		});
	}

	#endless(): FreeholdError {
		return new FreeholdError('unsafe', {
			what: 'The CSV file could not be read',
			why: `a field that begins in line ${this.#wasQuoted ? this.#quotedSince : this.#line} is longer than 64 million characters`,
			next: 'Check that it is a CSV file, and whether a quote in that line is missing',
		});
	}
}

/** The delimiter that the first line has most of, outside of quotes. */
export function delimiterOf(start: string): CsvDelimiter {
	const line = start.replaceAll(/"(?:[^"]|"")*(?:"|$)/g, '').split(/[\r\n]/, 1)[0] ?? '';
	const counts = ([',', ';', '\t', '|'] as const).map((delimiter) => ({
		delimiter,
		count: line.split(delimiter).length,
	}));
	return counts.reduce((most, one) => (one.count > most.count ? one : most)).delimiter;
}

function countLineEnds(text: string): number {
	let count = 0;
	for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count++;
	return count;
}
