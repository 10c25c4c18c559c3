/** Keys and names that may still be written into a map of freehold.yaml, each with the beginning of its value. */
import type { KeyShape, MapShape, ObjectShape, Shape } from '../shape.ts';
import type { Cursor } from './cursor.ts';
import { literal, written } from './suggestion.ts';
import type { Suggestion } from './suggestion.ts';

/** Those that are missing, required ones first. */
export function suggestKeys(cursor: Cursor, shape: ObjectShape): readonly Suggestion[] {
	const missing = Object.entries(shape.keys).filter(([key]) => !cursor.others.has(key));
	const isRequired = ([, key]: readonly [string, KeyShape]): boolean => key.isRequired === true;
	return [...missing.filter(isRequired), ...missing.filter((one) => !isRequired(one))].map(([name, key]) => ({
		label: name,
		kind: 'key',
		insert: literal(name) + (cursor.hasColon ? '' : beginning(key.shape, cursor.isFlow, key.default)),
		detail: key.isRequired === true ? 'required' : key.default === undefined ? undefined : `default: ${key.default}`,
		description: key.description,
		opensNext: !cursor.hasColon && opensNext(key.shape),
	}));
}

/** A connection or job to begin with; its name is the user's. */
export function suggestEntries(cursor: Cursor, { of, entry }: MapShape): readonly Suggestion[] {
	if (of.kind !== 'variant' || cursor.hasColon) return [];
	return of.variants.map(({ key, value, shape }) => {
		const what = value ?? key;
		const name = `\${1:${literal(USUAL_NAMES[what] ?? what)}}`;
		const first = value === undefined ? `${key}: [$2]` : `${key}: ${value}`;
		return {
			label: `${what} ${entry}`,
			kind: 'entry',
			insert: cursor.isFlow ? `${name}: { ${first}$0 }` : `${name}:\n\t${first}\n\t$0`,
			description: shape.keys[key]?.description,
		};
	});
}

/** A name out of a list: a dataset, a parameter. */
export function suggestNames(
	cursor: Cursor,
	{ of }: MapShape,
	names: readonly Omit<Suggestion, 'insert' | 'opensNext'>[],
): readonly Suggestion[] {
	return names
		.filter(({ label }) => !cursor.others.has(label))
		.map((name) => ({
			...name,
			insert: written(name.label, cursor.quote) + (cursor.hasColon ? '' : beginning(of, cursor.isFlow, undefined)),
			opensNext: !cursor.hasColon,
		}));
}

/** As the documentation's examples call them. */
const USUAL_NAMES: Readonly<Record<string, string>> = {
	spark: 'mls',
	realpad: 'prague',
	reapit: 'agency',
	replicate: 'listings',
	export: 'takeout',
	backup: 'files',
};

function beginning(shape: Shape, isFlow: boolean, usual: KeyShape['default']): string {
	switch (shape.kind) {
		case 'object':
		case 'map':
		case 'variant':
			return isFlow ? ': { $0 }' : ':\n\t$0';
		case 'list':
			return ': [$0]';
		case 'version':
			return `: ${shape.value}`;
		case 'origin':
			return ': ${1:https://}';
		case 'text':
		case 'scalar':
		case 'whole':
			return usual === undefined
				? ': '
				: `: \${1:${typeof usual === 'string' ? written(usual, undefined) : String(usual)}}`;
		case 'choice':
		case 'flag':
		case 'duration':
			return ': ';
	}
}

function opensNext({ kind }: Shape): boolean {
	return kind !== 'version' && kind !== 'origin' && kind !== 'text' && kind !== 'scalar' && kind !== 'whole';
}
