/** Asks the vendor which fields documents of an entity type have, by its schema: before any of them is replicated. */
import { FreeholdError } from '../../../errors.ts';
import type { FieldIndex } from '../../../filter/fieldIndex.ts';
import { fieldsOfSchema } from '../../../filter/schemaFields.ts';
import { isBuiltIn } from './entityTypes.ts';
import type { MetadataSchemas, SchemaRecord } from './metadataSchemas.ts';

/** @throws FreeholdError where the type has no schema, or one that cannot be read */
export async function describedFields(
	schemas: MetadataSchemas,
	entityType: string,
	signal: AbortSignal,
): Promise<FieldIndex> {
	if (isBuiltIn(entityType)) {
		throw new FreeholdError('usage', {
			what: `The fields of ${entityType} cannot be learned from a schema`,
			why: `${entityType} is one of Reapit's own entity types, and those have none`,
			next: 'Replicate its records, and check the filter with --data',
		});
	}
	let newest: SchemaRecord | undefined;
	for await (const page of schemas.list(entityType, signal))
		for (const one of page) if (newest === undefined || (one.modified ?? '') >= (newest.modified ?? '')) newest = one;
	if (newest === undefined) {
		throw new FreeholdError('notFound', {
			what: `The fields of ${entityType} are not known`,
			why: 'Reapit has no schema of this entity type',
			next: 'Name another type, or make a schema with: freehold reapit schema create',
		});
	}
	return fieldsOfSchema(parsed(newest, entityType));
}

function parsed({ id, schema }: SchemaRecord, entityType: string): unknown {
	try {
		return JSON.parse(schema) as unknown;
	} catch (cause) {
		throw new FreeholdError('badResponse', {
			what: `The fields of ${entityType} are not known`,
			why: `its schema ${id} is not JSON`,
			next: 'Replace it with: freehold reapit schema put',
			cause,
		});
	}
}
