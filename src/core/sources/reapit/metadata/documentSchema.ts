/** Checks a document against a JSON Schema before it is sent. The validator is loaded when the first schema is met. */
import type { ErrorObject, ValidateFunction } from 'ajv';
import type AjvCore from 'ajv/dist/core.js';
import type { Json } from '../../../json.ts';
import { isJsonObject } from '../../../json.ts';
import type { BodyProblem } from '../entities/checkBody.ts';
import type { JsonPath } from '../entities/jsonPath.ts';
import { pathText } from '../entities/jsonPath.ts';

export type CompiledSchema =
	| { readonly kind: 'ready'; readonly check: (document: Json) => readonly BodyProblem[] }
	/** Sound, perhaps, but not for us to judge: a draft of its own, or references to elsewhere. */
	| { readonly kind: 'unknown'; readonly why: string }
	| { readonly kind: 'broken'; readonly why: string };

type Draft = '4' | '7' | '2019' | '2020';

type Validator = AjvCore.default;

export async function compileSchema(schema: Json): Promise<CompiledSchema> {
	if (!isJsonObject(schema)) return { kind: 'broken', why: 'a JSON Schema is an object' };
	const draft = draftOf(schema.$schema);
	if (draft === undefined)
		return { kind: 'unknown', why: `its draft ${JSON.stringify(schema.$schema)} is not known here` };
	const validator = await validatorOf(draft);
	// The draft has been chosen by it; left in, the validator would look for a meta-schema of exactly this spelling.
	const { $schema: _draft, ...rest } = schema;
	if (validator.validateSchema(rest) !== true) {
		return { kind: 'broken', why: faultsOf(validator.errors ?? [], schema) };
	}
	try {
		const validate = validator.compile(rest);
		return { kind: 'ready', check: (document) => problemsOf(validate, document) };
	} catch (error) {
		const why = error instanceof Error ? error.message : String(error);
		// A reference into the document itself that leads nowhere is a mistake; one to elsewhere may be the vendor's.
		return isForeignReference(error) ? { kind: 'unknown', why } : { kind: 'broken', why };
	}
}

/** The vendor names no draft; generators for its platform (.NET) write draft 4, people mostly 7. */
function draftOf(uri: Json | undefined): Draft | undefined {
	if (uri === undefined) return '7';
	if (typeof uri !== 'string') return undefined;
	if (/draft-04\b/.test(uri)) return '4';
	if (/draft-0[67]\b/.test(uri)) return '7';
	if (uri.includes('2019-09')) return '2019';
	return uri.includes('2020-12') ? '2020' : undefined;
}

async function validatorOf(draft: Draft): Promise<Validator> {
	const formats = (await import('ajv-formats')).default.default;
	// Patterns are read as the vendor's platform does: `\-` is no mistake. Nothing is written to the console.
	const options = { allErrors: true, strict: false, unicodeRegExp: false, logger: false as const };
	const validator = await emptyValidator(draft, options);
	formats(validator);
	return validator;
}

async function emptyValidator(
	draft: Draft,
	options: {
		readonly allErrors: boolean;
		readonly strict: boolean;
		readonly unicodeRegExp: boolean;
		readonly logger: false;
	},
): Promise<Validator> {
	// By `default`: in a bundle, a chunk made of a CommonJS package exports nothing else.
	switch (draft) {
		case '4':
			return new (await import('ajv-draft-04')).default.default(options);
		case '7':
			return new (await import('ajv')).default.Ajv(options);
		case '2019':
			return new (await import('ajv/dist/2019.js')).default.Ajv2019(options);
		case '2020':
			return new (await import('ajv/dist/2020.js')).default.Ajv2020(options);
	}
}

function isForeignReference(error: unknown): boolean {
	return error instanceof Error && 'missingRef' in error && !String(error.missingRef).startsWith('#');
}

/** What is wrong at each place: where several rules are broken by one mistake, the one that names what is allowed. */
function faultsOf(errors: readonly ErrorObject[], schema: Json): string {
	const places = Map.groupBy(errors, ({ instancePath }) => instancePath);
	const told = [...places.values()].flatMap((of) => of.find(({ keyword }) => keyword === 'enum') ?? of.slice(0, 1));
	return told
		.map((error) => problemOf(error, schema))
		.map(({ path, message }) => `${pathText(path)} ${message}`)
		.join('; ');
}

function problemsOf(validate: ValidateFunction, document: Json): readonly BodyProblem[] {
	if (validate(document)) return [];
	return (validate.errors ?? []).map((error) => problemOf(error, document));
}

function problemOf(error: ErrorObject, document: Json): BodyProblem {
	const at = pathOf(error.instancePath, document);
	const params = error.params as Readonly<Record<string, unknown>>;
	switch (error.keyword) {
		case 'required':
			return { path: [...at, String(params.missingProperty)], message: 'is required and missing' };
		case 'additionalProperties':
			return { path: [...at, String(params.additionalProperty)], message: 'is not allowed by the schema' };
		case 'enum':
			return { path: at, message: `must be one of ${JSON.stringify(params.allowedValues)}` };
		default:
			return { path: at, message: error.message ?? `breaks the schema's ${error.keyword}` };
	}
}

function pathOf(pointer: string, document: Json): JsonPath {
	const path: (string | number)[] = [];
	let at: Json | undefined = document;
	for (const part of pointer.split('/').slice(1)) {
		const name = part.replaceAll('~1', '/').replaceAll('~0', '~');
		const step: string | number = Array.isArray(at) ? Number(name) : name;
		path.push(step);
		at = Array.isArray(at) ? (at as readonly Json[])[Number(name)] : isJsonObject(at) ? at[name] : undefined;
	}
	return path;
}
