/** Where shown rows come from, for the sidecar of their file and for its name. Without folders of this machine. */
import type { GridSubject } from '../../protocol/grid.ts';

/** @param sheet  name of the one that is shown, of a workbook */
export function originOf(subject: GridSubject, sheet: string | undefined): Readonly<Record<string, unknown>> {
	if (subject.kind === 'file')
		return { kind: 'file', file: fileName(subject.uri), ...(sheet === undefined ? {} : { sheet }) };
	const machine = ['folder', 'origin'];
	return Object.fromEntries(Object.entries(subject).filter(([name]) => !machine.includes(name)));
}

/** What the rows are called: the name of a table in SQL, of a sheet in Excel. */
export function rowsName(subject: GridSubject): string {
	if (subject.kind === 'file') return fileName(subject.uri).replace(/\.\w+$/, '');
	if ('dataset' in subject) return subject.dataset;
	if ('name' in subject && subject.name !== undefined) return subject.name;
	return 'filtered' in subject && subject.filtered !== undefined ? subject.filtered.dataset : 'query';
}

/** Without an ending. */
export function exportName(subject: GridSubject): string {
	// What a system refuses in a name stands in no connection's, but may in a dataset's.
	const name = rowsName(subject).replaceAll(/[/\\:*?"<>|\p{Cc}]/gu, '_');
	return subject.kind === 'file' ? name : `${subject.connection}-${name}`;
}

function fileName(uri: string): string {
	return decodeURIComponent(new URL(uri).pathname.split('/').at(-1) ?? '');
}
