/** Reapit's API as its published operations and models describe it. */
import { reapitEndpoints } from '../../../vendor/reapit/endpoints.ts';
import type { Endpoint, QueryParameter } from '../../../vendor/reapit/endpoints.ts';
import { reapitModels } from '../../../vendor/reapit/models.ts';
import type { Model } from '../../../vendor/reapit/models.ts';
import type { Api, ApiBody, ApiOperation, ApiParameter, ValueKind } from './api.ts';

export async function reapitApi(): Promise<Api> {
	const [{ endpoints }, { models }] = await Promise.all([reapitEndpoints(), reapitModels()]);
	return {
		source: 'reapit',
		bases: [''],
		operations: endpoints.map((endpoint) => operationOf(endpoint, models)),
		// #8906: what it does not know it ignores, and answers more than was asked for.
		unknownParameters: 'ignored',
	};
}

function operationOf(endpoint: Endpoint, models: Readonly<Record<string, Model>>): ApiOperation {
	const { method, path, query = [], sortFields = [] } = endpoint;
	return {
		...{ method, path, parametersIn: 'query' },
		about: aboutOf(endpoint),
		parameters: query.map((parameter) => parameterFrom(parameter, sortFields)),
		body: bodyOf(endpoint, models),
	};
}

const VERBS: Readonly<Record<Endpoint['method'], string>> = {
	...{ GET: 'Reads', POST: 'Creates', PUT: 'Replaces', PATCH: 'Changes fields of', DELETE: 'Deletes' },
};

function aboutOf({ method, path, responses }: Endpoint): string {
	const what = path.endsWith('}') ? 'one record' : method === 'GET' ? 'a list' : 'a record';
	const answer = responses['200'] ?? responses['201'];
	const shown = answer == null ? '' : `: ${answer.replace(/^array:/, 'list of ')}`;
	return `${VERBS[method]} ${what}${shown}`;
}

function bodyOf({ method, body }: Endpoint, models: Readonly<Record<string, Model>>): ApiBody | undefined {
	const model = body === undefined ? undefined : models[body];
	if (body === undefined || model === undefined) return undefined;
	return { name: body, fields: model.properties, isPartial: method === 'PATCH' };
}

function parameterFrom(parameter: QueryParameter, sortFields: readonly string[]): ApiParameter {
	const { name, repeatable, enum: values, addedIn } = parameter;
	const isSort = name === 'sortBy' && sortFields.length > 0;
	const sorts = isSort ? sortFields.flatMap((field) => [field, `-${field}`]) : undefined;
	const known = values ?? sorts;
	return {
		...{ name, kind: kindOf(parameter), isRepeatable: repeatable === true },
		values: known?.map((value) => ({ value, about: value.startsWith('-') ? 'the largest first' : undefined })),
		about: [ABOUT[name], addedIn === undefined ? undefined : `Newer than the contract of 2024 (${addedIn}).`]
			.filter((text) => text !== undefined)
			.join('\n\n'),
	};
}

function kindOf({ name, type, format }: QueryParameter): ValueKind {
	if (name === 'metadata' || name === 'filter') return 'filter';
	if (format === 'date-time') return 'instant';
	if (format === 'date') return 'date';
	return type === 'integer' ? 'whole' : type === 'string' ? 'text' : type;
}

const ABOUT: Readonly<Record<string, string>> = {
	pageSize: 'Records in a page: 1 to 100, 25 where it is absent.',
	pageNumber: 'From 1; pages end at `totalPageCount`.',
	sortBy: 'One field; `-` before it turns the order round.',
	embed: 'Records that come along. Each page of them is billed as a request more.',
	id: 'One record or several: the parameter is repeated.',
	metadata: 'A filter on metadata; all filters have to hold.',
	filter: 'A filter on metadata; all filters have to hold.',
	modifiedFrom: 'Changed at this time or later.',
	modifiedTo: 'Changed at this time or before.',
	createdFrom: 'Created at this time or later.',
	createdTo: 'Created at this time or before.',
	fromArchive: 'Whether archived records are wanted too.',
	extrasField: 'Names of extra fields that come along.',
};
