/** Which fields of a record reading gives at all; Reapit takes some that it never shows. */
import type { ModelIndex } from '../../../../vendor/reapit/models.ts';
import type { EntityPath } from './entityPaths.ts';

export function readableFields(
	{ operations }: Pick<EntityPath, 'operations'>,
	models: ModelIndex['models'],
): (field: string) => boolean {
	const model = models[operations.get('GET')?.responses['200'] ?? ''];
	return (field) => model !== undefined && Object.hasOwn(model.properties, field);
}
