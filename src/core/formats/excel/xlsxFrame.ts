/** The parts of a written workbook that hold no rows. */

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
/** Characters of the name of a sheet. */
const MOST_NAME = 31;

/** The header stays in sight. */
export const SHEET_START = `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>\n`;
export const SHEET_END = '</sheetData></worksheet>';

export const RELATIONS = `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`;

export function workbook(sheets: readonly string[]): string {
	const list = sheets.map(
		(name, nth) => `<sheet name="${attribute(name)}" sheetId="${nth + 1}" r:id="rId${nth + 1}"/>`,
	);
	return `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${list.join('')}</sheets></workbook>`;
}

export function workbookRelations(sheets: number): string {
	const ofSheet = (number: number): string =>
		`<Relationship Id="rId${number}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${number}.xml"/>`;
	const styles = `<Relationship Id="rId${sheets + 1}" Type="${OFFICE}/styles" Target="styles.xml"/>`;
	return `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${numbers(sheets).map(ofSheet).join('')}${styles}</Relationships>`;
}

export function contentTypes(sheets: number): string {
	const override = (part: string, type: string): string =>
		`<Override PartName="${part}" ContentType="${TYPES}.${type}+xml"/>`;
	const parts = [
		override('/xl/workbook.xml', 'sheet.main'),
		override('/xl/styles.xml', 'styles'),
		...numbers(sheets).map((number) => override(`/xl/worksheets/sheet${number}.xml`, 'worksheet')),
	];
	return `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${parts.join('')}</Types>`;
}

/** Names of the sheets of rows, by number: of what Excel allows in one, and no longer. */
export function sheetNames(wanted = 'Rows'): (number: number) => string {
	const allowed = wanted
		.toWellFormed()
		// XML holds no control characters, nor does Excel in a name.
		.replaceAll(/[[\]:*?/\\\p{Cc}\ufffe\uffff]/gu, '_')
		.replaceAll(/^'+|'+$/g, '');
	return (number) => {
		const end = number === 1 ? '' : ` ${number}`;
		const isTaken = /^(?:history|long values)$/i.test(allowed);
		return (isTaken || allowed.trim() === '' ? 'Rows' : allowed).slice(0, MOST_NAME - end.length).toWellFormed() + end;
	};
}

function numbers(count: number): readonly number[] {
	return Array.from({ length: count }, (_, nth) => nth + 1);
}

function attribute(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
