/** GET of any operation: lists, items, configuration, chains, roles, downloads. */
import { jsonAnswer, textAnswer } from '../../answer.ts';
import type { Answer, SandboxRequest } from '../../answer.ts';
import { configured, configuredItem, terminology } from '../configuration.ts';
import type { JsonObject, ResourceName, StoredRecord } from '../contract.ts';
import type { ReapitOrigins } from '../handlers.ts';
import { valuesAt } from '../data/recordStore.ts';
import type { OperationMatch } from '../operations.ts';
import { ReapitRefusal } from '../refusal.ts';
import { chainOf } from './chain.ts';
import { find } from './context.ts';
import type { ReadContext } from './context.ts';
import { downloadAnswer } from './download.ts';
import { Listings } from './listing.ts';
import type { ListOrder } from './listing.ts';
import type { ResourceModels } from './models.ts';
import { pageBody, pageLink, readPage } from './paging.ts';
import { allOf, readQuery } from './query.ts';
import type { Asked } from './query.ts';
import { rolesIn } from './roles.ts';
import { ownerField } from './singular.ts';
import { eTagOf, viewOf } from './view.ts';
import type { ViewOrder } from './view.ts';
import { mostPerPage } from './paging.ts';

export interface ReadOrder {
	readonly match: OperationMatch;
	readonly request: SandboxRequest;
	readonly context: ReadContext;
}

type AskedValues = ReadonlyMap<string, Asked>;

export class Reader {
	readonly #models: ResourceModels;
	readonly #origins: ReapitOrigins;
	readonly #listings = new Listings();

	constructor(models: ResourceModels, origins: ReapitOrigins) {
		this.#models = models;
		this.#origins = origins;
	}

	read(order: ReadOrder): Answer {
		const { match, request, context } = order;
		const { operation, ids } = match;
		const { endpoint, resource, segments } = operation;
		const asked = readQuery(request.params, endpoint);
		if (segments[0] === 'configuration') return this.#configuration(context, segments[1] ?? '', ids, asked);
		if (resource === 'documents/download')
			return downloadAnswer(context, this.#origins, this.#existing(context, 'documents', ids.id));
		const isPaged = endpoint.responses['200']?.endsWith('PagedResult') === true;
		if (segments.at(-1)?.startsWith('{') === true) return this.#item(order, asked);
		if (!isPaged) return this.#single(order, asked);
		this.#checkParents(match, context);
		if (resource === 'contacts/relationships' || resource === 'companies/relationships') {
			const type = resource === 'contacts/relationships' ? 'contact' : 'company';
			return this.#page(order, asked, rolesIn(context, type, ids.id ?? ''));
		}
		if (resource === 'conveyancing/chain')
			return this.#page(order, asked, chainOf(context, ids.id ?? ''), 'conveyancing');
		return this.#list(order, asked);
	}

	#list(order: ReadOrder, asked: AskedValues): Answer {
		const { match, context } = order;
		const { endpoint, resource } = match.operation;
		const store = context.customer.store(resource);
		const { properties } = this.#models.model(resource);
		const list: ListOrder = {
			endpoint,
			resource,
			asked,
			within: this.#within(match, context),
			hasField: (name) => Object.hasOwn(properties, name),
		};
		const page = readPage(asked, context.switches);
		this.#viewOrder(order, asked, page.size);
		const numbers = this.#listings.numbers(context, list);
		const start = (page.number - 1) * page.size;
		const records = numbers.slice(start, start + page.size).map((n) => store.record(n));
		return this.#pageAnswer(order, asked, records, numbers.length, resource);
	}

