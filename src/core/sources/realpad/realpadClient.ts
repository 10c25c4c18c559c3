/** Asks Realpad's web service: forms by POST, the login in the body only, cool-downs kept before they are broken. */
import { FreeholdError } from '../../errors.ts';
import type { Authorizer, HttpResponse, HttpStatistics } from '../../http/contract.ts';
import { HttpClient } from '../../http/httpClient.ts';
import type { HttpClientOptions } from '../../http/httpClient.ts';
import type { Admitted } from '../requestAccess.ts';
import { addStatistics, noTraffic } from '../../http/statistics.ts';
import { Patience } from '../../http/patience.ts';
import type { SourceOutside } from '../source.ts';
import type { Parameters } from './checkParameters.ts';
import { CoolDown } from './coolDown.ts';
import { CredentialBreaker } from './credentialBreaker.ts';
import type { Credentials } from './credentialBreaker.ts';
import { judgeRealpad } from './realpadJudge.ts';
import { realpadCredentials } from './realpadSecrets.ts';
import { realpadOrigin } from './realpadSettings.ts';
import type { RealpadSettings } from './realpadSettings.ts';
import { endpointUnit } from './realpadUnits.ts';
import { VendorClock } from './vendorClock.ts';

/** The vendor has no rule but the cool-down; these only keep a runaway loop from hammering it. */
const requestsPerMinute = 30;

/** An export of 40 MB is made before its first byte comes. */
const timeouts = { headersMs: 600_000, idleMs: 120_000, totalMs: 1_800_000 };

export interface RealpadCall {
	/** Below `/ws/v10/`: `list-excel-products`, `list-resources`. */
	readonly path: string;
	readonly parameters: Parameters;
	/** For progress, log and errors. */
	readonly label: string;
	/**
	 * `wide`: an export that begins a cool-down and has to respect it · `narrow`: one that waives it · `free`: not an
	 * export, no cool-down.
	 */
	readonly coolDown: 'wide' | 'narrow' | 'free';
}

type ClientOutside = Omit<SourceOutside, 'decoder'>;

interface Opened {
	readonly credentials: Credentials;
	readonly breaker: CredentialBreaker;
}

export class RealpadClient {
	readonly origin: string;
	readonly #settings: RealpadSettings;
	readonly #outside: ClientOutside;
	readonly #vendorClock: VendorClock;
	readonly #coolDown: CoolDown;
	/** One per counting unit (endpoint and login) and password. */
	readonly #doors = new Map<string, HttpClient>();
	#waitedMs = 0;

	/** @throws FreeholdError `configuration` where `baseUrl` is no web address; nothing is sent yet */
	constructor(settings: RealpadSettings, outside: ClientOutside) {
		this.origin = originOf(settings);
		this.#settings = settings;
		this.#outside = outside;
		this.#vendorClock = new VendorClock(outside.clock);
		this.#coolDown = new CoolDown(outside.budget, outside.clock, this.#vendorClock);
	}

	/**
	 * @throws FreeholdError `credentials` for a refused login (never tried twice), `suspended` where the cool-down is longer
	 *   than may be waited, and what `HttpClient.send` throws
	 */
	async call(call: RealpadCall, signal: AbortSignal): Promise<HttpResponse> {
		const { breaker, credentials } = await this.#open();
		const unit = await this.#admit(call, breaker, credentials, signal);
		const door = this.#door(doorUnit(unit, call), credentials);
		try {
			const response = await door.send(
				{
					method: 'POST',
					url: `${this.origin}/ws/v10/${call.path}`,
					headers: { 'content-type': 'application/x-www-form-urlencoded' },
					body: new URLSearchParams(call.parameters).toString(),
					label: call.label,
					// They only read: asked twice they answer twice.
					isIdempotent: true,
				},
				signal,
			);
			this.#answered(unit, call, response);
			return response;
		} catch (error) {
			if (FreeholdError.is(error, 'credentials')) breaker.open();
			throw error;
		}
	}

	/**
	 * The same for a request that somebody else sends, as soon as it may be sent: its client, and who is to be told of the
	 * answer.
	 */
	async admit(call: Omit<RealpadCall, 'parameters'>, signal: AbortSignal): Promise<Omit<Admitted, 'request'>> {
		const { breaker, credentials } = await this.#open();
		const unit = await this.#admit(call, breaker, credentials, signal);
		return {
			client: this.#options(doorUnit(unit, call), credentials),
			answered: (response) => {
				if (response.status === 401) breaker.open();
				if (response.status < 300) this.#answered(unit, call, response);
			},
		};
	}

