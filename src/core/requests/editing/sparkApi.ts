/** Spark's APIs: the RESO Web API with the resources that its metadata names, and what is documented of the native one. */
import type { Api, ApiOperation, ApiParameter, ApiValue } from './api.ts';

/** A resource of the RESO API, as `$metadata` or a replica tells it. */
export interface ODataResource {
	readonly name: string;
	readonly title?: string | undefined;
	readonly columns: readonly string[];
	/** What can be expanded. */
	readonly relations: readonly string[];
}

export function sparkApi(resources: readonly ODataResource[]): Api {
	return {
		source: 'spark',
		bases: ['/Reso/OData', '/Version/3/Reso/OData', '/Reso/Dictionary/2.0/OData', '/v1'],
		operations: [...resources.flatMap(resourceOperations), ...NATIVE],
		unknownParameters: 'refused',
	};
}

function resourceOperations(resource: ODataResource): readonly ApiOperation[] {
	const { name, title = name } = resource;
	const read = (path: string, about: string, parameters: readonly ApiParameter[]): ApiOperation => ({
		...{ method: 'GET', path, about, parameters, parametersIn: 'query' },
	});
	const options = queryOptions(resource);
	const ofOne = options.filter(({ name: option }) => option === '$select' || option === '$expand');
	return [
		read(`/${name}`, `Reads ${title}, page by page`, options),
		read(`/${name}({key})`, `Reads one record of ${title} by its key: \`${name}('…')\``, ofOne),
		read(
			`/${name}/$count`,
			`How many records ${title} has`,
			options.filter(({ name: option }) => option === '$filter'),
		),
	];
}

/** Options of OData 4 that Spark documents (seed 004, domain/spark.md §4). */
function queryOptions({ columns, relations }: ODataResource): readonly ApiParameter[] {
	const fields: readonly ApiValue[] = columns.map((value) => ({ value }));
	const one = (parameter: Omit<ApiParameter, 'isRepeatable'>): ApiParameter => ({ ...parameter, isRepeatable: false });
	return [
		one({
			name: '$filter',
			kind: 'odata',
			values: fields,
			isOpen: true,
			about: "What has to hold: `ListPrice gt 100000 and City eq 'Fargo'`. Fields and keywords mind their case.",
		}),
		one({
			name: '$select',
			kind: 'fields',
			values: fields,
			isOpen: true,
			about: 'Fields that are wanted, with commas between.',
		}),
		one({
			name: '$orderby',
			kind: 'fields',
			values: fields,
			isOpen: true,
			about: 'Fields to sort by, each with `asc` or `desc` behind it.',
		}),
		one({
			name: '$expand',
			kind: 'fields',
			values: relations.map((value) => ({ value })),
			isOpen: true,
			about: 'Nested records that come along.',
		}),
		one({ name: '$top', kind: 'whole', about: 'Records in a page: up to 1,000 with replication access.' }),
		one({
			name: '$skip',
			kind: 'whole',
			about: 'Records to pass over; replication goes by `@odata.nextLink` instead.',
		}),
		one({ name: '$skiptoken', kind: 'text', about: 'Of a next link: where the next page begins.' }),
		one({ name: '$count', kind: 'boolean', about: 'Whether the number of all records comes along.' }),
		one({ name: '$format', kind: 'text', about: 'Form of the answer.' }),
	];
}

const PAGED: readonly ApiParameter[] = [
	{ name: '_limit', kind: 'whole', isRepeatable: false, about: 'Records in a page: 25 at most on most services.' },
	{
		name: '_page',
		kind: 'whole',
		isRepeatable: false,
		about: 'From 1; needs `_pagination=1` to tell how many there are.',
	},
	{
		name: '_pagination',
		kind: 'text',
		isRepeatable: false,
		values: [
			{ value: '1', about: 'with the number of pages' },
			{ value: 'count', about: 'the number alone' },
		],
		about: 'Whether the answer says how many pages there are.',
	},
	{
		name: '_filter',
		kind: 'text',
		isRepeatable: false,
		about:
			"SparkQL: `City Eq 'Fargo' And ListPrice Gt 100000.0`. A field that it does not know is dropped, and the result widens.",
	},
	{ name: '_select', kind: 'text', isRepeatable: false, about: 'Fields that are wanted, with commas between.' },
	{ name: '_expand', kind: 'text', isRepeatable: false, about: 'Nested records that come along.' },
	{
		name: '_orderby',
		kind: 'text',
		isRepeatable: false,
		about: 'Fields to sort by; `-` before one turns the order round.',
	},
];

/** Of the native API what the seeds tell of; others are left unjudged. */
const NATIVE: readonly ApiOperation[] = [
	{
		method: 'GET',
		path: '/contacts/export',
		about: 'Reads all contacts of the key’s owner',
		parameters: PAGED,
		parametersIn: 'query',
	},
	{
		method: 'GET',
		path: '/contacts/export/all',
		about: 'Reads the contacts of all users of an account',
		parameters: PAGED,
		parametersIn: 'query',
	},
	{ method: 'GET', path: '/contacts', about: 'Reads contacts', parameters: PAGED, parametersIn: 'query' },
	{ method: 'GET', path: '/listings', about: 'Reads listings', parameters: PAGED, parametersIn: 'query' },
	{
		method: 'GET',
		path: '/my/account',
		about: 'Reads the account of the key’s owner',
		parameters: PAGED,
		parametersIn: 'query',
	},
	{ method: 'GET', path: '/system', about: 'Reads what the key may do', parameters: [], parametersIn: 'query' },
];
