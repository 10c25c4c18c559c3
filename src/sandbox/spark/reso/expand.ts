/** Puts the relations that `$expand` names into a listing's record. */
import type { Json, JsonObject } from '../../json.ts';
import type { World } from '../data/world.ts';
import { odataRefusal } from '../sparkError.ts';
import { addressable, customFields, customFieldsName, isRelation, related } from './entities.ts';
import { readSelect } from './query.ts';
import type { ExpandItem } from './query.ts';
import type { RecordSet } from './recordSet.ts';
import { seenValue } from './view.ts';
import type { View } from './view.ts';

export interface ExpandContext {
	readonly world: World;
	readonly view: View;
	readonly base: string;
	/** Rows after which the server pages an expanded relation. */
	readonly limit: number | undefined;
}

interface Listing {
	readonly key: string;
	readonly ordinal: number;
}

export function expandInto(
	body: Record<string, Json>,
	context: ExpandContext,
	listing: Listing,
	items: readonly ExpandItem[],
): void {
	for (const item of items) {
		if (item.name === customFieldsName) body[item.name] = [customFieldsOf(context, listing.ordinal, item)];
		else expandRelation(body, context, listing, item);
	}
}

function expandRelation(body: Record<string, Json>, context: ExpandContext, listing: Listing, item: ExpandItem): void {
	if (!isRelation(item.name)) return;
	const set = related(context.world, item.name, listing.ordinal, context.view);
	const wanted = Math.min(item.top ?? set.end, set.end);
	const limit = addressable.includes(item.name) ? (context.limit ?? wanted) : wanted;
	body[item.name] = rows(set, Math.min(wanted, limit), item.select);
	if (wanted <= limit) return;
	const select = item.select === undefined ? '' : `%24select=${encodeURIComponent(item.select.join(','))}&`;
	body[`${item.name}@odata.nextLink`] =
		`${context.base}/Property('${listing.key}')/${item.name}?${select}%24skip=${limit}`;
}

function rows(set: RecordSet, count: number, select: readonly string[] | undefined): readonly JsonObject[] {
	const fields = select === undefined ? set.fields : (readSelect(select.join(','), set.fields) ?? set.fields);
	const list: JsonObject[] = [];
	for (let at = 0; at < count; at += 1) {
		const record = set.at(at);
		if (record === undefined) continue;
		const row: Record<string, Json> = {};
		for (const field of fields) row[field.name] = record.value(field);
		list.push(row);
	}
	return list;
}

/** Dictionary 1.x: an array that holds one object with encoded names (domain: Spark §5.3). */
function customFieldsOf(context: ExpandContext, ordinal: number, item: ExpandItem): JsonObject {
	if (item.select !== undefined || item.top !== undefined)
		throw odataRefusal(501, 'CustomFields takes no options within $expand');
	const read = context.world.store('Property').reader(ordinal);
	const row: Record<string, Json> = {};
	for (const { field, encoded } of customFields) row[encoded] = seenValue(field, read(field), context.view);
	return row;
}
