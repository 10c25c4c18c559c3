/** Types of records in the languages that people ask for. */
import { FreeholdError } from '../errors.ts';
import type { JsonObject } from '../json.ts';
import { declarationsOf } from './declarations.ts';
import type { NamedShape } from './datasetTypes.ts';
import { jsonSchema } from './printJsonSchema.ts';
import { printTypeScript } from './printTypeScript.ts';
import { printZod } from './printZod.ts';

/** Our own printers; the others are quicktype's, which is loaded when one of them is asked for. */
export const TYPE_LANGUAGES = [
	'ts',
	'zod',
	'json-schema',
	'csharp',
	'python',
	'java',
	'go',
	'php',
	'kotlin',
	'swift',
	'rust',
] as const;
export type TypeLanguage = (typeof TYPE_LANGUAGES)[number];

/** @throws FreeholdError `usage` where a language has no way to say it */
export async function typesText({ name, shape, description }: NamedShape, language: TypeLanguage): Promise<string> {
	switch (language) {
		case 'ts':
			return printTypeScript(declarationsOf(name, shape, description));
		case 'zod':
			return printZod(declarationsOf(name, shape, description));
		case 'json-schema':
			return `${JSON.stringify(jsonSchema(name, shape, description), null, '\t')}\n`;
		default:
			return otherLanguage(harmless(jsonSchema(name, shape, description), language), name, language);
	}
}

/** Whatever ends a line, or PHP. */
const ENDING = /[\p{Cc}\u2028\u2029]|\?>/u;

/**
 * A schema as text of which quicktype can make nothing but types: it writes names of fields into comments as they are, and
 * Java reads `\u002a/` of a description before it sees comments.
 */
function harmless(schema: JsonObject, language: TypeLanguage): string {
	return JSON.stringify(schema, (key, value: unknown) => {
		if (ENDING.test(key)) {
			throw new FreeholdError('usage', {
				what: `The types could not be written in ${language}`,
				why: `the name of a field has signs that would end a line of the program: ${JSON.stringify(key)}`,
				next: 'Take ts, zod or json-schema, which Freehold writes itself',
			});
		}
		return key === 'description' && typeof value === 'string' ? value.replaceAll(/\\(?=u)/g, '\\ ') : value;
	});
}

async function otherLanguage(
	schema: string,
	name: string,
	language: Exclude<TypeLanguage, 'ts' | 'zod' | 'json-schema'>,
): Promise<string> {
	const { printWithQuicktype } = await import('./printWithQuicktype.ts');
	try {
		return await printWithQuicktype(schema, name, language);
	} catch (cause) {
		const why = cause instanceof Error ? cause.message : String(cause);
		throw new FreeholdError('usage', {
			what: `The types could not be written in ${language}`,
			why,
			next: 'Take ts, zod or json-schema, which Freehold writes itself',
			cause,
		});
	}
}
