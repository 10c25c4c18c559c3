/** How the cells of a written workbook look; a style is known by its number. */

/** Numbers of `cellXfs` below. */
export const STYLES = {
	plain: 0,
	header: 1,
	date: 2,
	datetime: 3,
	datetimeMs: 4,
	instant: 5,
	instantMs: 6,
	time: 7,
	timeMs: 8,
	/** Text that would become a formula if somebody edited the cell: Excel is told that it is text. */
	quoted: 9,
	quotedHeader: 10,
} as const;
export type Style = (typeof STYLES)[keyof typeof STYLES];

const FORMATS = [
	'yyyy\\-mm\\-dd',
	'yyyy\\-mm\\-dd\\ hh:mm:ss',
	'yyyy\\-mm\\-dd\\ hh:mm:ss.000',
	'yyyy\\-mm\\-dd\\ hh:mm:ss&quot;Z&quot;',
	'yyyy\\-mm\\-dd\\ hh:mm:ss.000&quot;Z&quot;',
	'hh:mm:ss',
	'hh:mm:ss.000',
];
/** Numbers below belong to Excel. */
const FIRST_FORMAT = 164;

const xf = (numFmt: number, font: number, rest = ''): string =>
	`<xf numFmtId="${numFmt}" fontId="${font}" fillId="0" borderId="0" xfId="0"${rest}/>`;

const CELL_FORMATS = [
	xf(0, 0),
	xf(0, 1, ' applyFont="1"'),
	...FORMATS.map((_, nth) => xf(FIRST_FORMAT + nth, 0, ' applyNumberFormat="1"')),
	xf(0, 0, ' quotePrefix="1"'),
	xf(0, 1, ' quotePrefix="1" applyFont="1"'),
];

export const STYLE_SHEET = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
<numFmts count="${FORMATS.length}">${FORMATS.map((code, nth) => `<numFmt numFmtId="${FIRST_FORMAT + nth}" formatCode="${code}"/>`).join('')}</numFmts>
<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>
<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
<cellXfs count="${CELL_FORMATS.length}">${CELL_FORMATS.join('')}</cellXfs>
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>
</styleSheet>`;
