/** The body of a write after every check that needs nothing but the body and what it points to. */
import { isJsonObject } from '../../json.ts';
import type { JsonObject } from '../../json.ts';
import { invalid } from '../refusal.ts';
import { objectBody } from '../requestBody.ts';
import { checkConditions } from './conditions.ts';
import { checkModel, nounOf } from './modelRules.ts';
import { checkReferences } from './references.ts';
import { targetsOf } from './writeContext.ts';
import type { WriteOrder } from './writeContext.ts';

export interface CheckedBody {
	/** Without metadata. */
	readonly fields: JsonObject;
	readonly metadata: JsonObject | undefined;
}

/** @throws ReapitRefusal 400, 422 with everything that is wrong */
export function checkedBody(order: WriteOrder): CheckedBody {
	const { endpoint, resource } = order.match.operation;
	const name = endpoint.body ?? '';
	const { models } = order.vendorData;
	const model = models[name];
	if (model === undefined) throw new RangeError(`There is no model ${name}`);
	const creation = models[name.replace(/^Update/, 'Create')];
	const neverEmpty = Object.entries(creation?.properties ?? {}).filter(([, field]) => field.required === true);
	const { body, problems } = checkModel(model, objectBody(order.request), {
		noun: nounOf(name),
		isPartial: endpoint.method === 'PATCH',
		unknownFields: order.switches.unknownFields,
		neverEmpty: new Set(neverEmpty.map(([field]) => field)),
	});
	const all = [
		...problems,
		...checkConditions(name, body),
		...(problems.length > 0 ? [] : checkReferences(targetsOf(order), resource, body)),
	];
	if (all.length > 0) throw invalid(all);
	const { metadata, ...fields } = body;
	return { fields, metadata: isJsonObject(metadata) ? metadata : undefined };
}
