/** Offers the fields that the data has, the commonest first: whole paths, and objects as a step on the way. */
import type { Dialect } from '../dialect.ts';
import type { FieldFacts, FieldIndex } from '../fieldIndex.ts';
import { completion, orderText } from './completion.ts';
import type { FilterCompletion } from './completion.ts';
import { fieldHelp, presenceText, typesText } from './fieldHelp.ts';

/** Signs that would end the name. */
const unwritable = /[\s,();'"‘’\u200b\ufeff]/;

/**
 * @param typed  what stands before the cursor
 * @param isLast  whether nothing follows, so that the operator comes next
 */
export function completeFields(
	index: FieldIndex | undefined,
	typed: string,
	isLast: boolean,
	dialect: Dialect,
): readonly FilterCompletion[] {
	if (index === undefined || index.fields.size === 0) return [prefixAlone(dialect)];
	const parent = parentOf(typed, dialect);
	const within = [...index.fields.values()].filter(({ path }) => isWithin(path, parent));
	const offered = within.length > 0 ? within : [...index.fields.values()];
	return offered
		.filter(({ path }) => !unwritable.test(path))
		.sort((a, b) => b.seen - a.seen || depth(a) - depth(b) || (a.path < b.path ? -1 : 1))
		.map((facts, nth) => fieldItem(facts, nth, index, isLast, dialect));
}

function fieldItem(
	facts: FieldFacts,
	nth: number,
	index: FieldIndex,
	isLast: boolean,
	dialect: Dialect,
): FilterCompletion {
	const isObject = isObjectAlone(facts);
	const whole = `${dialect.prefix}.${facts.path}`;
	return {
		label: facts.path,
		kind: isObject ? 'object' : 'field',
		detail: `${typesText(facts)}, ${presenceText(facts, index)}`,
		documentation: () => fieldHelp(facts, index),
		insertText: isObject ? `${whole}.` : isLast ? `${whole} ` : whole,
		isSnippet: false,
		filterText: whole,
		sortText: orderText(nth),
		opensNext: isLast || isObject,
		isDeprecated: dialect.failingNames.includes(facts.path.toLowerCase()),
	};
}

/** Where nothing is known, at least the prefix. */
function prefixAlone({ prefix }: Dialect): FilterCompletion {
	return completion(0, {
		label: `${prefix}.`,
		kind: 'object',
		detail: 'the name of a field follows',
		documentation: () => `Every field begins with \`${prefix}.\`; dots lead into nested documents.`,
		insertText: `${prefix}.`,
	});
}

/** `a` of `metadata.a.b`: only what is in it is offered once it stands there. */
function parentOf(typed: string, { prefix }: Dialect): string {
	const start = typed.toLowerCase().startsWith(`${prefix}.`) ? prefix.length + 1 : 0;
	const end = typed.lastIndexOf('.');
	return end < start ? '' : typed.slice(start, end + 1).toLowerCase();
}

function isWithin(path: string, parent: string): boolean {
	return parent === '' || path.toLowerCase().startsWith(parent);
}

function isObjectAlone({ types }: FieldFacts): boolean {
	return types.object !== undefined && Object.keys(types).every((type) => type === 'object' || type === 'null');
}

function depth({ path }: FieldFacts): number {
	return path.split('.').length;
}
