/** Compares headers with the words of a field, whatever their language, case, accents and way of joining words. */
import { nouns } from './realpadEndpoints.ts';
import type { Noun } from './realpadEndpoints.ts';

export interface HeaderColumn {
	/** The vendor's stable id, or the label where only labels were asked for. */
	readonly id: string;
	readonly label: string | undefined;
}

/** Words of a header: `unitTypeId`, `unit-type-id` and `Unit type ID` are all `unit type id`. */
export function words(text: string): string {
	return text
		.normalize('NFD')
		.replace(/\p{M}+/gu, '')
		.replace(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2')
		.replace(/[^\p{L}\p{N}]+/gu, ' ')
		.trim()
		.toLowerCase();
}

/** `Zákazník ID`, `customer_id`, `ID jednotky`; not `Additional Customer IDs`, which holds many. */
export function isIdLike({ id, label }: HeaderColumn): boolean {
	return hasIdWord(id) || (label !== undefined && hasIdWord(label));
}

function hasIdWord(text: string): boolean {
	return words(text).split(' ').includes('id');
}

/** Which fields a header speaks of, the stable id and the label taken together. */
export function nounsIn({ id, label }: HeaderColumn): ReadonlySet<Noun> {
	const text = ` ${words(id)} ${words(label ?? '')}`;
	const found = new Set<Noun>();
	for (const [noun, stems] of Object.entries(nouns) as [Noun, readonly string[]][]) {
		if (stems.some((stem) => text.includes(stem.length < 4 ? ` ${stem} ` : ` ${stem}`))) found.add(noun);
	}
	return found;
}
