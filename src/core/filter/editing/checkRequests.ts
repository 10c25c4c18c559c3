/** Signs in the address of a request that other tools take for its own: they cut a filter short or change it. */
import { finding, replacement } from '../findings.ts';
import { encode } from '../print.ts';
import { documentFinding } from './documentFinding.ts';
import type { DocumentFinding } from './documentFinding.ts';
import type { FilterDocument } from './filterDocument.ts';

const meanings: Readonly<Record<string, string>> = {
	'&': 'begins the next parameter',
	'#': 'ends the address',
	'+': 'is read as a blank',
	'%': 'begins an encoded sign',
};

export function checkRequests({ text, sets }: FilterDocument): readonly DocumentFinding[] {
	return sets
		.flatMap(({ expressions }) => expressions.flatMap(({ rawSigns = [] }) => rawSigns))
		.map((span) => {
			const sign = text.slice(span.start, span.end);
			const encoded = encode(sign);
			const message = `'${sign}' ${meanings[sign] ?? 'means something else'} in an address; write ${encoded}`;
			return documentFinding(finding('FH183', span, message, [replacement(`Write ${encoded}`, span, encoded, true)]));
		});
}
