/** Which of the vendor's topics a change of a record belongs to. */
import { isJsonObject } from '../../json.ts';
import type { JsonObject } from '../../json.ts';
import type { RecordChange } from '../contract.ts';

/** Of those that the vendor publishes; more than one where a change has a topic of its own. */
export function topicsOf({ resource, kind, before, after }: RecordChange, known: readonly string[]): readonly string[] {
	const name = resource.toLowerCase();
	// A deletion comes as a modification whose `new` is null (the vendor's payload schema).
	const topics = [`${name}.${kind === 'created' ? 'created' : 'modified'}`];
	if (name === 'worksorders' && kind === 'created') topics.push('worksorders.raised');
	if (after !== undefined) topics.push(...named(name, before, after));
	return topics.filter((topic) => known.includes(topic));
}

function named(name: string, before: JsonObject | undefined, after: JsonObject): readonly string[] {
	const isNow = (field: string, value: unknown): boolean => after[field] === value && before?.[field] !== value;
	const status = typeof after.status === 'string' && isNow('status', after.status) ? after.status : undefined;
	switch (name) {
		case 'appointments': {
			const isConfirmed = ['negotiatorConfirmed', 'attendeeConfirmed', 'propertyConfirmed'].some((field) =>
				isNow(field, true),
			);
			return [
				...(isNow('cancelled', true) ? [`${name}.cancelled`] : []),
				...(isConfirmed ? [`${name}.confirmed`] : []),
			];
		}
		case 'contacts':
			return isNow('marketingConsent', 'deny') ? ['contacts.optedout'] : [];
		case 'enquiries':
			return status === 'added' ? ['enquiries.accepted'] : status === undefined ? [] : [`${name}.${status}`];
		case 'offers':
		case 'worksorders':
			return status === undefined ? [] : [`${name}.${status.toLowerCase()}`];
		case 'properties':
			return selling(before, after);
		default:
			return [];
	}
}

const sellingTopics: Readonly<Record<string, string>> = {
	completed: 'completed',
	exchanged: 'exchanged',
	withdrawn: 'withdrawn',
	forSale: 'instructed',
	soldExternally: 'lostinstruction',
	underOffer: 'underoffer',
};

function selling(before: JsonObject | undefined, after: JsonObject): readonly string[] {
	const [was, is] = [partOf(before), partOf(after)];
	const topic = was.status === is.status ? undefined : sellingTopics[String(is.status)];
	const hasNewPrice = typeof is.price === 'number' && typeof was.price === 'number' && is.price !== was.price;
	return [
		...(topic === undefined ? [] : [`properties.selling.${topic}`]),
		...(hasNewPrice ? ['properties.selling.askingpricechanged'] : []),
	];
}

interface Selling {
	readonly status?: unknown;
	readonly price?: unknown;
}

function partOf(record: JsonObject | undefined): Selling {
	const selling = record?.selling;
	return isJsonObject(selling) ? selling : {};
}
