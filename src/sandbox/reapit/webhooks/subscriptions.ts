/** `/resthooks/`: which events go where. A webhook belongs to an application and a customer. */
import { createHash } from 'node:crypto';
import { jsonAnswer } from '../../answer.ts';
import type { Answer, SandboxRequest } from '../../answer.ts';
import type { SandboxClock } from '../../clock.ts';
import type { Json, JsonObject } from '../../json.ts';
import type { ReapitCaller } from '../contract.ts';
import { createdAnswer, emptyAnswer } from '../emptyAnswers.ts';
import type { OperationMatch } from '../operations.ts';
import { pageAnswer, queryValues } from '../pagedBody.ts';
import { ReapitRefusal, invalid, sevenDigits } from '../refusal.ts';
import type { FieldProblem } from '../refusal.ts';
import { objectBody } from '../requestBody.ts';
import type { ReapitVendorData } from '../vendorData.ts';
import { checkModel } from '../writes/modelRules.ts';
import type { ReapitWritingSwitches } from '../writingOptions.ts';

export interface Webhook {
	readonly id: string;
	readonly clientId: string;
	readonly customer: string;
	readonly created: string;
	readonly modified: string;
	readonly url: string;
	readonly description: string | null;
	readonly topicIds: readonly string[];
	readonly active: boolean;
	/** Events in which nothing but entity tag and time changed are left out. */
	readonly ignoreEtagOnlyChanges: boolean;
}

export interface SubscriptionsParts {
	readonly clock: SandboxClock;
	readonly vendorData: ReapitVendorData;
	readonly switches: Pick<ReapitWritingSwitches, 'unknownFields' | 'location'>;
}

export class Subscriptions {
	readonly #parts: SubscriptionsParts;
	readonly #webhooks = new Map<string, Webhook>();
	#count = 0;

	constructor(parts: SubscriptionsParts) {
		this.#parts = parts;
	}

	get all(): readonly Webhook[] {
		return [...this.#webhooks.values()];
	}

	byId(id: string): Webhook | undefined {
		return this.#webhooks.get(id);
	}

	answer(match: OperationMatch, request: SandboxRequest, caller: ReapitCaller): Answer | undefined {
		const { endpoint, resource } = match.operation;
		if (resource !== 'resthooks') return undefined;
		const { id } = match.ids;
		switch (endpoint.method) {
			case 'GET':
				return id === undefined ? this.#list(request, caller) : jsonAnswer(shown(this.#own(caller, id)));
			case 'POST': {
				const webhook = this.#put(request, caller, undefined);
				return createdAnswer(request, this.#parts.switches, `/resthooks/${webhook.id}`);
			}
			case 'PUT':
				this.#put(request, caller, this.#own(caller, id));
				// 201 is what the vendor publishes here and for the removal.
				return emptyAnswer(201);
			case 'DELETE':
				this.#webhooks.delete(this.#own(caller, id).id);
				return emptyAnswer(201);
			default:
				return undefined;
		}
	}

	#list(request: SandboxRequest, { clientId, customer }: ReapitCaller): Answer {
		const [active] = queryValues(request, 'active');
		const [sortBy = 'created'] = queryValues(request, 'sortBy');
		const field = sortBy.replace(/^-/, '') === 'modified' ? 'modified' : 'created';
		const sign = sortBy.startsWith('-') ? -1 : 1;
		const own = this.all
			.filter((webhook) => webhook.clientId === clientId && webhook.customer === customer)
			.filter((webhook) => active === undefined || String(webhook.active) === active.toLowerCase())
			.toSorted((a, b) => sign * (a[field] < b[field] ? -1 : a[field] > b[field] ? 1 : 0));
		return pageAnswer(request, '/resthooks/', own.map(shown));
	}

	#put(request: SandboxRequest, caller: ReapitCaller, known: Webhook | undefined): Webhook {
		const { vendorData, switches, clock } = this.#parts;
		const name = known === undefined ? 'CreateWebhookModel' : 'UpdateWebhookModel';
		const model = vendorData.models[name];
		if (model === undefined) throw new RangeError(`There is no model ${name}`);
		const { body, problems } = checkModel(model, objectBody(request), {
			noun: 'Webhook',
			isPartial: false,
			unknownFields: switches.unknownFields,
			neverEmpty: new Set(),
		});
		const topicIds = Array.isArray(body.topicIds) ? (body.topicIds as readonly Json[]).map(String) : [];
		const all = [...problems, ...this.#topicProblems(topicIds, caller)];
		const url = typeof body.url === 'string' ? body.url : '';
		if (url !== '' && !isDeliverable(url)) all.push({ field: 'url', message: 'The url must be a valid https address' });
		if (all.length > 0) throw invalid(all);
		const now = sevenDigits(clock.told());
		const webhook: Webhook = {
			id: known?.id ?? this.#freshId(),
			clientId: caller.clientId,
			customer: caller.customer,
			created: known?.created ?? now,
			modified: now,
			url,
			description: typeof body.description === 'string' ? body.description : null,
			topicIds,
			active: body.active !== false,
			// "By default, webhooks will not be emitted when only the entity's eTag and modified timestamp has changed."
			ignoreEtagOnlyChanges: body.ignoreEtagOnlyChanges !== false,
		};
		this.#webhooks.set(webhook.id, webhook);
		return webhook;
	}

	/** "You will only be presented topics if your application has been assigned the associated scope." */
	#topicProblems(topicIds: readonly string[], { scopes }: ReapitCaller): readonly FieldProblem[] {
		const granted = new Set([...scopes].map((scope) => scope.toLowerCase()));
		const { webhookTopics } = this.#parts.vendorData.index;
		return topicIds.flatMap((topic) => {
			const isKnown = webhookTopics.includes(topic);
			const scope = `agencycloud/${topic.split('.')[0] ?? ''}.read`;
			if (isKnown && (topic.startsWith('application.') || granted.has(scope))) return [];
			return [{ field: 'topicIds', message: `The topic '${topic}' is not available` }];
		});
	}

	#own({ clientId, customer }: ReapitCaller, id = ''): Webhook {
		const webhook = this.#webhooks.get(id);
		if (webhook?.clientId !== clientId || webhook.customer !== customer)
			throw new ReapitRefusal(404, 'The requested resource was not found.');
		return webhook;
	}

	#freshId(): string {
		this.#count += 1;
		const hex = createHash('sha256').update(`webhook ${this.#count}`).digest('hex');
		return hex.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
	}
}

/** The vendor wants https; on this machine plain addresses are taken too. */
function isDeliverable(text: string): boolean {
	return URL.canParse(text) && (new URL(text).protocol === 'https:' || isLoopback(text));
}

export function isLoopback(text: string): boolean {
	const url = new URL(text);
	return url.protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
}

function shown({ clientId: _, customer: __, ...webhook }: Webhook): JsonObject {
	return { ...webhook };
}
