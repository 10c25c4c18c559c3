/** The Reapit sandbox as tests and the demo hold it: where it listens, what it knows, and what can be done to it. */
import type { Answer, SandboxRequest } from '../answer.ts';
import type { SandboxClock } from '../clock.ts';
import { bendAnswer } from '../faults/bendAnswer.ts';
import type { FaultAction } from '../faults/faultRules.ts';
import { Faults } from '../faults/faults.ts';
import { hash } from '../random.ts';
import { RequestLog } from '../requestLog.ts';
import type { LoggedRequest } from '../requestLog.ts';
import type { Delivery } from '../spark/sparkSandbox.ts';
import { ReapitChanges } from './changes.ts';
import type { WhichRecords } from './changes.ts';
import { orderReapit } from './control.ts';
import type { JsonObject, ReapitCaller, ResourceName } from './contract.ts';
import { createHandlers } from './createHandlers.ts';
import type { ReapitRooms } from './createHandlers.ts';
import type { ReapitOrigins } from './handlers.ts';
import type { ReapitClient } from './identity/clients.ts';
import { strictReapit } from './options.ts';
import type { ReapitSandboxOptions, ReapitSwitches } from './options.ts';
import { poisonText } from './poison.ts';
import { viewOf } from './reading/view.ts';
import type { ViewOrder } from './reading/view.ts';
import { plainOrder } from './reading/view.ts';
import { ReapitApi } from './reapitApi.ts';
import { Records } from './records.ts';
import { ReapitRefusal, refusalAnswer } from './refusal.ts';
import type { ReapitVendorData } from './vendorData.ts';

/** Files of 30 MB are uploaded as they are; the API itself refuses less. */
export const largestReapitBody = 45_000_000;

export interface ReapitSandboxParts {
	readonly clock: SandboxClock;
	readonly origins: ReapitOrigins;
	readonly seed: number;
	readonly scale: number;
	readonly options: ReapitSandboxOptions;
	readonly vendorData: ReapitVendorData;
}

export class ReapitSandbox {
	readonly clock: SandboxClock;
	readonly origins: ReapitOrigins;
	readonly switches: ReapitSwitches;
	readonly faults = new Faults();
	/** The records themselves: the truth that answers are shaped from. */
	readonly records: Records;
	/** Identity, limits, webhooks: what they know and have seen. */
	readonly handlers: ReapitRooms;
	readonly #api: ReapitApi;
	readonly #changes: ReapitChanges;
	readonly #log = new RequestLog();
	readonly #seed: number;

	constructor({ clock, origins, seed, scale, options, vendorData }: ReapitSandboxParts) {
		this.clock = clock;
		this.origins = origins;
		this.switches = { ...strictReapit, ...options };
		this.#seed = seed;
		const { switches } = this;
		this.records = new Records({ clock, seed, scale, futureCertificates: switches.futureCertificates });
		const { records } = this;
		this.handlers = createHandlers({ clock, origins, seed, switches, vendorData, records });
		this.#api = new ReapitApi({ clock, origins, switches, vendorData, records, handlers: this.handlers });
		this.#changes = new ReapitChanges(records, clock, seed);
	}

	/** An access token of the application for itself, as `POST /token` would give it. */
	token(client: ReapitClient = this.handlers.clients.server): string {
		return this.handlers.tokens.forClient(`${this.origins.connect}/`, client).accessToken;
	}

	/** A customer installs an application, which its webhooks are told. */
	install(clientId: string, customer: string): void {
		this.handlers.clients.install(clientId, customer);
		this.handlers.webhooks.installed(clientId, customer, true);
	}

	uninstall(clientId: string, customer: string): void {
		this.handlers.webhooks.installed(clientId, customer, false);
		this.handlers.clients.uninstall(clientId, customer);
	}

	/** The latest requests, oldest first, without secrets; `role` is client and customer. */
	get requests(): readonly LoggedRequest[] {
		return this.#log.entries;
	}

	get requestCount(): number {
		return this.#log.total;
	}

	clearRequests(): void {
		this.#log.clear();
	}

