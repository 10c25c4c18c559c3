/** `/contacts/export` and `/contacts/export/all`, as seed 003 describes them. */
import { jsonAnswer } from '../../answer.ts';
import type { Answer, SandboxRequest } from '../../answer.ts';
import { instantText, offsetText } from '../../clock.ts';
import type { SandboxClock } from '../../clock.ts';
import type { Json, JsonObject } from '../../json.ts';
import { contactFields } from '../data/contacts.ts';
import type { World } from '../data/world.ts';
import type { SparkSwitches } from '../options.ts';
import type { Caller } from '../roles.ts';
import { refusal } from '../sparkError.ts';
import { readNativeQuery } from './nativePaging.ts';
import type { NativeQuery } from './nativePaging.ts';
import { parseSparkql } from './sparkqlParser.ts';
import type { ParsedFilter } from './sparkqlParser.ts';
import { problemJson } from './sparkqlProblems.ts';
import type { ValueType } from './sparkqlValues.ts';

export interface ContactsService {
	readonly world: World;
	readonly clock: SandboxClock;
	readonly switches: SparkSwitches;
}

export type Contact = Readonly<Record<string, string | readonly string[]>>;

const localOffset = -300;
const fieldTypes: ReadonlyMap<string, ValueType> = new Map(
	contactFields
		.filter(({ name }) => name !== 'ResourceUri')
		.map(({ name, type }) => [name, type === 'DateTimeOffset' ? 'datetime' : 'string']),
);

/** Only the export of one's own contacts may go beyond the usual 25. */
const largestLimit = (isAll: boolean): number => (isAll ? 25 : 100);

export function answerContactsExport(
	service: ContactsService,
	request: SandboxRequest,
	caller: Caller,
	isAll: boolean,
): Answer {
	if (request.method !== 'GET') throw refusal(405, undefined, { headers: { allow: 'GET' } });
	if (caller.role !== 'private') throw refusal(1500);
	const { switches } = service;
	const query = readNativeQuery(request.params, {
		fields: contactFields.filter((field) => isAll || field.name !== 'OwnerId').map((field) => field.name),
		largestLimit: largestLimit(isAll),
		overLimit: switches.overLimit,
	});
	const filter = query.filter === undefined ? undefined : parsedFilter(service, query.filter);
	const found = contacts(service.world, isAll).filter((contact) => filter?.matches((name) => contact[name]) ?? true);
	const results = pageOf(found, query).map((contact) => selected(contact, query.select));
	const problems = (filter?.problems ?? []).map(problemJson);
	return jsonAnswer(
		{
			D: {
				Success: true,
				ExportTimestamp: exportTimestamp(service),
				...(query.pagination === 'count' ? {} : { Results: results }),
				...(query.pagination === 'none' ? {} : { Pagination: pagination(found.length, query) }),
				...(query.skipToken === undefined ? {} : { SkipToken: nextToken(found, query) }),
				...(problems.length === 0 ? {} : { SparkQLErrors: problems }),
			},
		},
		200,
		{},
		{
			rowsAt: 'Results',
			keys: pageOf(found, query).map((contact) => String(contact.Id)),
			isKeysOnly: query.select?.length === 1 && query.select[0] === 'Id',
		},
	);
}

/** All contacts that the account may export, in order of their ids; empty fields are absent. */
export function contacts(world: World, isAll: boolean): readonly Contact[] {
	const store = world.store('Contacts');
	const user = world.keyAt('Member', 0);
	const list: Contact[] = [];
	for (let ordinal = 0; ordinal < store.end; ordinal += 1) {
		if (!store.has(ordinal)) continue;
		const read = store.reader(ordinal);
		const contact: Record<string, string | readonly string[]> = {};
		for (const field of contactFields) {
			const value = read(field);
			if (value === null || value === '' || (Array.isArray(value) && value.length === 0)) continue;
			contact[field.name] = Array.isArray(value) ? value : String(value);
		}
		if (isAll) list.push(contact);
		else if (contact.OwnerId === user) {
			const { OwnerId: _, ...own } = contact;
			list.push(own);
		}
	}
	return list;
}

function parsedFilter(service: ContactsService, text: string): ParsedFilter {
	return parseSparkql(text, {
		fields: fieldTypes,
		now: service.clock.told(),
		bareOffsetMinutes: service.switches.exportTimestamp === 'localBare' ? localOffset : 0,
		nestingLimit: service.switches.nestingLimit,
		unknownField: service.switches.unknownFilterField,
	});
}

/** The server's clock; the seed's sample names no zone. */
function exportTimestamp({ clock, switches }: ContactsService): string {
	const now = clock.told();
	if (switches.exportTimestamp === 'offset') return offsetText(now, localOffset);
	const bare = switches.exportTimestamp === 'localBare' ? offsetText(now, localOffset) : instantText(now);
	return bare.slice(0, 19);
}

function ordered(found: readonly Contact[], query: NativeQuery): readonly Contact[] {
	if (query.orderBy.length === 0) return found;
	const text = (contact: Contact, field: string): string => {
		const value = contact[field];
		if (field === 'ModificationTimestamp') return instantText(Date.parse(String(value)));
		return typeof value === 'string' ? value : (value ?? []).join();
	};
	return found.toSorted((a, b) => {
		for (const { field, isDescending } of query.orderBy) {
			const [left, right] = [text(a, field), text(b, field)];
			if (left !== right) return left < right !== isDescending ? -1 : 1;
		}
		return String(a.Id) < String(b.Id) ? -1 : 1;
	});
}

function pageOf(found: readonly Contact[], query: NativeQuery): readonly Contact[] {
	if (query.skipToken !== undefined) {
		const after = query.skipToken;
		return found.filter((contact) => String(contact.Id) > after).slice(0, query.limit);
	}
	const start = query.skip ?? (query.page - 1) * query.limit;
	return ordered(found, query).slice(start, start + query.limit);
}

function nextToken(found: readonly Contact[], query: NativeQuery): string {
	return String(pageOf(found, query).at(-1)?.Id ?? query.skipToken ?? '');
}

function pagination(total: number, query: NativeQuery): JsonObject {
	return {
		TotalRows: total,
		PageSize: query.limit,
		TotalPages: query.limit === 0 ? 0 : Math.ceil(total / query.limit),
		...(query.skip === undefined ? { CurrentPage: query.page } : { CurrentOffset: query.skip }),
	};
}

function selected(contact: Contact, select: readonly string[] | undefined): JsonObject {
	if (select === undefined) return contact;
	const row: Record<string, Json> = {};
	for (const name of select) {
		const value = contact[name];
		if (value !== undefined) row[name] = value;
	}
	return row;
}
