/** Where the vendor stores a field under another name or form than it takes it, by the difference of its own models. */
import type { Json, JsonObject } from '../../json.ts';
import { isJsonObject } from '../../json.ts';
import type { ResourceName } from '../contract.ts';

type Shape = (fields: JsonObject, now: string) => JsonObject;

/** @param now  as the vendor writes an instant */
export function storedShape(resource: ResourceName, fields: JsonObject, now: string): JsonObject {
	return shapes.get(resource)?.(fields, now) ?? fields;
}

const shapes: ReadonlyMap<ResourceName, Shape> = new Map<ResourceName, Shape>([
	['areas', renamed({ parentId: 'parentIds' }, (value) => [value])],
	['companies', (fields) => withInner(fields, 'address', renamed({ countryId: 'country' }))],
	['contacts', contact],
	['properties', (fields) => withInner(fields, 'selling', renamed({ sellingAgency: 'agency' }))],
	['properties/certificates', renamed({ typeId: 'type', start: 'startDate', expiry: 'endDate' }, asInstant)],
	['tenancies/breakClauses', renamed({ typeId: 'clauseTypeId' })],
	['tenancies/renewalNegotiations', (fields) => ({ status: 'notStarted', ...fields })],
]);

function renamed(names: Readonly<Record<string, string>>, change: (value: Json) => Json = (value) => value): Shape {
	return (fields) =>
		Object.fromEntries(
			Object.entries(fields).map(([name, value]) => {
				const other = names[name];
				return other === undefined
					? [name, value]
					: [other, value === undefined || value === null ? value : change(value)];
			}),
		);
}

function withInner(fields: JsonObject, name: string, shape: Shape): JsonObject {
	const inner = fields[name];
	return isJsonObject(inner) ? { ...fields, [name]: shape(inner, '') } : fields;
}

/** The day on which somebody was archived, and his further details, are shown in a form of their own. */
function contact(fields: JsonObject, now: string): JsonObject {
	const { additionalContactDetails: details, ...rest } = fields;
	return {
		...rest,
		...(isJsonObject(details)
			? { additionalContactDetails: Object.values(details).map((value) => ({ type: 'external', value })) }
			: {}),
		...(typeof fields.fromArchive === 'boolean' ? { archivedOn: fields.fromArchive ? now : null } : {}),
	};
}

/** Taken as a date, shown as a date and time. */
function asInstant(value: Json): Json {
	return typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) ? `${value}T00:00:00.0000000Z` : value;
}
