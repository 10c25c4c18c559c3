/** Types as TypeScript interfaces. */
import type { Declaration, DeclaredField, TypeUse, ValueUse } from './declarations.ts';
import { docComment, fieldDescription } from './docComment.ts';
import { isPlainName } from './typeNames.ts';

export function printTypeScript(declarations: readonly Declaration[]): string {
	return declarations.map(interfaceText).join('\n');
}

function interfaceText({ name, fields, description }: Declaration): string {
	const lines = [...docComment(description, ''), `export interface ${name} {`, ...fields.flatMap(fieldLines), '}'];
	return `${lines.join('\n')}\n`;
}

function fieldLines({ name, description, isOptional, ...value }: DeclaredField): readonly string[] {
	const key = isPlainName(name) ? name : JSON.stringify(name);
	const comment = docComment(fieldDescription(description, value.type), '\t');
	return [...comment, `\t${key}${isOptional ? '?' : ''}: ${valueText(value)};`];
}

function valueText({ type, isNullable }: ValueUse): string {
	const text = typeText(type);
	// Whatever is unknown may be null.
	return isNullable && type.kind !== 'unknown' ? `${text} | null` : text;
}

function typeText(type: TypeUse): string {
	switch (type.kind) {
		case 'text':
			return type.values === undefined || type.values.length === 0 ? 'string' : type.values.map(literal).join(' | ');
		case 'integer':
			return 'number';
		case 'list':
			return `${grouped(valueText(type.items))}[]`;
		case 'map':
			return `Record<string, ${valueText(type.values)}>`;
		case 'named':
			return type.name;
		case 'union':
			return [...new Set(type.of.map(typeText))].join(' | ');
		default:
			return type.kind;
	}
}

function grouped(text: string): string {
	return text.includes(' | ') ? `(${text})` : text;
}

function literal(text: string): string {
	return JSON.stringify(text);
}
