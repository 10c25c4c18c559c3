/** One of the text formats by its name. */
import { writeCsv } from './csv.ts';
import { writeJson, writeNdjson } from './jsonRows.ts';
import { writeMarkdown } from './markdown.ts';
import type { Format, RowStream, WriteOptions } from './rows.ts';
import { writeSql } from './sqlInserts.ts';

export function writeFormat(format: Format, stream: RowStream, options: WriteOptions = {}): AsyncGenerator<string> {
	switch (format) {
		case 'csv':
			return writeCsv(stream, options);
		case 'tsv':
			return writeCsv(stream, { ...options, delimiter: '\t' });
		case 'ndjson':
			return writeNdjson(stream);
		case 'json':
			return writeJson(stream);
		case 'md':
			return writeMarkdown(stream);
		case 'sql':
			return writeSql(stream, options);
	}
}
