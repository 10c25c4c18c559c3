/** The RESO surface: service document, `$metadata`, collections, single records and the relations below a listing. */
import { jsonAnswer, textAnswer } from '../../answer.ts';
import type { Answer, SandboxRequest } from '../../answer.ts';
import type { Json, JsonObject } from '../../json.ts';
import { relationKeys } from '../data/relations.ts';
import type { World } from '../data/world.ts';
import type { SparkSwitches } from '../options.ts';
import type { PreparedPages } from '../preparedPages.ts';
import { largestTop } from '../roles.ts';
import type { Caller } from '../roles.ts';
import { odataRefusal } from '../sparkError.ts';
import { resoTarget } from './addresses.ts';
import type { ResoAddress } from './addresses.ts';
import { addressable, entitySet, entitySets, expandables, isEntitySet, isRelation, related } from './entities.ts';
import type { EntitySetName } from './entities.ts';
import { expandInto } from './expand.ts';
import { metadata } from './metadata.ts';
import { collectPage } from './page.ts';
import { readQuery } from './query.ts';
import type { ResoQuery } from './query.ts';
import type { RecordSet } from './recordSet.ts';
import type { SeenRecord, View } from './view.ts';

const odata = { 'odata-version': '4.0' };
const odataJson = { ...odata, 'content-type': 'application/json; odata.metadata=minimal; charset=utf-8' };

export interface ResoService {
	readonly world: World;
	readonly switches: SparkSwitches;
	readonly prepared: PreparedPages | undefined;
}

export function answerReso(
	service: ResoService,
	address: ResoAddress,
	request: SandboxRequest,
	caller: Caller,
): Answer {
	if (request.method !== 'GET') throw odataRefusal(405, 'Method not allowed', { allow: 'GET' });
	const view: View = { caller, version: address.version };
	const base = request.origin + address.root;
	if (address.rest === '') return serviceDocument(base);
	if (address.rest === '$metadata') {
		const answer = textAnswer(metadata(service.world, view), 'application/xml; charset=utf-8');
		return { ...answer, headers: { ...answer.headers, ...odata } };
	}
	if (address.rest.endsWith('/$count')) throw odataRefusal(501, '/$count is not supported; use $count=true');
	const target = resoTarget(address.rest);
	if (target === undefined || !isEntitySet(target.set)) throw odataRefusal(404, `There is no resource ${address.rest}`);
	const call: Call = { service, request, view, base, set: target.set };
	if (target.key === undefined) return collection(call);
	if (target.relation === undefined) return single(call, target.key);
	return relation(call, target.key, target.relation);
}

interface Call {
	readonly service: ResoService;
	readonly request: SandboxRequest;
	readonly view: View;
	readonly base: string;
	readonly set: EntitySetName;
}

function serviceDocument(base: string): Answer {
	const value = entitySets.map((name) => ({ name, kind: 'EntitySet', url: name }));
	return jsonAnswer({ '@odata.context': `${base}/$metadata`, value }, 200, odataJson);
}

function collection(call: Call): Answer {
	const { service, view, request, set } = call;
	const records = entitySet(service.world, set, view);
	const query = queryOf(call, records, expandables(set, view.version));
	const link = (skipToken: string): string => nextLink(request, { skipToken });
	const prepared = service.prepared?.page(set, view, query, request, call.base, link);
	if (prepared !== undefined) return { status: 200, headers: odataJson, body: { kind: 'bytes', bytes: prepared } };
	const page = collectPage(records, query, set === 'Lookup' ? 'offset' : 'token');
	const value = page.records.map((record) => recordJson(call, `${set}('${record.key}')`, record, records, query));
	return pageAnswer(call, `${call.base}/$metadata#${set}`, records.key, query, { ...page, value });
}

