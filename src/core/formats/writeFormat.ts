/** One of the text formats by its name. */
import { writeCsv } from './csv.ts';
import { writeJson, writeNdjson } from './jsonRows.ts';
import type { Format, RowStream } from './rows.ts';

export function writeFormat(format: Format, stream: RowStream): AsyncGenerator<string> {
	switch (format) {
		case 'csv':
			return writeCsv(stream);
		case 'ndjson':
			return writeNdjson(stream);
		case 'json':
			return writeJson(stream);
	}
}