	/** From when an export may be asked for again (ms by our clock); `undefined`: now. */
	async nextAllowedAt(path: string): Promise<number | undefined> {
		const { credentials } = await this.#open();
		const end = this.#coolDown.endOf(endpointUnit(credentials.login, path));
		return end === 0 ? undefined : end;
	}

	statistics(): HttpStatistics {
		const own = { ...noTraffic, waitedMs: this.#waitedMs };
		return [...this.#doors.values()].map((door) => door.statistics()).reduce(addStatistics, own);
	}

	/** @returns the unit that the vendor counts it by */
	async #admit(
		{ path, label, coolDown }: Omit<RealpadCall, 'parameters'>,
		breaker: CredentialBreaker,
		{ login }: Credentials,
		signal: AbortSignal,
	): Promise<string> {
		breaker.check(label);
		const unit = endpointUnit(login, path);
		if (coolDown === 'wide') await this.#waitCoolDown(unit, label, signal);
		// The wait may have been long enough for another request of this login to be refused.
		breaker.check(label);
		return unit;
	}

	#answered(unit: string, { coolDown }: Pick<RealpadCall, 'coolDown'>, { serverTime }: HttpResponse): void {
		this.#vendorClock.learn(serverTime);
		if (coolDown === 'wide') this.#coolDown.begin(unit, serverTime);
	}

	async #waitCoolDown(unit: string, label: string, signal: AbortSignal): Promise<void> {
		const { clock, maxWaitMs, onWait } = this.#outside;
		const patience = new Patience(label, {
			clock,
			maxWaitMs,
			onWait,
			onWaited: (ms) => {
				this.#waitedMs += ms;
			},
		});
		for (;;) {
			const until = this.#coolDown.endOf(unit);
			if (until === 0) return;
			const why = `Realpad gives ${label} every 5 minutes to one login`;
			await patience.forVendor(Math.ceil(until - clock.now()), why, undefined, signal);
		}
	}

	#door(unit: string, credentials: Credentials): HttpClient {
		// By password too: one that was renewed while this runs must not be answered with the old one.
		const name = `${unit}\0${credentials.password}`;
		const known = this.#doors.get(name);
		if (known !== undefined) return known;
		const door = new HttpClient(this.#options(unit, credentials));
		this.#doors.set(name, door);
		return door;
	}

	#options(unit: string, credentials: Credentials): HttpClientOptions {
		const { fetch, clock, random, log, maxWaitMs, onWait, onTrace } = this.#outside;
		return {
			...{ fetch, clock, random, log, maxWaitMs, onWait, onTrace, timeouts },
			budget: this.#coolDown.doorBudget(),
			judge: judgeRealpad,
			authorizer: formAuthorizer(credentials),
			origin: this.origin,
			limit: { unit, requests: requestsPerMinute, windowMs: 60_000, concurrency: 1 },
			userAgent: 'Freehold',
		};
	}

	/** Asked for each time: the user may have stored another password since. */
	async #open(): Promise<Opened> {
		const { secrets, budget, clock } = this.#outside;
		const { connection } = this.#settings;
		const credentials = await realpadCredentials(secrets, connection);
		return {
			credentials,
			breaker: new CredentialBreaker(credentials, budget, clock, connection),
		};
	}
}

function doorUnit(unit: string, { coolDown }: Pick<RealpadCall, 'coolDown'>): string {
	return coolDown === 'wide' ? unit : `${unit}:narrow`;
}

/** Adds the login to the form when it leaves, so that a request in a log or a trace never has it. */
function formAuthorizer({ login, password }: Credentials): Authorizer {
	return {
		authorize: (request) => {
			// A redirect may have turned the form into a plain GET, which carries nothing.
			if (request.method !== 'POST') return Promise.resolve(request);
			const form = new URLSearchParams(typeof request.body === 'string' ? request.body : '');
			form.set('login', login);
			form.set('password', password);
			return Promise.resolve({ ...request, body: form.toString() });
		},
		// A form login has nothing to renew, and a second attempt could prolong a ban.
		renew: () => Promise.resolve(false),
	};
}

function originOf({ baseUrl, connection }: RealpadSettings): string {
	if (baseUrl === undefined) return realpadOrigin;
	const url = URL.parse(baseUrl);
	if (url !== null && (url.protocol === 'https:' || url.protocol === 'http:')) return url.origin;
	throw new FreeholdError('configuration', {
		what: `Connection ${connection} cannot be opened`,
		why: `its baseUrl is not a web address: ${baseUrl}`,
		next: `Write baseUrl as an origin, for example ${realpadOrigin}`,
	});
}
