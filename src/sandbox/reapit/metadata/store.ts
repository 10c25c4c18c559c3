/** Metadata as the other rooms use it: attached to entities, and asked for by filters. */
import type { JsonObject } from '../../json.ts';
import type { MetadataStore, ReapitCaller } from '../contract.ts';
import { ReapitRefusal } from '../refusal.ts';
import type { ReapitWritingSwitches } from '../writingOptions.ts';
import { satisfies } from './filter/evaluate.ts';
import { readExpression } from './filter/expression.ts';
import type { Expression } from './filter/expression.ts';
import { strikeServerBugs } from './filter/serverBugs.ts';
import type { MetadataRecords } from './records.ts';
import type { Schemas } from './schemas.ts';

type FilterSwitches = Pick<ReapitWritingSwitches, 'serverBugs' | 'malformedFilter'>;

export class AttachedMetadata implements MetadataStore {
	readonly #records: MetadataRecords;
	readonly #schemas: Schemas;
	readonly #switches: FilterSwitches;

	constructor(records: MetadataRecords, schemas: Schemas, switches: FilterSwitches) {
		this.#records = records;
		this.#schemas = schemas;
		this.#switches = switches;
	}

	attached(caller: ReapitCaller, entityType: string, entityId: string): JsonObject | undefined {
		return this.#records.of(caller, entityType, entityId)?.metadata;
	}

	attach(caller: ReapitCaller, entityType: string, entityId: string, document: JsonObject): void {
		this.#schemas.check(caller, entityType, document);
		this.#records.put(caller, entityType, entityId, document);
	}

	matches(texts: readonly string[]): (document: JsonObject | undefined) => boolean {
		const expressions = texts.map((text) => this.#read(text)).filter((each) => each !== undefined);
		if (this.#switches.serverBugs) strikeServerBugs(expressions);
		return (document) => expressions.every((expression) => satisfies(document, expression));
	}

	#read(text: string): Expression | undefined {
		try {
			return readExpression(text);
		} catch (error) {
			if (this.#switches.malformedFilter === 'ignore' && error instanceof ReapitRefusal) return undefined;
			throw error;
		}
	}
}
