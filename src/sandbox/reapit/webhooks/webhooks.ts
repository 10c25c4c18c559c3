/** Events: from a change of a record to every webhook that wants to hear of it (domain: Reapit §2.9). */
import { createHash } from 'node:crypto';
import { jsonAnswer } from '../../answer.ts';
import type { Answer, SandboxRequest } from '../../answer.ts';
import type { SandboxClock } from '../../clock.ts';
import type { JsonObject } from '../../json.ts';
import type { RecordChange, ReapitRecords, StoredRecord } from '../contract.ts';
import { sevenDigits } from '../refusal.ts';
import { Deliveries } from './deliveries.ts';
import type { Delivered, DeliveriesParts, ReapitEvent } from './deliveries.ts';
import { difference, isETagOnly } from './difference.ts';
import { EventSigner } from './eventSigner.ts';
import { Subscriptions } from './subscriptions.ts';
import type { SubscriptionsParts, Webhook } from './subscriptions.ts';
import { topicsOf } from './topics.ts';

export interface WebhooksParts extends SubscriptionsParts, Omit<DeliveriesParts, 'signer' | 'switches'> {
	readonly clock: SandboxClock;
	readonly records: ReapitRecords;
	readonly switches: SubscriptionsParts['switches'] & DeliveriesParts['switches'];
	/** A record as the API shows it, without links, embeds, metadata and entity tag. */
	readonly shown: (customer: string, resource: string, record: StoredRecord) => JsonObject;
}

/** "All events submitted from the Ping function use example data." */
const pingEntity = '9e7e4181-6210-49ea-abf5-d5ce16d23647';

export class Webhooks {
	readonly subscriptions: Subscriptions;
	readonly #parts: WebhooksParts;
	readonly #signer = new EventSigner();
	readonly #deliveries: Deliveries;
	#count = 0;

	constructor(parts: WebhooksParts) {
		this.#parts = parts;
		this.subscriptions = new Subscriptions(parts);
		this.#deliveries = new Deliveries({ ...parts, signer: this.#signer });
		parts.records.onChange((change) => this.#changed(change));
	}

	/** The latest attempts to deliver, oldest first. */
	get delivered(): readonly Delivered[] {
		return this.#deliveries.done;
	}

	get waiting(): number {
		return this.#deliveries.waiting;
	}

	/** Attempts what is due by the sandbox's clock, and waits for what is on its way. */
	async deliverDue(): Promise<void> {
		await this.#deliveries.deliverDue();
	}

	/** `GET /webhooks/signing/{keyId}`. @returns undefined for other paths and unknown keys */
	signingKey(request: SandboxRequest): Answer | undefined {
		const id = /^\/webhooks\/signing\/([^/]+)\/?$/.exec(request.path)?.[1];
		return request.method === 'GET' && id === this.#signer.keyId ? jsonAnswer(this.#signer.keySet()) : undefined;
	}

	/** Sends a test event, whether the webhook is active or not. @throws RangeError where there is no such webhook */
	ping(webhookId: string, topicId?: string): void {
		const webhook = this.subscriptions.byId(webhookId);
		if (webhook === undefined) throw new RangeError(`There is no webhook ${webhookId}`);
		const topic = topicId ?? webhook.topicIds[0] ?? 'application.install';
		this.#deliveries.send(webhook.url, this.#event('webhook-test', topic, pingEntity, null, null));
	}

	/** Tells an application that a customer installed or uninstalled it. */
	installed(clientId: string, customer: string, isInstalled: boolean): void {
		const topic = isInstalled ? 'application.install' : 'application.uninstall';
		const event = this.#event(customer, topic, clientId, null, null);
		for (const webhook of this.subscriptions.all)
			if (webhook.clientId === clientId && isWanted(webhook, topic)) this.#deliveries.send(webhook.url, event);
	}

	#changed(change: RecordChange): void {
		const { customer } = change;
		const listeners = this.subscriptions.all.filter((webhook) => webhook.customer === customer && webhook.active);
		if (listeners.length === 0) return;
		const topics = topicsOf(change, this.#parts.vendorData.index.webhookTopics);
		const wanted = topics.filter((topic) => listeners.some((webhook) => isWanted(webhook, topic)));
		if (wanted.length === 0) return;
		const [old, now] = [this.#shown(change, change.before), this.#shown(change, change.after)];
		const first = this.#event(customer, '', change.id, now, old);
		for (const topicId of wanted) {
			// Notifications of one event share its identifier.
			const event = { ...first, topicId };
			for (const webhook of listeners) {
				if (!isWanted(webhook, topicId)) continue;
				if (webhook.ignoreEtagOnlyChanges && event.diff !== null && isETagOnly(event.diff)) continue;
				this.#deliveries.send(webhook.url, event);
			}
		}
	}

	#shown(change: RecordChange, record: StoredRecord | undefined): JsonObject | null {
		if (record === undefined) return null;
		const { customer, resource, id, eTagBefore } = change;
		const isNow = record === change.after;
		const eTag = isNow ? this.#parts.records.eTag(customer, resource, id) : (eTagBefore ?? null);
		return { ...this.#parts.shown(customer, resource, record), _eTag: eTag };
	}

	#event(
		customerId: string,
		topicId: string,
		entityId: string,
		now: JsonObject | null,
		old: JsonObject | null,
	): ReapitEvent {
		this.#count += 1;
		const hex = createHash('sha256').update(`event ${this.#count}`).digest('hex');
		const eventId = hex.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
		const eventTime = sevenDigits(this.#parts.clock.told());
		// "Only populated for .modified events where both representations of the entity are available."
		const diff = now !== null && old !== null ? difference(old, now) : null;
		return { eventId, entityId, customerId, eventTime, topicId, new: now, old, diff };
	}
}

function isWanted({ active, topicIds }: Webhook, topic: string): boolean {
	return active && topicIds.includes(topic);
}
