/** Writes a sheet as `.xlsx` (ECMA-376 SpreadsheetML), with its texts in one table or in their cells. */
import { columnCount, columnName, dateSerial } from './sheet.ts';
import type { Cell, FormulaCell, Sheet } from './sheet.ts';
import { SharedStrings } from './sharedStrings.ts';
import { zipFile } from './zipFile.ts';

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packageRelations = 'http://schemas.openxmlformats.org/package/2006/relationships';
const types = 'http://schemas.openxmlformats.org/package/2006/content-types';
const mime = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

export function writeXlsx(sheet: Sheet, strings: 'shared' | 'inline'): Buffer {
	const shared = strings === 'shared' ? new SharedStrings() : undefined;
	const part = (name: string, xml: string): { name: string; bytes: Buffer } => ({
		name,
		bytes: Buffer.from(declaration + xml),
	});
	const cells = sheetXml(sheet, shared);
	return zipFile([
		part('[Content_Types].xml', contentTypes(shared !== undefined)),
		part('_rels/.rels', relationships([['officeDocument', 'xl/workbook.xml']])),
		part('xl/workbook.xml', workbook(sheet.name)),
		part(
			'xl/_rels/workbook.xml.rels',
			relationships([
				['worksheet', 'worksheets/sheet1.xml'],
				['styles', 'styles.xml'],
				...(shared === undefined ? [] : [['sharedStrings', 'sharedStrings.xml'] as const]),
			]),
		),
		part('xl/styles.xml', styles),
		...(shared === undefined ? [] : [part('xl/sharedStrings.xml', stringTable(shared))]),
		part('xl/worksheets/sheet1.xml', cells),
	]);
}

function sheetXml(sheet: Sheet, shared: SharedStrings | undefined): string {
	const last = `${columnName(Math.max(0, columnCount(sheet) - 1))}${Math.max(1, sheet.rows.length)}`;
	const rows: string[] = [];
	sheet.rows.forEach((row, r) => {
		if (row.length === 0) return;
		const cells = row.map((cell, c) => (cell === null ? '' : cellXml(cell, c, r + 1, shared)));
		rows.push(`<row r="${r + 1}">${cells.join('')}</row>`);
	});
	return `<worksheet xmlns="${main}"><dimension ref="A1:${last}"/><sheetData>${rows.join('')}</sheetData></worksheet>`;
}

function cellXml(cell: Exclude<Cell, null>, c: number, row: number, shared: SharedStrings | undefined): string {
	const at = `${columnName(c)}${row}`;
	if (typeof cell === 'number') return `<c r="${at}"><v>${cell}</v></c>`;
	if (typeof cell === 'string') {
		if (shared !== undefined) return `<c r="${at}" t="s"><v>${shared.index(cell)}</v></c>`;
		return `<c r="${at}" t="inlineStr"><is>${textXml(cell)}</is></c>`;
	}
	if (cell.kind !== 'formula') return `<c r="${at}" s="${cell.kind === 'date' ? 1 : 2}"><v>${dateSerial(cell)}</v></c>`;
	const type = typeof cell.value === 'string' ? ' t="str"' : '';
	return `<c r="${at}"${type}><f>${escaped(formulaText(cell, row))}</f><v>${escaped(String(cell.value))}</v></c>`;
}

function formulaText({ operator, left, right }: FormulaCell, row: number): string {
	const [from, to] = [`${columnName(left)}${row}`, `${columnName(right)}${row}`];
	return operator === '&' ? `${from}&" "&${to}` : `${from}-${to}`;
}

function stringTable(shared: SharedStrings): string {
	const items = Array.from(shared.texts, (text) => `<si>${textXml(text)}</si>`);
	return `<sst xmlns="${main}" count="${shared.references}" uniqueCount="${shared.size}">${items.join('')}</sst>`;
}

function textXml(text: string): string {
	const isBlankEdged = /^\s|\s$|\n/.test(text);
	return `<t${isBlankEdged ? ' xml:space="preserve"' : ''}>${escaped(text)}</t>`;
}

/** Control characters are written `_xHHHH_`, and so is an underscore that would otherwise begin such a code. */
function escaped(text: string): string {
	return (
		text
			.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
			// eslint-disable-next-line no-control-regex -- these are the characters that XML cannot hold
			.replace(/[\u0000-\u0008\u000b-\u001f]/g, (char) => {
				return `_x${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;
			})
			.replaceAll('&', '&amp;')
			.replaceAll('<', '&lt;')
			.replaceAll('>', '&gt;')
	);
}

function workbook(name: string): string {
	const title = escaped(name.slice(0, 31)).replaceAll('"', '&quot;');
	return `<workbook xmlns="${main}" xmlns:r="${relations}"><sheets><sheet name="${title}" sheetId="1" r:id="rId1"/></sheets></workbook>`;
}

function relationships(list: readonly (readonly [type: string, target: string])[]): string {
	const items = list.map(
		([type, target], i) => `<Relationship Id="rId${i + 1}" Type="${relations}/${type}" Target="${target}"/>`,
	);
	return `<Relationships xmlns="${packageRelations}">${items.join('')}</Relationships>`;
}

function contentTypes(hasStrings: boolean): string {
	const part = (name: string, type: string): string =>
		`<Override PartName="/xl/${name}.xml" ContentType="${mime}.${type}+xml"/>`;
	return (
		`<Types xmlns="${types}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		`<Default Extension="xml" ContentType="application/xml"/>${part('workbook', 'sheet.main')}` +
		`${part('worksheets/sheet1', 'worksheet')}${part('styles', 'styles')}${hasStrings ? part('sharedStrings', 'sharedStrings') : ''}</Types>`
	);
}

/** Three cell formats: general, date (14), date with time (22). */
const styles =
	`<styleSheet xmlns="${main}"><fonts count="1"><font><sz val="10"/><name val="Arial"/></font></fonts>` +
	'<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
	'<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>' +
	'<cellXfs count="3"><xf/><xf numFmtId="14" applyNumberFormat="1"/><xf numFmtId="22" applyNumberFormat="1"/></cellXfs></styleSheet>';
