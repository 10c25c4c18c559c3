/** Reads one workbook once, as a process of its own, and prints what it took. Run by bench/excel. */
import { readFileSync } from 'node:fs';
import { ExcelTable } from '../../src/core/formats/excel/excelTable.ts';
import { readWorkbook } from '../../src/core/formats/excel/readWorkbook.ts';
import { measure } from '../measure.ts';
import * as toReplica from './toReplica.ts';

interface Sums {
	rows: number;
	cells: number;
	texts: number;
	/** Sum of the numbers that are no dates. */
	numbers: number;
	dates: number;
}

const sums: Sums = { rows: 0, cells: 0, texts: 0, numbers: 0, dates: 0 };

async function ours(path: string): Promise<number> {
	const workbook = await readWorkbook(path);
	for await (const { rows } of workbook.rows()) {
		sums.rows += rows.length;
		for (const row of rows) {
			for (const cell of row) {
				if (cell === null) continue;
				sums.cells++;
				if (typeof cell === 'string') sums.texts += cell.length;
				else if (typeof cell === 'number') sums.numbers += cell;
				else if (typeof cell === 'object') sums.dates++;
			}
		}
	}
	await workbook.close();
	return sums.rows;
}

/** As far as rows for a database: named columns and their types. The sums are of the data rows alone. */
async function table(path: string): Promise<number> {
	const workbook = await readWorkbook(path);
	const sheet = await ExcelTable.open(workbook.rows(), 'labels');
	for await (const { rows } of sheet.rows()) sums.rows += rows.length;
	for (const { filled } of sheet.types()) sums.cells += filled;
	await workbook.close();
	return sums.rows;
}

async function sheetJs(path: string): Promise<number> {
	const XLSX = await import('@e965/xlsx');
	const workbook = XLSX.read(readFileSync(path), { dense: true, cellDates: true, cellHTML: false, cellText: false });
	const sheet = workbook.Sheets[workbook.SheetNames[0]!]!;
	for (const row of sheet['!data']!) {
		sums.rows++;
		for (const cell of row) {
			if (cell === undefined) continue;
			sums.cells++;
			if (typeof cell.v === 'string') sums.texts += cell.v.length;
			else if (typeof cell.v === 'number') sums.numbers += cell.v;
			else if (cell.v instanceof Date) sums.dates++;
		}
	}
	return sums.rows;
}

const [reader, path] = process.argv.slice(2);
if (path === undefined) throw new Error('Give a reader and a file.');
const readers: Readonly<Record<string, (path: string) => Promise<number>>> = {
	...{ ours, table, sheetjs: sheetJs, 'ours-replica': toReplica.ours, 'sheetjs-replica': toReplica.sheetJs },
};
const read = readers[reader ?? ''];
if (read === undefined) throw new Error(`Readers: ${Object.keys(readers).join(', ')}`);
const { wallMs, cpuMs, peakRssMb, records } = await measure(() => read(path));
const content = [
	reader?.endsWith('replica') === true ? records : sums.rows,
	sums.cells,
	sums.texts,
	sums.numbers.toFixed(0),
	sums.dates,
].join(' ');
console.log(JSON.stringify({ wallMs, cpuMs, peakRssMb, content }));
