/** Reads the small parts of an `.xlsx` that say what lies where: relations, sheet names, number formats. */
import { posix } from 'node:path';
import type { SheetInfo } from './cell.ts';
import { builtinFormatKind, formatKind } from './numberFormat.ts';
import type { FormatKind } from './numberFormat.ts';
import { damaged, ForeignKind, unsupported } from './problems.ts';
import { XmlScanner } from './xmlScanner.ts';
import { attributes, isTrue } from './xmlText.ts';
import type { ZipFile } from './zip.ts';

/** Styles of real workbooks reach some megabytes; the other parts have kilobytes. */
const MOST_BYTES = 64 * 1024 * 1024;

export interface XlsxSheet extends SheetInfo {
	/** Name of its part in the container. */
	readonly part: string;
}

export interface XlsxParts {
	readonly sheets: readonly XlsxSheet[];
	readonly sharedStrings: string | undefined;
	/** What each cell format shows. */
	readonly formats: readonly FormatKind[];
	readonly is1904: boolean;
}

interface Relation {
	readonly id: string;
	/** The last word of its type, which is all that strict and transitional files share. */
	readonly kind: string;
	readonly target: string;
}

export async function readParts(zip: ZipFile, signal: AbortSignal | undefined): Promise<XlsxParts> {
	await checkKind(zip);
	const root = zip.has('_rels/.rels') ? await relations(zip, '', '_rels/.rels', signal) : [];
	const workbook = root.find(({ kind }) => kind === 'officeDocument')?.target ?? 'xl/workbook.xml';
	if (/\.bin$/i.test(workbook)) throw new ForeignKind('xlsb');
	if (!zip.has(workbook)) throw unsupported('it is a zip file, but not a workbook', 'Check which file was given');
	const folder = posix.dirname(workbook);
	const links = await relations(zip, folder, posix.join(folder, '_rels', `${posix.basename(workbook)}.rels`), signal);
	const { tabs, is1904, activeTab } = await readWorkbookPart(zip, workbook, signal);
	const partOf = (kind: string): string | undefined => {
		const target = links.find((link) => link.kind === kind)?.target;
		return target !== undefined && zip.has(target) ? target : undefined;
	};
	const styles = partOf('styles');
	return {
		sheets: tabs.flatMap(({ name, state, relation }, tab) => {
			const link = links.find(({ id }) => id === relation);
			if (link === undefined) throw damaged(`sheet '${name}' leads nowhere`);
			if (link.kind !== 'worksheet') return [];
			const visibility = state === 'hidden' || state === 'veryHidden' ? state : 'visible';
			return [{ name, visibility, isActive: tab === activeTab, part: link.target } as const];
		}),
		sharedStrings: partOf('sharedStrings'),
		formats: styles === undefined ? [] : await readStyles(zip, styles, signal),
		is1904,
	};
}

/** OpenDocument files are zip files too, and say what they are in their first entry. */
async function checkKind(zip: ZipFile): Promise<void> {
	if (!zip.has('mimetype')) return;
	let text = '';
	for await (const piece of zip.read('mimetype', 1024, undefined)) text += piece.toString('latin1');
	if (text.includes('opendocument')) throw new ForeignKind('ods');
}

/** Hands each opening tag with its attributes to `visit`, with the name of the tag around it. */
async function visitTags(
	zip: ZipFile,
	part: string,
	signal: AbortSignal | undefined,
	visit: (name: string, attribute: ReadonlyMap<string, string>, parent: string | undefined) => void,
): Promise<void> {
	const path: string[] = [];
	const scanner = new XmlScanner(
		{
			open(bytes, nameStart, nameEnd, tagEnd) {
				const name = bytes.toString('utf8', nameStart, nameEnd);
				visit(name, attributes(bytes, nameEnd, tagEnd), path.at(-1));
				path.push(name);
			},
			close() {
				path.pop();
				return false;
			},
			text: () => undefined,
		},
		part,
	);
	for await (const piece of zip.read(part, MOST_BYTES, signal)) {
		scanner.add(piece);
		scanner.run();
	}
	scanner.end();
}

async function relations(
	zip: ZipFile,
	folder: string,
	part: string,
	signal: AbortSignal | undefined,
): Promise<readonly Relation[]> {
	const found: Relation[] = [];
	await visitTags(zip, part, signal, (name, attribute) => {
		if (name !== 'Relationship' || attribute.get('TargetMode') === 'External') return;
		const target = (attribute.get('Target') ?? '').replaceAll('\\', '/');
		found.push({
			id: attribute.get('Id') ?? '',
			kind: posix.basename(attribute.get('Type') ?? ''),
			target: target.startsWith('/') ? target.slice(1) : posix.join(folder, target),
		});
	});
	return found;
}

async function readWorkbookPart(
	zip: ZipFile,
	part: string,
	signal: AbortSignal | undefined,
): Promise<{
	readonly tabs: readonly { readonly name: string; readonly state: string | undefined; readonly relation: string }[];
	readonly is1904: boolean;
	readonly activeTab: number;
}> {
	const tabs: { name: string; state: string | undefined; relation: string }[] = [];
	let is1904 = false;
	let activeTab: number | undefined;
	await visitTags(zip, part, signal, (name, attribute, parent) => {
		if (name === 'workbookPr') is1904 ||= isTrue(attribute.get('date1904'));
		else if (name === 'workbookView') activeTab ??= Number(attribute.get('activeTab') ?? 0);
		else if (name === 'sheet' && parent === 'sheets')
			tabs.push({
				name: attribute.get('name') ?? '',
				state: attribute.get('state'),
				relation: attribute.get('id') ?? '',
			});
	});
	return { tabs, is1904, activeTab: activeTab ?? 0 };
}

async function readStyles(zip: ZipFile, part: string, signal: AbortSignal | undefined): Promise<readonly FormatKind[]> {
	const codes = new Map<number, FormatKind>();
	const ids: number[] = [];
	await visitTags(zip, part, signal, (name, attribute, parent) => {
		if (name === 'numFmt' && parent === 'numFmts')
			codes.set(Number(attribute.get('numFmtId')), formatKind(attribute.get('formatCode') ?? ''));
		else if (name === 'xf' && parent === 'cellXfs') ids.push(Number(attribute.get('numFmtId') ?? 0));
	});
	return ids.map((id) => codes.get(id) ?? builtinFormatKind(id));
}