	/** Records that exist now in each resource of a customer, archived ones included. */
	counts(customer = 'SBOX'): Readonly<Record<ResourceName, number>> {
		const { resources } = this.records.customer(customer);
		return Object.fromEntries(resources.map((resource) => [resource, this.records.count(customer, resource)]));
	}

	/** The truth: every record of a resource as its item shows it to an application without metadata, archived ones included. */
	*items(resource: ResourceName, customer = 'SBOX', order: Partial<ViewOrder> = {}): Generator<JsonObject> {
		const context = this.#api.contextOf({ clientId: '', customer, scopes: new Set() });
		for (const record of this.records.all(customer, resource))
			yield viewOf(context, this.#api.models, resource, record, { ...plainOrder, isItem: true, ...order });
	}

	/** Changes records as people would, or exactly as `patch` says. @returns their ids */
	edit(resource: ResourceName, which: WhichRecords, patch?: JsonObject, customer = 'SBOX'): readonly string[] {
		return this.#changes.edit(customer, resource, which, patch);
	}

	insert(resource: ResourceName, count: number, customer = 'SBOX'): readonly string[] {
		return this.#changes.insert(customer, resource, count);
	}

	remove(resource: ResourceName, which: WhichRecords, customer = 'SBOX'): readonly string[] {
		return this.#changes.remove(customer, resource, which);
	}

	/** Moves records to the archive, or back. */
	archive(resource: ResourceName, which: WhichRecords, isArchived = true, customer = 'SBOX'): readonly string[] {
		return this.#changes.archive(customer, resource, which, isArchived);
	}

	advance(ms: number): void {
		this.clock.advance(ms);
	}

	/** One request from arrival to what leaves the server, faults included. */
	handle(request: SandboxRequest): Delivery {
		const actions = this.faults.strike(request);
		for (const action of actions) this.#before(action);
		const forced = actions.map((action) => this.#instead(action)).find((answer) => answer !== undefined);
		const answered =
			forced === undefined ? this.#api.answer(request) : { answer: forced, caller: undefined, leave: () => undefined };
		let { answer } = answered;
		for (const action of actions) answer = bendAnswer(answer, action, request, (status) => this.#error(status));
		const wire = actions.find(
			(action) => action.kind === 'reset' || action.kind === 'truncate' || action.kind === 'stall',
		);
		this.#log.add(request, this.clock.now(), wire?.kind === 'reset' ? 0 : answer.status, roleOf(answered.caller));
		const delayMs = actions.reduce((sum, action) => sum + (action.kind === 'delay' ? action.ms : 0), 0);
		const ofApi = request.host === 'reapit' ? this.handlers.headers() : {};
		const headers = { ...answer.headers, ...ofApi, 'x-amzn-requestid': this.#requestId() };
		return { answer: { ...answer, headers }, delayMs, wire, leave: answered.leave };
	}

	#before(action: FaultAction): void {
		if (action.kind === 'clockSkew') this.clock.skew(action.ms);
		if (action.kind !== 'changeDuringWalk') return;
		if (typeof action.change === 'function') action.change();
		else orderReapit(this, action.change.op, action.change);
	}

	#instead(action: FaultAction): Answer | undefined {
		if (action.kind !== 'status') return undefined;
		const { status, body, message, headers = {} } = action;
		if (body !== undefined)
			return { status, headers: { 'content-type': 'text/plain', ...headers }, body: { kind: 'text', text: body } };
		return this.#error(status, message, headers);
	}

	#error(status: number, message = poisonText(status), headers: Readonly<Record<string, string>> = {}): Answer {
		return refusalAnswer(new ReapitRefusal(status, message, { headers }), this.clock.told());
	}

	/** Every answer has an id of its own, the same on every run. */
	#requestId(): string {
		const part = (k: number): string => hash(this.#seed, this.#log.total, k).toString(16).padStart(8, '0');
		const [a, b, c, d] = [part(1), part(2), part(3), part(4)];
		return `${a}-${b.slice(0, 4)}-4${b.slice(5)}-a${c.slice(1, 4)}-${c.slice(4)}${d}`;
	}
}

function roleOf(caller: ReapitCaller | undefined): string | undefined {
	return caller === undefined ? undefined : `${caller.clientId}@${caller.customer}`;
}
