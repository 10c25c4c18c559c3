/** The Spark API as one function from request to answer: identity, credentials, limits, then RESO or native. */
import { jsonAnswer } from '../answer.ts';
import type { Answer, SandboxRequest } from '../answer.ts';
import type { SandboxClock } from '../clock.ts';
import type { World } from './data/world.ts';
import { errorAnswer } from './errorAnswer.ts';
import type { Credentials } from './identity/credentials.ts';
import { answerSession } from './identity/sessions.ts';
import { SignIn } from './identity/signIn.ts';
import { answerContactsExport } from './native/contactsExport.ts';
import type { SparkSwitches } from './options.ts';
import { PreparedPages } from './preparedPages.ts';
import { RateLimits } from './rateLimit.ts';
import { isResoPath, resoAddress } from './reso/addresses.ts';
import { answerReso } from './reso/service.ts';
import type { ResoService } from './reso/service.ts';
import type { Caller } from './roles.ts';
import { SparkError, refusal } from './sparkError.ts';

export interface SparkApiOutside {
	readonly world: World;
	readonly clock: SandboxClock;
	readonly credentials: Credentials;
	readonly switches: SparkSwitches;
}

export interface Answered {
	readonly answer: Answer;
	readonly caller: Caller | undefined;
	/** To be called when the answer has been sent. */
	readonly leave: () => void;
}

export class SparkApi {
	readonly #outside: SparkApiOutside;
	readonly #limits: RateLimits;
	readonly #signIn: SignIn;
	readonly #reso: ResoService;

	constructor(outside: SparkApiOutside) {
		const { world, clock, credentials, switches } = outside;
		this.#outside = outside;
		this.#limits = new RateLimits(clock, switches);
		this.#signIn = new SignIn({ credentials, clock, world, autoApprove: switches.autoApprove });
		const isPrepared = world.variety !== undefined && switches.expandLimit === undefined;
		const prepared = isPrepared ? new PreparedPages(world, world.variety) : undefined;
		this.#reso = { world, switches, prepared };
	}

	answer(asked: SandboxRequest): Answered {
		const request = withoutOverride(asked);
		const surface = surfaceOf(request);
		let caller: Caller | undefined;
		let leave = (): void => undefined;
		try {
			const identity =
				request.host === 'api' || request.path.startsWith('/v1/') ? this.#signIn.answer(request) : undefined;
			if (identity !== undefined) return { answer: identity, caller, leave };
			if (request.path === '/v1/session')
				return { answer: answerSession(this.#outside.credentials, request), caller, leave };
			caller = this.#outside.credentials.authenticate(request, surface);
			this.#checkHost(request, caller);
			this.#limits.take(caller);
			leave = this.#limits.enter(caller);
			return { answer: this.#route(request, caller), caller, leave };
		} catch (error) {
			if (!(error instanceof SparkError)) throw error;
			return { answer: this.error(error, request), caller, leave };
		}
	}

	/** A refusal in the shape of the surface that was asked. */
	error(error: SparkError, request: SandboxRequest): Answer {
		return errorAnswer(error, surfaceOf(request), this.#outside.switches);
	}

	#route(request: SandboxRequest, caller: Caller): Answer {
		const { world, clock, switches } = this.#outside;
		const address = resoAddress(request.path);
		if (address !== undefined) return answerReso(this.#reso, address, request, caller);
		const service = { world, clock, switches };
		if (request.path === '/v1/contacts/export') return answerContactsExport(service, request, caller, false);
		if (request.path === '/v1/contacts/export/all') return answerContactsExport(service, request, caller, true);
		if (request.path === '/v1/system' && request.method === 'GET')
			return jsonAnswer({ D: { Success: true, Results: [{ Mls: 'Prairie Sandbox MLS', Name: caller.role }] } });
		throw refusal(404);
	}

	#checkHost(request: SandboxRequest, caller: Caller): void {
		if (caller.isReplication && request.host === 'api') throw refusal(1021);
		const isRefused = this.#outside.switches.normalKeyOnReplicationHost === 'refuse';
		if (!caller.isReplication && request.host === 'replication' && isRefused) throw refusal(1500);
	}
}

function surfaceOf(request: SandboxRequest): 'reso' | 'native' {
	return isResoPath(request.path) ? 'reso' : 'native';
}

/** Long filters travel as a form: `X-HTTP-Method-Override: GET` (domain: Spark §3.2). */
function withoutOverride(request: SandboxRequest): SandboxRequest {
	if (request.method !== 'POST' || request.headers['x-http-method-override']?.toUpperCase() !== 'GET') return request;
	const params = new URLSearchParams(request.params);
	for (const [name, value] of new URLSearchParams(request.body)) params.append(name, value);
	return { ...request, method: 'GET', params, body: '' };
}
