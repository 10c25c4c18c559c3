/** Keeps rows on the disk while they come, one to a line, and makes the file that was asked for when all are there. */
import { createReadStream, createWriteStream } from 'node:fs';
import type { WriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { once } from 'node:events';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { FreeholdError } from '../../errors.ts';
import type { FileFormat } from '../../formats/rows.ts';
import { writeFileFormat } from '../../formats/writeFileFormat.ts';
import { parseExactly } from '../../replica/exactNumbers.ts';
import { RowColumns } from './rowColumns.ts';

const FORMATS: Readonly<Record<string, FileFormat>> = {
	ndjson: 'ndjson',
	jsonl: 'ndjson',
	json: 'json',
	csv: 'csv',
	tsv: 'tsv',
	xlsx: 'xlsx',
	parquet: 'parquet',
};

/** @throws FreeholdError `usage` for an ending that names no format of rows */
export function formatOf(file: string): FileFormat {
	const ending = /\.(\w+)$/.exec(file)?.[1]?.toLowerCase() ?? '';
	const format = FORMATS[ending];
	if (format !== undefined) return format;
	throw new FreeholdError('usage', {
		what: `Rows cannot be written to ${file}`,
		why: ending === '' ? 'its name has no ending that says the format' : `nothing is known of .${ending}`,
		next: `End it with ${Object.keys(FORMATS)
			.map((one) => `.${one}`)
			.join(', ')}`,
	});
}

export class RowSpool {
	readonly file: string;
	readonly #format: FileFormat;
	readonly #part: string;
	readonly #columns = new RowColumns();
	#stream: WriteStream | undefined;

	/** @throws FreeholdError `usage` for an ending that names no format of rows; nothing is written yet */
	constructor(file: string) {
		this.file = file;
		this.#format = formatOf(file);
		this.#part = `${file}.part`;
	}

	async add(rows: readonly unknown[]): Promise<void> {
		const stream = (this.#stream ??= await this.#open());
		for (const row of rows) {
			this.#columns.learn(row);
			if (!stream.write(`${JSON.stringify(row)}\n`)) await once(stream, 'drain');
		}
	}

	/** The file stands under its name when this returns. @throws FreeholdError where the format cannot hold the rows */
	async finish(signal: AbortSignal): Promise<void> {
		await this.add([]);
		await this.#close();
		if (this.#format === 'ndjson') {
			await rename(this.#part, this.file);
			return;
		}
		const made = `${this.#part}.${this.#format}`;
		try {
			const stream = this.#columns.stream(this.#rows());
			await pipeline(Readable.from(writeFileFormat(this.#format, stream)), createWriteStream(made), { signal });
			await rename(made, this.file);
		} catch (error) {
			signal.throwIfAborted();
			throw error;
		} finally {
			await rm(made, { force: true });
			await rm(this.#part, { force: true });
		}
	}

	async discard(): Promise<void> {
		await this.#close();
		await rm(this.#part, { force: true });
	}

	async #open(): Promise<WriteStream> {
		await mkdir(dirname(this.file), { recursive: true });
		const stream = createWriteStream(this.#part, { mode: 0o600 });
		await once(stream, 'open');
		return stream;
	}

	async #close(): Promise<void> {
		const stream = this.#stream;
		if (stream === undefined || stream.closed) return;
		stream.end();
		await once(stream, 'close');
	}

	async *#rows(): AsyncGenerator {
		for await (const line of createInterface({ input: createReadStream(this.#part), crlfDelay: Infinity }))
			if (line !== '') yield parseExactly(line);
	}
}