	/** A page of records that are at hand as a whole. */
	#page(
		order: ReadOrder,
		asked: AskedValues,
		records: readonly StoredRecord[],
		resource = order.match.operation.resource,
	): Answer {
		const page = readPage(asked, order.context.switches);
		const start = (page.number - 1) * page.size;
		return this.#pageAnswer(order, asked, records.slice(start, start + page.size), records.length, resource);
	}

	#pageAnswer(
		order: ReadOrder,
		asked: AskedValues,
		records: readonly StoredRecord[],
		total: number,
		resource: ResourceName,
	): Answer {
		const { context, request, match } = order;
		const page = readPage(asked, context.switches);
		const view = this.#viewOrder(order, asked, page.size);
		const rows = records.map((record) => viewOf(context, this.#models, resource, record, view));
		const path = match.operation.segments.length === 1 ? `/${resource}/` : request.path.replace(/\/$/, '');
		const body = pageBody(rows, page, total, pageLink(path, page, request.params, context.switches));
		const keys = records.map(({ id }) => id);
		return jsonAnswer(body, 200, {}, { rowsAt: '_embedded', keys, isKeysOnly: false });
	}

	#item(order: ReadOrder, asked: AskedValues): Answer {
		const { context, match } = order;
		const { resource, segments } = match.operation;
		const own = match.ids[(segments.at(-1) ?? '').slice(1, -1)];
		this.#checkParents(match, context);
		const record = this.#existing(context, resource, own);
		if (!this.#within(match, context).every(([field, id]) => record[field] === id)) throw notFound();
		const view = { ...this.#viewOrder(order, asked, mostPerPage), isItem: true };
		return this.#answerOf(context, resource, record, view);
	}

	/** What there is one of for each owner. */
	#single(order: ReadOrder, asked: AskedValues): Answer {
		const { context, match } = order;
		const { resource } = match.operation;
		const view = { ...this.#viewOrder(order, asked, mostPerPage), isItem: true };
		return this.#answerOf(context, resource, this.#existing(context, resource, match.ids.id), view);
	}

	#answerOf(context: ReadContext, resource: ResourceName, record: StoredRecord, view: ViewOrder): Answer {
		const body = viewOf(context, this.#models, resource, record, view);
		// "Whenever a singular representation is served" it is in the header, also where the model has no `_eTag` (seed 002).
		const eTag = eTagOf(context, resource, record);
		return jsonAnswer(body, 200, eTag === null ? {} : { etag: eTag });
	}

	/** Fields of the records that the path names the owners by, the nearest owner first. */
	#within({ operation, ids }: OperationMatch, context: ReadContext): readonly (readonly [string, string])[] {
		const { segments, resource } = operation;
		const last = segments.at(-1)?.startsWith('{') === true ? segments.length - 2 : segments.length - 1;
		const braced = segments.slice(0, Math.max(0, last)).filter((segment) => segment.startsWith('{'));
		const parent = context.customer.store(resource).plan.parent?.field;
		return braced.toReversed().map((segment) => {
			const name = segment.slice(1, -1);
			const isRoot = segment === braced[0];
			const field = !isRoot
				? name
				: braced.length === 1
					? (parent ?? ownerField(segments[0] ?? ''))
					: ownerField(segments[0] ?? '');
			return [field, ids[name] ?? ''] as const;
		});
	}

	#checkParents({ operation: { segments }, ids }: OperationMatch, context: ReadContext): void {
		const last = segments.at(-1)?.startsWith('{') === true ? segments.length - 1 : segments.length;
		for (let i = 1; i < last; i += 1) {
			const segment = segments[i] ?? '';
			if (!segment.startsWith('{')) continue;
			const owner = segments.slice(0, i).filter((each) => !each.startsWith('{'));
			this.#existing(context, owner.join('/'), ids[segment.slice(1, -1)]);
		}
	}

	#existing(context: ReadContext, resource: ResourceName, id: string | undefined): StoredRecord {
		const record = find(context, resource, id);
		if (record === undefined) throw notFound();
		return record;
	}

	#viewOrder({ match, context }: ReadOrder, asked: AskedValues, pageSize: number): ViewOrder {
		const { query } = match.operation.endpoint;
		const known = query?.find(({ name }) => name === 'embed')?.enum ?? [];
		const wanted = allOf(asked, 'embed').map(
			(text) => known.find((name) => name.toLowerCase() === text.toLowerCase()) ?? text,
		);
		const unknown = wanted.find((name) => !known.includes(name));
		if (unknown !== undefined && context.switches.unknownEmbed === 'refuse')
			throw new ReapitRefusal(400, `The value '${unknown}' is not valid for Embed.`);
		const embedLimit = context.switches.embedLimit === 'pageSize' ? pageSize : mostPerPage;
		return {
			embed: wanted.filter((name) => known.includes(name)),
			extras: allOf(asked, 'extrasField'),
			isItem: false,
			embedLimit,
		};
	}

	#configuration(
		context: ReadContext,
		name: string,
		ids: Readonly<Record<string, string>>,
		asked: AskedValues,
	): Answer {
		const { customer } = context;
		if (name === 'terminology') return jsonAnswer(terminology);
		if (name === 'types') return jsonAnswer(this.#types(context, allOf(asked, 'type')));
		if (ids.id !== undefined) {
			const item = configuredItem(customer, name, ids.id);
			if (item === undefined) throw notFound();
			return jsonAnswer(this.#models.shape(`configuration/${name}`, true)(item));
		}
		const entries = configured(customer, name);
		if (entries === undefined) throw notFound();
		const wanted = allOf(asked, 'id');
		const [active] = allOf(asked, 'active');
		const offices = allOf(asked, 'officeId');
		const chosen = entries.filter(
			(entry) =>
				(wanted.length === 0 || wanted.includes(entry.id)) &&
				(active === undefined || entry.active === (active === 'true')) &&
				(offices.length === 0 || valuesAt(entry, 'officeIds').some((id) => offices.includes(id))),
		);
		const rows = chosen.map(this.#models.shape(`configuration/${name}`));
		return textAnswer(JSON.stringify(rows), 'application/json; charset=utf-8');
	}

	/** All lists at once, or those named. */
	#types(context: ReadContext, names: readonly string[]): JsonObject {
		const model = this.#models.model('configuration/types');
		const lists = Object.keys(model.properties).filter((name) => names.length === 0 || names.includes(name));
		return this.#models.shape('configuration/types')(
			Object.fromEntries(lists.map((name) => [name, configured(context.customer, name)])),
		);
	}
}

function notFound(): ReapitRefusal {
	return new ReapitRefusal(404, 'The requested resource was not found.');
}
