/** `list-resources`: every file as one XML element. */
import type { RealpadSwitches } from '../options.ts';
import type { FileStore, StoredFile } from './fileStore.ts';

export function resourceList(files: FileStore, checksums: RealpadSwitches['checksums']): Buffer {
	if (files.count === 0) return Buffer.from(`${declaration}<resources/>\n`);
	const pieces: Buffer[] = [Buffer.from(`${declaration}<resources>\n`)];
	let lines: string[] = [];
	let at = 0;
	for (const uid of files.uids()) {
		lines.push(elementOf(files.describe(uid, checksums), at));
		at += 1;
		if (lines.length < 1000) continue;
		pieces.push(Buffer.from(lines.join('')));
		lines = [];
	}
	pieces.push(Buffer.from(lines.join('')), Buffer.from('</resources>\n'));
	return Buffer.concat(pieces);
}

const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** Every fifth name has its accents as numbers, which means the same. */
function elementOf({ uid, contentType, fileName, size, crc, checksum }: StoredFile, at: number): string {
	const name = at % 5 === 4 ? numbered(escaped(fileName)) : escaped(fileName);
	const sums = (crc === '' ? '' : ` crc="${crc}"`) + (checksum === '' ? '' : ` checksum="${checksum}"`);
	return `<resource uid="${escaped(uid)}" content-type="${contentType}" file-name="${name}" size="${size}"${sums}/>\n`;
}

function escaped(text: string): string {
	return text.replace(/[&<>"'\t\n\r]/g, (char) => entities[char] ?? `&#${char.charCodeAt(0)};`);
}

const entities: Readonly<Record<string, string>> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&apos;',
};

function numbered(text: string): string {
	return text.replace(/[^\x20-\x7e]/gu, (char) => `&#${char.codePointAt(0) ?? 0};`);
}
