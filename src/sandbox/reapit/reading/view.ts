/** A record as Reapit shows it: the vendor's fields, links, embeds, entity tag, and the caller's metadata. */
import type { Json, JsonObject, ResourceName, StoredRecord } from '../contract.ts';
import { configuredItem } from '../configuration.ts';
import { mostPerPage } from './paging.ts';
import type { ReadContext } from './context.ts';
import { linkRules, relatedLinks } from './links.ts';
import type { Embedded, EmbeddedRecord } from './links.ts';
import type { ResourceModels } from './models.ts';
import { shownOf } from './related.ts';
import { singular } from './singular.ts';

export interface ViewOrder {
	readonly embed: readonly string[];
	readonly extras: readonly string[];
	/** Read by itself, not in a list or an embed. */
	readonly isItem: boolean;
	/** Records that an embedded collection holds at most. */
	readonly embedLimit: number;
}

export const plainOrder: ViewOrder = { embed: [], extras: [], isItem: false, embedLimit: mostPerPage };

export function viewOf(
	context: ReadContext,
	models: ResourceModels,
	resource: ResourceName,
	record: StoredRecord,
	order: ViewOrder,
): JsonObject {
	const { properties } = models.model(resource, order.isItem);
	const out = models.shape(resource, order.isItem)(shownOf(context, resource, record));
	if (resource === 'enquiries') out.id = Number(record.id);
	if ('_eTag' in properties) out._eTag = eTagOf(context, resource, record, order);
	if ('_links' in properties) out._links = linksOf(context, models, resource, record);
	if ('_embedded' in properties)
		out._embedded = order.embed.length === 0 ? null : embeds(context, models, resource, record, order);
	if ('metadata' in properties)
		out.metadata = context.metadata.attached(context.caller, singular(resource), record.id) ?? null;
	if ('extrasField' in properties) out.extrasField = extrasOf(record, order.extras);
	return out;
}

export function eTagOf(
	context: ReadContext,
	resource: ResourceName,
	{ id }: StoredRecord,
	order?: ViewOrder,
): string | null {
	if (order?.isItem !== true && order !== undefined && context.switches.listETags === 'null') return null;
	if (!context.customer.has(resource)) return null;
	const store = context.customer.store(resource);
	const n = store.numberOf(id);
	return n === undefined ? null : store.eTag(n);
}

function linksOf(
	context: ReadContext,
	models: ResourceModels,
	resource: ResourceName,
	record: StoredRecord,
): JsonObject {
	const parent = context.customer.has(resource) ? context.customer.store(resource).plan.parent : undefined;
	const self = models.selfOf(resource, record, parent?.field);
	return { ...(self === undefined ? {} : { self: { href: self } }), ...relatedLinks(resource, record) };
}

function embeds(
	context: ReadContext,
	models: ResourceModels,
	resource: ResourceName,
	record: StoredRecord,
	order: ViewOrder,
): JsonObject {
	const rules = linkRules[resource] ?? [];
	const found: Record<string, Json> = {};
	for (const name of order.embed) {
		const rule = rules.find((each) => each.name === name);
		const value = rule === undefined ? undefined : embedded(context, models, rule.embedded(context, record), order);
		// "So long as the related data exists, it is returned" (seed 001, Embedding data).
		if (value !== undefined) found[name] = value;
	}
	return found;
}

function embedded(context: ReadContext, models: ResourceModels, what: Embedded, order: ViewOrder): Json | undefined {
	const show = ({ resource, record }: EmbeddedRecord): JsonObject =>
		viewOf(context, models, resource, record, plainOrder);
	if (what.kind === 'one') return what.record === undefined ? undefined : show(what.record);
	// An embed is a list asked for on the caller's behalf (seed 001, Embedding data): what the list hides stays hidden.
	const listed = ({ record }: EmbeddedRecord): boolean => record.fromArchive !== true;
	if (what.kind === 'many') return what.records.filter(listed).slice(0, order.embedLimit).map(show);
	const items = what.ids
		.map((id) => configuredItem(context.customer, what.list, id))
		.filter((item) => item !== undefined);
	const [first] = items;
	return what.isMany ? items : first;
}

/** The extras that were asked for, whether there are any or not. */
function extrasOf(record: StoredRecord, names: readonly string[]): Json {
	if (names.length === 0) return null;
	const { extras } = record;
	const all = typeof extras === 'object' && extras !== null ? (extras as JsonObject) : {};
	return Object.fromEntries(names.map((name) => [name, all[name] ?? null]));
}
