/** Turns XML bytes into text: entities, line ends, and the `_xHHHH_` escapes of spreadsheets. */
import { damaged } from './problems.ts';

const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** The text of a range. @param isLiteral CDATA, where entities mean nothing */
export function xmlText(bytes: Buffer, start: number, end: number, isLiteral: boolean): string {
	let isAscii = true;
	let isPlain = true;
	for (let at = start; at < end; at++) {
		const byte = bytes[at] ?? 0;
		if (byte > 127) isAscii = false;
		else if (byte === 38 || byte === 13) isPlain = false;
	}
	const text = bytes.toString(isAscii ? 'latin1' : 'utf8', start, end);
	return isPlain ? text : unescapeXml(text, isLiteral);
}

function unescapeXml(text: string, isLiteral: boolean): string {
	// Line ends first (XML 1.0 §2.11): a carriage return that was meant is written `&#13;`.
	const lines = text.replace(/\r\n?/g, '\n');
	if (isLiteral) return lines;
	return lines.replace(/&(#x[0-9a-f]{1,8}|#\d{1,9}|\w+);/gi, (whole, name: string) => {
		if (name.startsWith('#')) return character(/^#x/i.test(name) ? parseInt(name.slice(2), 16) : Number(name.slice(1)));
		const known = NAMED[name];
		if (known === undefined) throw damaged(`it uses the unknown entity ${whole.slice(0, 40)}`);
		return known;
	});
}

function character(code: number): string {
	return code > 0x10ffff ? '\ufffd' : String.fromCodePoint(code);
}

/** `_x000D_` stands for a character that XML cannot hold, `_x005F_` for an underscore that would look like that. */
export function unescapeSpreadsheet(text: string): string {
	if (!text.includes('_x')) return text;
	return text.replace(/_x([0-9a-f]{4})_/gi, (_whole, code: string) => String.fromCharCode(parseInt(code, 16)));
}

/** The attributes of a tag by their local names; where two share one, the namespaced (`r:id`) wins. */
export function attributes(bytes: Buffer, start: number, end: number): ReadonlyMap<string, string> {
	const found = new Map<string, string>();
	const namespaced = new Set<string>();
	const text = bytes.toString('utf8', start, end);
	for (const [, prefix, name = '', double, single] of text.matchAll(
		/(?:([\w.-]+):)?([\w.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g,
	)) {
		if (prefix === 'xmlns' || namespaced.has(name)) continue;
		if (prefix !== undefined) namespaced.add(name);
		found.set(name, unescapeXml(double ?? single ?? '', false));
	}
	return found;
}

/** `0`, `false` and absence mean no. */
export function isTrue(value: string | undefined): boolean {
	return value !== undefined && /^(1|true|on)$/i.test(value);
}
