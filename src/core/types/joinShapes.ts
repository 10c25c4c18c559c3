/** Puts together what a vendor declares of its records and what the records themselves show. */
import { unionOf } from './shape.ts';
import type { FieldShape, ObjectShape, Shape, TextShape, ValueShape } from './shape.ts';

/**
 * Fields in the vendor's order with its words; whether one may be absent or null is what the records show. What is
 * declared and never met may be both; what is met and not declared stands at the end.
 */
export function joinObjects(declared: ObjectShape, met: ObjectShape): ObjectShape {
	const fields = new Map<string, FieldShape>();
	for (const [name, field] of declared.fields) fields.set(name, joinField(field, met.fields.get(name)));
	for (const [name, field] of met.fields) if (!fields.has(name)) fields.set(name, field);
	const rest = declared.rest !== undefined && met.rest !== undefined ? joinValues(declared.rest, met.rest) : undefined;
	return { kind: 'object', fields, rest: rest ?? declared.rest ?? met.rest };
}

function joinField(declared: FieldShape, met: FieldShape | undefined): FieldShape {
	if (met === undefined) return { ...declared, isOptional: true, isNullable: true };
	const { isOptional, isNullable } = met;
	const description = declared.description ?? met.description;
	return { shape: joinShapes(declared.shape, met.shape), isOptional, isNullable, description };
}

function joinValues(declared: ValueShape, met: ValueShape): ValueShape {
	return { shape: joinShapes(declared.shape, met.shape), isNullable: met.isNullable };
}

function joinShapes(declared: Shape, met: Shape): Shape {
	if (declared.kind === 'unknown') return met;
	if (met.kind === 'unknown') return declared;
	if (met.kind === 'union')
		return unionOf(met.of.map((one) => (isSameKind(declared, one) ? joinShapes(declared, one) : one)));
	if (declared.kind === 'object' && met.kind === 'object') return joinFreely(declared, met);
	if (declared.kind === 'list' && met.kind === 'list')
		return { kind: 'list', items: joinValues(declared.items, met.items) };
	if (declared.kind === 'text' && met.kind === 'text') return joinTexts(declared, met);
	return isSameKind(declared, met) ? declared : unionOf([declared, met]);
}

/** A vendor that says number has whole ones, too. */
function isSameKind(declared: Shape, met: Shape): boolean {
	return declared.kind === met.kind || (declared.kind === 'number' && met.kind === 'integer');
}

/** Objects with free names, of which the records show the same few: those are its fields. */
function joinFreely(declared: ObjectShape, met: ObjectShape): ObjectShape {
	if (declared.fields.size > 0 || declared.rest === undefined || met.rest !== undefined)
		return joinObjects(declared, met);
	return met;
}

/** One record that breaks a format or an enumeration is enough. */
function joinTexts(declared: TextShape, met: TextShape): TextShape {
	const format = declared.format === met.format ? met.format : undefined;
	const { values } = declared;
	if (values === undefined || met.met === undefined) return { kind: 'text', format };
	return { kind: 'text', format, values: [...new Set([...values, ...met.met])] };
}
