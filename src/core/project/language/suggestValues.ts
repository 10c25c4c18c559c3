/** Values that the grammar of freehold.yaml allows: choices, flags, durations, what is usual. */
import type { Shape } from '../shape.ts';
import type { Cursor } from './cursor.ts';
import { keyAt } from './shapeAt.ts';
import { written } from './suggestion.ts';
import type { Suggestion } from './suggestion.ts';

const DURATIONS = ['15m', '30m', '1h', '6h', 'daily', 'weekly'] as const;

export function suggestValues(cursor: Cursor, shape: Shape, allowed?: readonly string[]): readonly Suggestion[] {
	const key = keyAt(cursor.document, cursor.path.slice(0, -1), cursor.path.at(-1) ?? '');
	const usual = key?.default === undefined ? undefined : String(key.default);
	return valuesOf(shape, usual)
		.filter((value) => allowed?.includes(value) ?? true)
		.filter((value) => !cursor.others.has(value))
		.map((value) => ({
			label: value,
			kind: 'value',
			insert: shape.kind === 'text' ? written(value, cursor.quote) : value,
			detail: value === usual ? 'default' : undefined,
			description: key?.description,
		}));
}

function valuesOf(shape: Shape, usual: string | undefined): readonly string[] {
	switch (shape.kind) {
		case 'choice':
			return shape.values;
		case 'flag':
			return ['true', 'false'];
		case 'duration':
			return DURATIONS;
		case 'version':
			return [String(shape.value)];
		case 'text':
		case 'whole':
			return usual === undefined ? [] : [usual];
		default:
			return [];
	}
}