function single(call: Call, key: string): Answer {
	const records = entitySet(call.service.world, call.set, call.view);
	for (const name of call.request.params.keys()) {
		if (name.startsWith('$') && name !== '$select' && name !== '$expand')
			throw odataRefusal(400, `${name} does not apply to a single record`);
	}
	const query = queryOf(call, records, expandables(call.set, call.view.version));
	const record = records.find(key);
	if (record === undefined) throw odataRefusal(404, 'Not found');
	const body = recordJson(call, `${call.set}('${key}')`, record, records, query);
	return jsonAnswer({ '@odata.context': `${call.base}/$metadata#${call.set}/$entity`, ...body }, 200, odataJson);
}

function relation(call: Call, key: string, name: string): Answer {
	if (call.set !== 'Property' || !isRelation(name) || !addressable.includes(name))
		throw odataRefusal(404, `There is no resource ${call.set}('…')/${name}`);
	const listing = entitySet(call.service.world, 'Property', call.view).find(key)?.ordinal;
	if (listing === undefined) throw odataRefusal(404, 'Not found');
	const rows = related(call.service.world, name, listing, call.view);
	const query = queryOf(call, rows, []);
	const page = collectPage(rows, query, 'offset');
	const value = page.records.map((row) => recordJson(call, `${name}('${row.key}')`, row, rows, query));
	return pageAnswer(call, `${call.base}/$metadata#${name}`, relationKeys[name], query, { ...page, value });
}

function queryOf(call: Call, records: RecordSet, mayExpand: readonly string[]): ResoQuery {
	const { switches } = call.service;
	return readQuery(call.request.params, {
		key: records.key,
		fields: records.fields,
		largestTop: largestTop({ ...call.view.caller, key: '' }),
		overLimit: switches.overLimit,
		topZero: switches.topZero,
		mayExpand,
		maySkip:
			switches.skipOnReplication === 'allow' ||
			!call.view.caller.isReplication ||
			call.set === 'Lookup' ||
			mayExpand.length === 0,
	});
}

function recordJson(call: Call, id: string, record: SeenRecord, records: RecordSet, query: ResoQuery): JsonObject {
	const body: Record<string, Json> = { '@odata.id': `${call.base}/${id}` };
	for (const field of query.select ?? records.fields) body[field.name] = record.value(field);
	if (record.ordinal !== undefined && query.expand.length > 0) {
		const context = {
			world: call.service.world,
			view: call.view,
			base: call.base,
			limit: call.service.switches.expandLimit,
		};
		expandInto(body, context, { key: record.key, ordinal: record.ordinal }, query.expand);
	}
	return body;
}

interface PageBody {
	readonly records: readonly SeenRecord[];
	readonly count: number | undefined;
	readonly next: { readonly skipToken: string } | { readonly skip: number } | undefined;
	readonly value: readonly JsonObject[];
}

function pageAnswer(call: Call, context: string, key: string, query: ResoQuery, page: PageBody): Answer {
	const body: JsonObject = {
		'@odata.context': context,
		...(page.count === undefined ? {} : { '@odata.count': page.count }),
		value: page.value,
		...(page.next === undefined ? {} : { '@odata.nextLink': nextLink(call.request, page.next) }),
	};
	const isKeysOnly = query.select?.length === 1 && query.select[0]?.name === key && query.expand.length === 0;
	return jsonAnswer(body, 200, odataJson, {
		rowsAt: 'value',
		keys: page.records.map((record) => record.key),
		isKeysOnly,
	});
}

/** Absolute, on the host that was asked, with the caller's own options; `$` percent-encoded (domain: Spark §5.3). */
export function nextLink(
	request: Pick<SandboxRequest, 'origin' | 'path' | 'params'>,
	next: { readonly skipToken: string } | { readonly skip: number },
): string {
	const kept = [...request.params].filter(([name]) => name !== '$skip' && name !== '$skiptoken');
	const last = 'skipToken' in next ? ['$skiptoken', next.skipToken] : ['$skip', String(next.skip)];
	const query = [...kept, last].map((pair) => pair.map((part) => encodeURIComponent(part)).join('=')).join('&');
	return `${request.origin}${encodeURI(request.path)}?${query}`;
}
