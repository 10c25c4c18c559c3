/** Keeps rows on the disk while they come, one to a line, and makes the file that was asked for when all are there. */
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { FreeholdError } from '../../errors.ts';
import type { FileFormat } from '../../formats/rows.ts';
import { writeFileFormat } from '../../formats/writeFileFormat.ts';
import { parseExactly } from '../../exactNumbers.ts';
import { toldOfFile, writeWholeFile } from '../../wholeFile.ts';
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

/** So much is written at once. */
const PIECE_CHARACTERS = 1024 * 1024;

export class RowSpool {
	readonly file: string;
	readonly #format: FileFormat;
	readonly #part: string;
	readonly #columns = new RowColumns();
	#output: FileHandle | undefined;
	#isBegun = false;

	/** @throws FreeholdError `usage` for an ending that names no format of rows; nothing is written yet */
	constructor(file: string) {
		this.file = file;
		this.#format = formatOf(file);
		this.#part = `${file}.part`;
	}

	/** @throws FreeholdError for what the file system refuses: `diskFull`, `readOnly` */
	async add(rows: readonly unknown[]): Promise<void> {
		await toldOfFile(this.file, async () => {
			const output = (this.#output ??= await this.#open());
			let text = '';
			for (const row of rows) {
				this.#columns.learn(row);
				text += `${JSON.stringify(row)}\n`;
				if (text.length < PIECE_CHARACTERS) continue;
				await output.writeFile(text);
				text = '';
			}
			await output.writeFile(text);
		});
	}

	/** The file stands under its name when this returns. @throws FreeholdError where the format cannot hold the rows */
	async finish(signal: AbortSignal): Promise<void> {
		await this.add([]);
		await this.#close();
		if (this.#format === 'ndjson') {
			await toldOfFile(this.file, () => rename(this.#part, this.file));
			this.#isBegun = false;
			return;
		}
		const rows = this.#columns.stream(this.#rows());
		await writeWholeFile(this.file, writeFileFormat(this.#format, rows), {
			signal,
			part: `${this.#part}.${this.#format}`,
		});
		await this.discard();
	}

	async discard(): Promise<void> {
		await this.#close();
		if (this.#isBegun) await rm(this.#part, { force: true });
		this.#isBegun = false;
	}

	async #open(): Promise<FileHandle> {
		await mkdir(dirname(this.file), { recursive: true });
		const output = await open(this.#part, 'w', 0o600);
		this.#isBegun = true;
		return output;
	}

	async #close(): Promise<void> {
		const output = this.#output;
		this.#output = undefined;
		await output?.close();
	}

	async *#rows(): AsyncGenerator {
		for await (const line of createInterface({ input: createReadStream(this.#part), crlfDelay: Infinity }))
			if (line !== '') yield parseExactly(line);
	}
}
