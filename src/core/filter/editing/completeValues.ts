/** Offers values: the commonest of the data that are not used yet, true and false, dates near today. */
import type { Dialect, OperatorSpec } from '../dialect.ts';
import { mainType } from '../fieldIndex.ts';
import type { FieldFacts, FieldType } from '../fieldIndex.ts';
import { quote, typeOfText } from '../literal.ts';
import type { Literal } from '../syntax.ts';
import { completion } from './completion.ts';
import type { FilterCompletion, FilterCompletionKind } from './completion.ts';
import { nearDates } from './nearDates.ts';

export interface ValueWanted {
	readonly facts: FieldFacts | undefined;
	readonly operator: OperatorSpec | undefined;
	readonly used: readonly Literal[];
	/** What is written there already. */
	readonly current: Literal | undefined;
	readonly now: number;
	readonly lastRead: number | undefined;
	readonly timeZone: string | undefined;
}

interface Offer {
	readonly text: string;
	readonly label?: string;
	readonly detail: string;
	readonly kind: FilterCompletionKind;
}

export function completeValues(wanted: ValueWanted, dialect: Dialect): readonly FilterCompletion[] {
	const used = new Set(wanted.used.map(({ text }) => text.toLowerCase()));
	const opening = wanted.current?.quote === undefined ? '' : wanted.current.text.charAt(0);
	return offers(wanted, dialect)
		.filter(({ text }) => !used.has(text.toLowerCase()))
		.map(({ text, label, detail, kind }, nth) =>
			completion(nth, {
				label: label ?? text,
				kind,
				detail,
				insertText: text,
				// Compared with what is typed, which may begin with another quote or none.
				filterText: typedForm(text, label, opening, dialect),
			}),
		);
}

function offers({ facts, operator, now, lastRead, timeZone }: ValueWanted, dialect: Dialect): readonly Offer[] {
	const type = valueType(facts);
	const takes = (one: 'number' | 'boolean' | 'datetime' | 'string'): boolean =>
		operator === undefined || operator.types.includes(one);
	const top = (facts?.topValues ?? []).flatMap(({ value, count }): readonly Offer[] => {
		const text = writtenValue(value, type, dialect);
		return text === undefined ? [] : [{ text, detail: `${count} ×`, kind: 'value' }];
	});
	const flags: readonly Offer[] = ['true', 'false'].map((text) => ({ text, detail: 'boolean', kind: 'value' }));
	const dates = nearDates(now, lastRead, timeZone).map(({ label, text }): Offer => ({
		text,
		label,
		detail: text,
		kind: 'date',
	}));
	switch (type) {
		case 'boolean':
			return takes('boolean') ? flags : [];
		case 'date':
		case 'datetime':
			return [...dates, ...top];
		case undefined:
			return [...(takes('boolean') ? flags : []), ...(takes('datetime') ? dates : []), ...top];
		default:
			return top;
	}
}

/** Of an array, what it holds. */
function valueType(facts: FieldFacts | undefined): FieldType | undefined {
	if (facts === undefined) return undefined;
	const type = mainType(facts);
	return type === 'array' ? mainType({ types: facts.itemTypes }) : type;
}

/** A value as it is to be written for a field of the type; `undefined` where it does not go with the type. */
function writtenValue(
	value: string | number | boolean,
	type: FieldType | undefined,
	dialect: Dialect,
): string | undefined {
	if (typeof value !== 'string') return type === 'string' ? undefined : numberText(value);
	if (/[\r\n]/.test(value)) return undefined;
	const own = typeOfText(value);
	const isMoment = own === 'date' || own === 'datetime';
	if (type === 'date' || type === 'datetime') return isMoment ? value : undefined;
	return type === 'string' || type === undefined ? quote(value, dialect) : undefined;
}

function numberText(value: number | boolean): string {
	return typeof value === 'number'
		? value.toLocaleString('en', { useGrouping: false, maximumFractionDigits: 20 })
		: String(value);
}

function typedForm(text: string, label: string | undefined, opening: string, dialect: Dialect): string {
	if (label !== undefined) return `${opening}${label} ${text}`;
	if (!text.startsWith("'")) return `${opening}${text}`;
	const inner = text.slice(1, -1);
	if (opening === '' || opening === "'") return opening === '' ? `${inner} ${text}` : text;
	return `${opening}${dialect.escape === 'backslash' ? inner.replaceAll(/\\(.)/gs, '$1') : inner.replaceAll("''", "'")}`;
}
