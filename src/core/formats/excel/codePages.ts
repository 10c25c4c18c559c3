/** Code pages for SheetJS out of the decoders that Node has anyway; its own tables would be 0.8 MB of the bundle. */
import { TextDecoder } from 'node:util';

/** Numbers are Windows's. Those of DOS but 866 are in no decoder of Node's: a file that needs one is refused. */
const named: Readonly<Record<number, string>> = {
	...{ 866: 'ibm866', 874: 'windows-874', 932: 'shift_jis', 936: 'gbk', 949: 'euc-kr', 950: 'big5' },
	...{ 1200: 'utf-16le', 10000: 'macintosh', 10007: 'x-mac-cyrillic', 28591: 'latin1', 65001: 'utf-8' },
};

interface CodePages {
	readonly utils: { decode(codePage: number, bytes: Iterable<number>): string };
}

export function codePages(): CodePages {
	const decoders = new Map<number, TextDecoder>();
	return {
		utils: {
			decode(codePage, bytes) {
				const decoder = decoders.get(codePage) ?? new TextDecoder(nameOf(codePage), { ignoreBOM: true });
				decoders.set(codePage, decoder);
				return decoder.decode(Uint8Array.from(bytes));
			},
		},
	};
}

function nameOf(codePage: number): string {
	if (codePage >= 1250 && codePage <= 1258) return `windows-${codePage}`;
	const name = named[codePage];
	if (name === undefined) throw new Error(`its text is in code page ${codePage}, which is not known here`);
	return name;
}
