/** Comments above generated types and fields. */
import type { TypeUse } from './declarations.ts';

/** As lines of a block comment; none where there is nothing to say. */
export function docComment(description: string | undefined, indent: string): readonly string[] {
	// Whatever a vendor writes must not end the comment.
	const lines = (description ?? '')
		.replaceAll('*/', '*\u200b/')
		.split(/\r\n?|[\n\u2028\u2029]/)
		.map((line) => line.trim());
	const text = lines.filter((line) => line !== '');
	if (text.length === 0) return [];
	if (text.length === 1) return [`${indent}/** ${text[0]} */`];
	return [`${indent}/**`, ...text.map((line) => `${indent} * ${line}`), `${indent} */`];
}

/** With what a type cannot say: how the text of a date is written. */
export function fieldDescription(description: string | undefined, type: TypeUse): string | undefined {
	const form = type.kind === 'text' && type.format !== undefined ? `As text: ${forms[type.format]}.` : undefined;
	if (form === undefined || description === undefined || description === '') return form ?? description;
	return `${description}\n${form}`;
}

const forms = { date: '2026-05-01', time: '12:30:00', 'date-time': '2026-05-01T12:30:00Z' } as const;
