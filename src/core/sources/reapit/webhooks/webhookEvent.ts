/** An event as Reapit sends it, and what it is about. */
import type { Json, JsonObject } from '../../../json.ts';
import { isJsonObject } from '../../../json.ts';
import { resourceOfTopic } from './topics.ts';

export interface WebhookEvent {
	readonly eventId: string;
	readonly topicId: string;
	readonly customerId: string;
	/** Absent for events about the app itself. */
	readonly entityId: string | undefined;
	readonly eventTime: string | undefined;
	/** From 1; the vendor repeats what was not answered. */
	readonly attempt: number | undefined;
	readonly new: Json;
	readonly old: Json;
	readonly diff: Json;
}

export type EventSubject =
	| { readonly kind: 'record'; readonly customer: string; readonly resource: string; readonly id: string }
	| { readonly kind: 'install' | 'uninstall'; readonly customer: string }
	/** The vendor tries the address. */
	| { readonly kind: 'ping' }
	/** A topic that is newer than what Freehold knows, or of a record that is no dataset. */
	| { readonly kind: 'other'; readonly customer: string };

/** Of the vendor's ping (domain/reapit.md §2.9). */
const pingCustomer = 'webhook-test';

/** @returns `undefined` where it is no event */
export function webhookEvent(body: Uint8Array): WebhookEvent | undefined {
	const payload = parsed(body);
	if (payload === undefined) return undefined;
	const [eventId, topicId, customerId] = [textOf(payload.eventId), textOf(payload.topicId), textOf(payload.customerId)];
	if (eventId === undefined || topicId === undefined || customerId === undefined) return undefined;
	const attempt = payload.SendAttempts ?? payload.sendAttempts;
	return {
		...{ eventId, topicId, customerId },
		entityId: textOf(payload.entityId),
		eventTime: textOf(payload.eventTime),
		attempt: typeof attempt === 'number' ? attempt : undefined,
		new: payload.new ?? null,
		old: payload.old ?? null,
		diff: payload.diff ?? null,
	};
}

/** @param resources  collections at the root, as the vendor spells them */
export function subjectOf(event: WebhookEvent, resources: readonly string[]): EventSubject {
	const { customerId: customer, entityId: id, topicId } = event;
	if (customer === pingCustomer) return { kind: 'ping' };
	const topic = topicId.toLowerCase();
	if (topic === 'application.install') return { kind: 'install', customer };
	if (topic === 'application.uninstall') return { kind: 'uninstall', customer };
	const resource = resourceOfTopic(topicId, resources);
	return resource === undefined || id === undefined
		? { kind: 'other', customer }
		: { kind: 'record', customer, resource, id };
}

function parsed(body: Uint8Array): JsonObject | undefined {
	try {
		const value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)) as unknown;
		return isJsonObject(value) ? value : undefined;
	} catch {
		// Whoever signed it did not send an event.
		return undefined;
	}
}

function textOf(value: Json | undefined): string | undefined {
	return typeof value === 'string' && value !== '' ? value : undefined;
}
