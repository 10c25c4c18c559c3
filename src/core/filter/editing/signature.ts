/** What an operator takes, while its values are written. */
import { operatorNamed } from '../dialect.ts';
import { scan } from '../scan.ts';
import type { FilterDocument } from './filterDocument.ts';
import { operatorHelp } from './operatorHelp.ts';
import { placeAt } from './place.ts';

export interface FilterSignature {
	/** `field $in value, value, …` */
	readonly label: string;
	/** Places of the parameters in the label. */
	readonly parameters: readonly {
		readonly start: number;
		readonly end: number;
		/** Absent where that of the whole says it. */
		readonly documentation: string | undefined;
	}[];
	readonly activeParameter: number;
	/** Markdown. */
	readonly documentation: string;
}

/** @returns `undefined` where no operator that exists stands before the offset */
export function signatureAt(document: FilterDocument, offset: number): FilterSignature | undefined {
	const place = placeAt(document, offset);
	if (place?.kind !== 'expression') return undefined;
	const { text, filter } = place.expression.parsed;
	const { field, operator } = filter;
	if (operator.kind !== 'operator' || place.at <= operator.end) return undefined;
	const spec = operatorNamed(document.dialect, operator.text);
	if (spec === undefined) return undefined;
	const head = `${field.kind === 'path' ? field.text : `${document.dialect.prefix}.field`} ${spec.name} `;
	const types = spec.types.join(' | ');
	const values = spec.takes === 'list' ? [`value: ${types}`, '…'] : [`value: ${types}`];
	const commas = scan(text, document.dialect).filter(
		({ kind, start, end }) => kind === 'comma' && start >= operator.end && end <= place.at,
	);
	let label = head;
	const parameters = values.map((value, nth) => {
		if (nth > 0) label += ', ';
		const start = label.length;
		label += value;
		return { start, end: label.length, documentation: nth === 0 ? undefined : 'further items, between commas' };
	});
	return {
		label,
		parameters,
		activeParameter: Math.min(commas.length, parameters.length - 1),
		documentation: operatorHelp(spec),
	};
}
