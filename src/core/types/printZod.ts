/** Types as Zod schemas (3 and 4 alike), with the types that follow from them. */
import type { Declaration, DeclaredField, TypeUse, ValueUse } from './declarations.ts';
import { docComment, fieldDescription } from './docComment.ts';
import { isPlainName } from './typeNames.ts';

export function printZod(declarations: readonly Declaration[]): string {
	return ["import { z } from 'zod';\n", ...declarations.map(schemaText)].join('\n');
}

function schemaText({ name, fields, description }: Declaration): string {
	const lines = [
		...docComment(description, ''),
		`export const ${schemaName(name)} = z.object({`,
		...fields.flatMap(fieldLines),
		'});',
		`export type ${name} = z.infer<typeof ${schemaName(name)}>;`,
	];
	return `${lines.join('\n')}\n`;
}

function schemaName(name: string): string {
	return `${name[0]?.toLowerCase()}${name.slice(1)}Schema`;
}

function fieldLines({ name, description, isOptional, ...value }: DeclaredField): readonly string[] {
	// In brackets, because `__proto__:` would set the prototype.
	const key = isPlainName(name) ? name : `[${JSON.stringify(name)}]`;
	const comment = docComment(fieldDescription(description, value.type), '\t');
	return [...comment, `\t${key}: ${valueText(value)}${isOptional ? '.optional()' : ''},`];
}

function valueText({ type, isNullable }: ValueUse): string {
	const text = typeText(type);
	return isNullable && type.kind !== 'unknown' ? `${text}.nullable()` : text;
}

function typeText(type: TypeUse): string {
	switch (type.kind) {
		case 'text':
			return type.values === undefined || type.values.length === 0
				? 'z.string()'
				: `z.enum([${type.values.map((value) => JSON.stringify(value)).join(', ')}])`;
		case 'integer':
			return 'z.number().int()';
		case 'list':
			return `z.array(${valueText(type.items)})`;
		case 'map':
			return `z.record(z.string(), ${valueText(type.values)})`;
		case 'named':
			return schemaName(type.name);
		case 'union':
			return `z.union([${type.of.map(typeText).join(', ')}])`;
		default:
			return `z.${type.kind}()`;
	}
}
