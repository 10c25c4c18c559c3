/** An app's webhooks at Reapit (`/resthooks/`): which events are sent where. */
import { FreeholdError } from '../../../errors.ts';
import type { JsonObject } from '../../../json.ts';
import { reapitEndpoints } from '../../../../vendor/reapit/endpoints.ts';
import type { Created } from '../entities/created.ts';
import type { ReapitEntities } from '../entities/entities.ts';
import { pagesOf } from '../metadata/metadataPages.ts';
import { checkTopics } from './topics.ts';
import { isPublicAddress } from './publicAddress.ts';

export interface WebhookFields {
	readonly url: string;
	readonly description?: string | undefined;
	readonly topicIds: readonly string[];
	readonly active: boolean;
	/** Leaves out events in which nothing but version and time changed. */
	readonly ignoreEtagOnlyChanges: boolean;
}

export interface Webhook extends Partial<WebhookFields> {
	readonly id: string;
	readonly created: string | undefined;
	readonly modified: string | undefined;
}

export class WebhookSubscriptions {
	readonly #entities: ReapitEntities;

	constructor(entities: ReapitEntities) {
		this.#entities = entities;
	}

	async list(signal: AbortSignal): Promise<readonly Webhook[]> {
		const all: Webhook[] = [];
		for await (const rows of pagesOf(this.#entities.api, '/resthooks/', [], signal)) all.push(...rows.map(webhookOf));
		return all;
	}

	async get(id: string, signal: AbortSignal): Promise<Webhook> {
		return webhookOf((await this.#entities.get(pathOf(id), [], signal)).value);
	}

	/** @throws FreeholdError `usage` for an unknown topic or an address that the vendor cannot reach safely */
	async create(fields: WebhookFields, signal: AbortSignal): Promise<Created> {
		await checkFields(fields);
		return this.#entities.create('resthooks', { value: webhookBody(fields) }, {}, signal);
	}

	async put(id: string, fields: WebhookFields, signal: AbortSignal): Promise<void> {
		await checkFields(fields);
		await this.#entities.put(pathOf(id), { value: webhookBody(fields) }, {}, signal);
	}

	delete(id: string, signal: AbortSignal): Promise<void> {
		return this.#entities.delete(pathOf(id), signal);
	}
}

async function checkFields({ url, topicIds }: WebhookFields): Promise<void> {
	checkTopics(topicIds, (await reapitEndpoints()).webhookTopics);
	if (!isPublicAddress(url)) throw noAddress(url);
}

function noAddress(url: string): FreeholdError {
	return new FreeholdError('usage', {
		what: 'The webhook was not sent',
		why: `${url} is no address that Reapit could send to: it takes https only`,
		next: 'Name a public address, such as https://example.com/reapit',
	});
}

/** As the vendor takes it. */
export function webhookBody({ description, ...fields }: WebhookFields): JsonObject {
	return { ...fields, ...(description === undefined ? {} : { description }) };
}

function pathOf(id: string): string {
	return `resthooks/${encodeURIComponent(id)}`;
}

function webhookOf(row: JsonObject): Webhook {
	const { id, created, modified, url, description, topicIds, active, ignoreEtagOnlyChanges } = row;
	return {
		id: typeof id === 'string' ? id : '',
		created: typeof created === 'string' ? created : undefined,
		modified: typeof modified === 'string' ? modified : undefined,
		...(typeof url === 'string' ? { url } : {}),
		...(typeof description === 'string' ? { description } : {}),
		...(Array.isArray(topicIds) ? { topicIds: topicIds.map(String) } : {}),
		...(typeof active === 'boolean' ? { active } : {}),
		...(typeof ignoreEtagOnlyChanges === 'boolean' ? { ignoreEtagOnlyChanges } : {}),
	};
}
