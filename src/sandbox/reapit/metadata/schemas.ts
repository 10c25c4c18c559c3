/** JSON Schemas of custom entity types, and the check of a document against its own (seed 001, Validating custom entities). */
import { Validator } from '@cfworker/json-schema';
import type { OutputUnit, SchemaDraft } from '@cfworker/json-schema';
import type { SandboxClock } from '../../clock.ts';
import { isJsonObject } from '../../json.ts';
import type { JsonObject } from '../../json.ts';
import type { ReapitCaller } from '../contract.ts';
import { builtInTypes } from '../entityTypes.ts';
import { ReapitRefusal, invalid, sevenDigits } from '../refusal.ts';
import type { FieldProblem } from '../refusal.ts';

export interface SchemaRecord {
	readonly id: string;
	readonly modified: string;
	readonly entityType: string;
	/** As it was sent: a string that holds JSON. */
	readonly schema: string;
}

interface Kept {
	readonly record: SchemaRecord;
	readonly validator: Validator;
}

export class Schemas {
	readonly #clock: SandboxClock;
	readonly #kept = new Map<string, Kept>();

	constructor(clock: SandboxClock) {
		this.#clock = clock;
	}

	all(caller: ReapitCaller): readonly SchemaRecord[] {
		const space = spaceOf(caller);
		return [...this.#kept].filter(([key]) => key.startsWith(space)).map(([, { record }]) => record);
	}

	get(caller: ReapitCaller, id: string): SchemaRecord | undefined {
		return this.#kept.get(spaceOf(caller) + id)?.record;
	}

	/** @throws ReapitRefusal 422 for the vendor's own types (#3025) and for what is no schema */
	create(caller: ReapitCaller, entityType: string, schema: string): SchemaRecord {
		if (builtInTypes.has(entityType))
			throw invalid([{ field: 'entityType', message: `A schema cannot be set for the inbuilt type ${entityType}` }]);
		const id = `${caller.customer}_${entityType}`;
		if (this.get(caller, id) !== undefined)
			throw invalid([{ field: 'entityType', message: `There is already a schema for ${entityType}` }]);
		return this.#keep(caller, id, entityType, schema);
	}

	/** @throws ReapitRefusal 404, 422 */
	replace(caller: ReapitCaller, id: string, schema: string): void {
		const known = this.get(caller, id);
		if (known === undefined) throw new ReapitRefusal(404, 'The metadata schema was not found');
		this.#keep(caller, id, known.entityType, schema);
	}

	/** @throws ReapitRefusal 422 with every reason */
	check(caller: ReapitCaller, entityType: string, document: JsonObject): void {
		const kept = this.#kept.get(`${spaceOf(caller)}${caller.customer}_${entityType}`);
		if (kept === undefined) return;
		const { valid, errors } = kept.validator.validate(document);
		if (!valid) throw invalid(leaves(errors).map(problemOf));
	}

	#keep(caller: ReapitCaller, id: string, entityType: string, schema: string): SchemaRecord {
		const validator = validatorOf(schema);
		const record = { id, modified: sevenDigits(this.#clock.told()), entityType, schema };
		this.#kept.set(spaceOf(caller) + id, { record, validator });
		return record;
	}
}

const spaceOf = ({ clientId, customer }: ReapitCaller): string => `${customer} ${clientId} `;

const drafts: readonly (readonly [RegExp, SchemaDraft])[] = [
	[/draft-04/, '4'],
	[/2019-09/, '2019-09'],
	[/2020-12/, '2020-12'],
];

/** @throws ReapitRefusal 422 */
function validatorOf(text: string): Validator {
	const refused = (why: string): ReapitRefusal => invalid([{ field: 'schema', message: why }]);
	let schema: unknown;
	try {
		schema = JSON.parse(text);
	} catch (error) {
		if (error instanceof SyntaxError) throw refused('The schema is not valid JSON');
		throw error;
	}
	if (!isJsonObject(schema)) throw refused('The schema must be a JSON object');
	const wrong = wrongType(schema);
	if (wrong !== undefined) throw refused(`The schema is not valid: there is no type ${JSON.stringify(wrong)}`);
	const draft = drafts.find(([pattern]) => pattern.test(String(schema.$schema)))?.[1] ?? '7';
	const validator = new Validator(schema, draft, false);
	try {
		// References that lead nowhere and broken patterns show only when a document is checked.
		validator.validate({});
	} catch (error) {
		throw refused(`The schema is not valid: ${error instanceof Error ? error.message : String(error)}`);
	}
	return validator;
}

const types = ['string', 'number', 'integer', 'boolean', 'object', 'array', 'null'];

/** @returns the first `type` that JSON Schema does not know */
function wrongType(schema: unknown): unknown {
	if (!isJsonObject(schema)) return undefined;
	const named: readonly unknown[] = Array.isArray(schema.type) ? schema.type : [schema.type ?? 'string'];
	const wrong = named.find((each) => !types.some((type) => type === each));
	if (wrong !== undefined) return wrong;
	const parts: unknown[] = [schema.items, schema.additionalProperties, schema.not];
	if (isJsonObject(schema.properties)) parts.push(...Object.values(schema.properties));
	for (const each of [schema.allOf, schema.anyOf, schema.oneOf])
		if (Array.isArray(each)) parts.push(...(each as unknown[]));
	return parts.map(wrongType).find((each) => each !== undefined);
}

/** Without the reports that only say that something below them failed. */
function leaves(errors: readonly OutputUnit[]): readonly OutputUnit[] {
	const summaries = ['properties', 'items', 'prefixItems', 'additionalItems', '$ref', 'allOf', 'patternProperties'];
	return errors.filter(({ keyword }) => !summaries.includes(keyword));
}

function problemOf({ instanceLocation, error }: OutputUnit): FieldProblem {
	const path = instanceLocation
		.split('/')
		.slice(1)
		.map((token) => decodeURIComponent(token).replaceAll('~1', '/').replaceAll('~0', '~'));
	return { field: ['metadata', ...path].join('.'), message: error };
}
