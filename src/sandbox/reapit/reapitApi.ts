/** The Foundations API from request to answer, in the order in which it checks. */
import type { Answer, SandboxRequest } from '../answer.ts';
import type { SandboxClock } from '../clock.ts';
import type { ReapitCaller } from './contract.ts';
import { bytesAnswer } from './reading/download.ts';
import type { ReapitHandlers, ReapitOrigins } from './handlers.ts';
import { embeddedCounts } from './limits/embedded.ts';
import type { OperationMatch } from './operations.ts';
import type { ReapitSwitches } from './options.ts';
import type { ReadContext } from './reading/context.ts';
import { ResourceModels } from './reading/models.ts';
import { Reader } from './reading/reader.ts';
import type { Records } from './records.ts';
import { ReapitRefusal, refusalAnswer } from './refusal.ts';
import type { ReapitVendorData } from './vendorData.ts';

export interface ReapitApiParts {
	readonly clock: SandboxClock;
	readonly origins: ReapitOrigins;
	readonly switches: ReapitSwitches;
	readonly vendorData: ReapitVendorData;
	readonly records: Records;
	readonly handlers: ReapitHandlers;
}

export interface ReapitAnswered {
	readonly answer: Answer;
	readonly caller: ReapitCaller | undefined;
	/** To be called when the answer has been sent. */
	readonly leave: () => void;
}

export class ReapitApi {
	readonly models: ResourceModels;
	readonly #parts: ReapitApiParts;
	readonly #reader: Reader;

	constructor(parts: ReapitApiParts) {
		this.#parts = parts;
		this.models = new ResourceModels(parts.vendorData);
		this.#reader = new Reader(this.models, parts.origins);
	}

	answer(request: SandboxRequest): ReapitAnswered {
		let caller: ReapitCaller | undefined;
		let leave = (): void => undefined;
		try {
			const { handlers } = this.#parts;
			if (request.host === 'reapitConnect') return { answer: handlers.identity(request), caller, leave };
			if (request.host === 'reapitFiles') return { answer: this.#files(request), caller, leave };
			const match = this.#route(request);
			caller = handlers.authenticate(request);
			if (match !== undefined) handlers.authorize(match, caller);
			leave = handlers.enter(caller);
			this.#checkVersion(request);
			return { answer: this.#serve(match, request, caller), caller, leave };
		} catch (error) {
			if (!(error instanceof ReapitRefusal)) throw error;
			return { answer: refusalAnswer(error, this.#parts.clock.told()), caller, leave };
		}
	}

	contextOf(caller: ReapitCaller): ReadContext {
		const { records, handlers, switches, clock } = this.#parts;
		const { metadata } = handlers;
		return { caller, customer: records.customer(caller.customer), metadata, switches, clock };
	}

	#serve(match: OperationMatch | undefined, request: SandboxRequest, caller: ReapitCaller): Answer {
		const { handlers } = this.#parts;
		if (match === undefined) {
			const other = handlers.other(request, caller);
			if (other === undefined) throw new ReapitRefusal(404, 'The requested resource was not found.');
			return other;
		}
		if (match.operation.endpoint.method !== 'GET') return handlers.write(match, request, caller);
		const answer =
			handlers.read(match, request, caller) ?? this.#reader.read({ match, request, context: this.contextOf(caller) });
		handlers.bill(caller, embeddedCounts(answer));
		return answer;
	}

	/** @returns undefined for paths that are no operations */
	#route(request: SandboxRequest): OperationMatch | undefined {
		const match = this.models.operations.match(request.method, request.path);
		if ('operation' in match) return match;
		if (match.length > 0)
			throw new ReapitRefusal(405, 'The requested method is not allowed.', { headers: { allow: match.join(', ') } });
		return undefined;
	}

	#checkVersion({ headers }: SandboxRequest): void {
		const { apiVersion } = this.#parts.vendorData.index;
		const asked = headers['api-version'];
		if (asked === apiVersion) return;
		throw new ReapitRefusal(
			400,
			asked === undefined
				? `The api-version header is required. The current version is ${apiVersion}.`
				: `The api version '${asked}' is not supported. The current version is ${apiVersion}.`,
		);
	}

	#files(request: SandboxRequest): Answer {
		const [, customer = '', id = ''] = /^\/downloads\/([^/]+)\/(.+)$/.exec(request.path) ?? [];
		if (id === '' || request.method !== 'GET') return this.#parts.handlers.files(request);
		const { records } = this.#parts;
		const document = records.customers.includes(customer) ? records.get(customer, 'documents', id) : undefined;
		if (document === undefined) throw new ReapitRefusal(404, 'The requested resource was not found.');
		return bytesAnswer(document);
	}
}
