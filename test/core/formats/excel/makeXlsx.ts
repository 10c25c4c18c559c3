/** Writes minimal `.xlsx` files for tests from the XML of their parts. */
import { makeZip } from './makeZip.ts';
import type { ZipOptions } from './makeZip.ts';

const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const LINKS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
export const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

export interface XlsxContent {
	/** XML within `<sheetData>`. */
	readonly rows: string | Buffer;
	/** XML within `<sst>`: `<si>…</si>` each. */
	readonly strings?: string | Buffer;
	/** Number formats: cell style n + 1 shows the n-th; style 0 is General. A number is a built-in format. */
	readonly formats?: readonly (string | number)[];
	readonly is1904?: boolean;
	/** Parts to add or replace. */
	readonly parts?: Readonly<Record<string, string | Buffer>>;
	readonly zip?: ZipOptions;
}

export function makeXlsx(content: XlsxContent): Buffer {
	const parts = new Map<string, string | Buffer>([
		[
			'[Content_Types].xml',
			`${XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${override('workbook', 'sheet.main')}${override('worksheets/sheet1', 'worksheet')}${override('sharedStrings', 'sharedStrings')}${override('styles', 'styles')}</Types>`,
		],
		['_rels/.rels', relations([['rId1', 'officeDocument', 'xl/workbook.xml']])],
		[
			'xl/workbook.xml',
			`${XML}<workbook ${MAIN} xmlns:r="${LINKS}">${content.is1904 ? '<workbookPr date1904="1"/>' : ''}<sheets><sheet name="List" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		],
		[
			'xl/_rels/workbook.xml.rels',
			relations([
				['rId1', 'worksheet', 'worksheets/sheet1.xml'],
				['rId2', 'sharedStrings', '/xl/sharedStrings.xml'],
				['rId3', 'styles', 'styles.xml'],
			]),
		],
		['xl/styles.xml', styles(content.formats ?? [])],
		[
			'xl/sharedStrings.xml',
			Buffer.concat([Buffer.from(`${XML}<sst ${MAIN}>`), bytes(content.strings ?? ''), Buffer.from('</sst>')]),
		],
		[
			'xl/worksheets/sheet1.xml',
			Buffer.concat([
				Buffer.from(`${XML}<worksheet ${MAIN}><sheetData>`),
				bytes(content.rows),
				Buffer.from('</sheetData></worksheet>'),
			]),
		],
	]);
	for (const [name, part] of Object.entries(content.parts ?? {})) parts.set(name, part);
	return makeZip(parts, content.zip);
}

export function escapeXml(text: string): string {
	return text.replace(/[<>&"]/g, (character) => `&#${character.charCodeAt(0)};`);
}

function bytes(content: string | Buffer): Buffer {
	return Buffer.isBuffer(content) ? content : Buffer.from(content);
}

function override(part: string, kind: string): string {
	return `<Override PartName="/xl/${part}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${kind}+xml"/>`;
}

function relations(links: readonly (readonly [string, string, string])[]): string {
	const all = links.map(
		([id, kind, target]) => `<Relationship Id="${id}" Type="${LINKS}/${kind}" Target="${target}"/>`,
	);
	return `${XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${all.join('')}</Relationships>`;
}

function styles(formats: readonly (string | number)[]): string {
	const codes = formats.flatMap((format, index) =>
		typeof format === 'string' ? [`<numFmt numFmtId="${164 + index}" formatCode="${escapeXml(format)}"/>`] : [],
	);
	const ids = [0, ...formats.map((format, index) => (typeof format === 'string' ? 164 + index : format))];
	return `${XML}<styleSheet ${MAIN}>${codes.length > 0 ? `<numFmts count="${codes.length}">${codes.join('')}</numFmts>` : ''}<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="14"/></cellStyleXfs><cellXfs count="${ids.length}">${ids.map((id) => `<xf numFmtId="${id}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>`).join('')}</cellXfs></styleSheet>`;
}
