/** Reads the first part of an `.xls`, which holds for all sheets: names, shared strings, number formats, epoch. */
import { BiffRecords } from './biffRecords.ts';
import { sharedStrings, shortUnicodeString, unicodeString } from './biffStrings.ts';
import type { SheetInfo } from './cell.ts';
import type { CompoundStream } from './compoundFile.ts';
import { builtinFormatKind, formatKind } from './numberFormat.ts';
import type { FormatKind } from './numberFormat.ts';
import { damaged, ForeignKind, unsupported } from './problems.ts';

const EOF = 0x000a;
const DATE1904 = 0x0022;
const FILEPASS = 0x002f;
const CONTINUE = 0x003c;
const WINDOW1 = 0x003d;
const BOUNDSHEET = 0x0085;
const XF = 0x00e0;
const SST = 0x00fc;
const FORMAT = 0x041e;
const BOF = 0x0809;
const BIFF8 = 0x0600;
const WORKSHEET = 0;

export interface XlsSheet extends SheetInfo {
	/** Where its records begin. */
	readonly position: number;
}

export interface XlsGlobals {
	readonly sheets: readonly XlsSheet[];
	readonly strings: readonly string[];
	/** What each cell format (XF) shows. */
	readonly formats: readonly FormatKind[];
	readonly is1904: boolean;
}

/** The first record of a stream tells its version; only BIFF8 (Excel 97 and later) is read. */
export function checkVersion(bytes: Buffer, start: number, end: number): void {
	const version = end - start >= 2 ? bytes.readUInt16LE(start) : 0;
	if (version !== BIFF8) throw new ForeignKind('old xls');
}

export async function readGlobals(stream: CompoundStream, signal: AbortSignal | undefined): Promise<XlsGlobals> {
	const reader = new GlobalsReader();
	const ended = await new BiffRecords(stream, 0).walk(
		(type, bytes, start, end) => reader.record(type, bytes, start, end),
		signal,
	);
	if (!ended) throw damaged('it ends within the list of its sheets');
	return reader.result();
}

class GlobalsReader {
	#isFirst = true;
	#is1904 = false;
	#activeTab = 0;
	#strings: string[] = [];
	#segments: Buffer[] | undefined;
	readonly #tabs: { name: string; state: number; type: number; position: number }[] = [];
	readonly #codes = new Map<number, FormatKind>();
	readonly #xfs: number[] = [];

	record(type: number, bytes: Buffer, start: number, end: number): boolean {
		if (this.#isFirst) {
			if (type !== BOF) throw damaged('its first record is not a beginning');
			checkVersion(bytes, start, end);
			this.#isFirst = false;
			return false;
		}
		if (this.#segments !== undefined) {
			if (type === CONTINUE) {
				this.#segments.push(bytes.subarray(start, end));
				return false;
			}
			this.#strings = sharedStrings(this.#segments);
			this.#segments = undefined;
		}
		const content = bytes.subarray(start, end);
		switch (type) {
			case EOF:
				return true;
			case FILEPASS:
				throw unsupported(
					'it is protected by a password',
					'Open it in Excel, remove the password (File › Info › Protect Workbook) and save it as .xlsx',
				);
			case DATE1904:
				this.#is1904 = content.readUInt16LE(0) === 1;
				break;
			case WINDOW1:
				if (content.length >= 12) this.#activeTab = content.readUInt16LE(10);
				break;
			case BOUNDSHEET:
				this.#tabs.push({
					position: content.readUInt32LE(0),
					state: content.readUInt8(4) & 3,
					type: content.readUInt8(5),
					name: shortUnicodeString(content.subarray(6)),
				});
				break;
			case FORMAT:
				this.#codes.set(content.readUInt16LE(0), formatKind(unicodeString([content.subarray(2)])));
				break;
			case XF:
				this.#xfs.push(content.readUInt16LE(2));
				break;
			case SST:
				this.#segments = [content];
				break;
			default:
		}
		return false;
	}

	result(): XlsGlobals {
		const sheets = this.#tabs.flatMap(({ name, state, type, position }, tab) => {
			if (type !== WORKSHEET) return [];
			const visibility = state === 0 ? 'visible' : state === 1 ? 'hidden' : 'veryHidden';
			return [{ name, visibility, position, isActive: tab === this.#activeTab } as const];
		});
		const formats = this.#xfs.map((id) => this.#codes.get(id) ?? builtinFormatKind(id));
		return { sheets, strings: this.#strings, formats, is1904: this.#is1904 };
	}
}
