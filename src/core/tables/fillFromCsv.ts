/** The records of a CSV file; the first one names the columns. */
import { CsvParser, delimiterOf } from '../formats/csvParser.ts';
import type { CsvField } from '../formats/csvParser.ts';
import { ColumnNames, readHeaders } from '../formats/excel/headers.ts';
import { textChunks } from '../formats/textChunks.ts';
import { widen } from './filling.ts';
import type { Filling } from './filling.ts';
import type { ScratchTable } from './scratchTable.ts';
import { turn } from './turn.ts';

/** @throws FreeholdError `badResponse` where the file breaks its format, `unsafe` where it is made to do harm */
export async function* fillFromCsv(table: ScratchTable, file: string, signal: AbortSignal): Filling {
	let parser: CsvParser | undefined;
	const names = new ColumnNames();
	for await (const chunk of textChunks(file, signal)) {
		parser ??= new CsvParser(delimiterOf(chunk));
		addRecords(table, names, parser.push(chunk));
		yield undefined;
		await turn();
	}
	addRecords(table, names, parser?.end() ?? []);
	yield undefined;
}

function addRecords(table: ScratchTable, names: ColumnNames, records: CsvField[][]): void {
	if (table.columnCount === 0) {
		const header = records.shift();
		for (const { name } of readHeaders([header ?? []], 'labels', names)) table.addColumn(name);
	}
	for (const record of records) widen(table, names, record.length);
	table.append(records);
}
