/** The Spark sandbox as tests and the demo hold it: where it listens, what it knows, and what can be done to it. */
import type { Answer, SandboxRequest } from '../answer.ts';
import type { SandboxClock } from '../clock.ts';
import { Faults } from '../faults/faults.ts';
import type { FaultAction } from '../faults/faultRules.ts';
import { bendAnswer } from '../faults/bendAnswer.ts';
import type { Json } from '../json.ts';
import { RequestLog } from '../requestLog.ts';
import type { LoggedRequest } from '../requestLog.ts';
import { carryOut } from './control.ts';
import { Changes } from './data/changes.ts';
import type { Which } from './data/changes.ts';
import type { Patch } from './data/recordStore.ts';
import { World } from './data/world.ts';
import type { StoredResource } from './data/world.ts';
import type { RelationName } from './data/relations.ts';
import { envelopeAnswer } from './errorAnswer.ts';
import { errorCodes } from './errorCodes.ts';
import { Credentials } from './identity/credentials.ts';
import { contacts } from './native/contactsExport.ts';
import type { Contact } from './native/contactsExport.ts';
import { strictSwitches } from './options.ts';
import type { SparkSandboxOptions, SparkSwitches } from './options.ts';
import { recordsOf, relatedOf } from './oracle.ts';
import type { Sight } from './oracle.ts';
import type { EntitySetName } from './reso/entities.ts';
import { SparkApi } from './sparkApi.ts';
import { SparkError } from './sparkError.ts';

export interface SparkOrigins {
	readonly api: string;
	readonly replication: string;
	readonly identity: string;
}

/** How an answer is to leave the server: as it is, or broken on the way. */
export interface Delivery {
	readonly answer: Answer;
	readonly delayMs: number;
	readonly wire: Extract<FaultAction, { readonly kind: 'reset' | 'truncate' | 'stall' }> | undefined;
	readonly leave: () => void;
}

export interface SparkSandboxParts {
	readonly clock: SandboxClock;
	readonly origins: SparkOrigins;
	readonly seed: number;
	readonly scale: number;
	readonly options: SparkSandboxOptions;
}

export class SparkSandbox {
	readonly clock: SandboxClock;
	readonly origins: SparkOrigins;
	readonly switches: SparkSwitches;
	readonly faults = new Faults();
	readonly credentials: Credentials;
	readonly #world: World;
	readonly #changes: Changes;
	readonly #api: SparkApi;
	readonly #log = new RequestLog();

	constructor(parts: SparkSandboxParts) {
		this.clock = parts.clock;
		this.origins = parts.origins;
		this.switches = { ...strictSwitches, ...parts.options };
		this.credentials = new Credentials(parts.clock, this.switches.tokenLifeMs);
		this.#world = new World({ seed: parts.seed, scale: parts.scale, variety: this.switches.variety });
		this.#changes = new Changes(this.#world, parts.clock, parts.seed);
		this.#api = new SparkApi({
			world: this.#world,
			clock: parts.clock,
			credentials: this.credentials,
			switches: this.switches,
		});
	}

	/** Bearer tokens by role: `tokens.private.replication`. */
	get tokens(): Credentials['tokens'] {
		return this.credentials.tokens;
	}

	get apiKeys(): Credentials['apiKeys'] {
		return this.credentials.apiKeys;
	}

	/** The latest requests, oldest first, without secrets. */
	get requests(): readonly LoggedRequest[] {
		return this.#log.entries;
	}

	get requestCount(): number {
		return this.#log.total;
	}

	clearRequests(): void {
		this.#log.clear();
	}

	/** Records that exist now, by resource. */
	get counts(): Readonly<Record<StoredResource, number>> {
		const size = (resource: StoredResource): number => this.#world.store(resource).size;
		return {
			Property: size('Property'),
			Member: size('Member'),
			Office: size('Office'),
			OpenHouse: size('OpenHouse'),
			Teams: size('Teams'),
			Contacts: size('Contacts'),
		};
	}

	/** Changes records as their vendor's users would, or exactly as `patch` says. @returns their keys */
	edit(resource: StoredResource, which: Which, patch?: Patch): readonly string[] {
		return this.#changes.edit(resource, which, patch);
	}

	insert(resource: StoredResource, count: number): readonly string[] {
		return this.#changes.insert(resource, count);
	}

	remove(resource: StoredResource, which: Which): readonly string[] {
		return this.#changes.remove(resource, which);
	}

	moveMember(memberKey: string, officeKey: string): void {
		this.#changes.moveMember(memberKey, officeKey);
	}

	rotatePhotos(which: Which): readonly string[] {
		return this.#changes.rotatePhotos(which);
	}

	removeMedia(which: Which): readonly string[] {
		return this.#changes.removeMedia(which);
	}

	changeRooms(which: Which): readonly string[] {
		return this.#changes.changeRooms(which);
	}

	changeUnits(which: Which): readonly string[] {
		return this.#changes.changeUnits(which);
	}

	changeOpenHouses(which: Which): readonly string[] {
		return this.#changes.changeOpenHouses(which);
	}

	/** Ends all tokens and sessions that were issued by signing in; the fixed tokens do not expire. */
	expireTokens(): void {
		this.credentials.expireTokens();
	}

	advance(ms: number): void {
		this.clock.advance(ms);
	}

	/** The truth: every record as a client of that role is given it, without `@odata` names and without `$expand`. */
	records(resource: EntitySetName, sight: Partial<Sight> = {}): Iterable<Readonly<Record<string, Json>>> {
		return recordsOf(this.#world, resource, sight);
	}

	/** The rows that hang on a listing, in order. */
	related(key: string, relation: RelationName, sight: Partial<Sight> = {}): readonly Readonly<Record<string, Json>>[] {
		return relatedOf(this.#world, key, relation, sight);
	}

	/** The contacts of `/contacts/export/all`, or of `/contacts/export`. */
	contacts(isAll = true): readonly Contact[] {
		return contacts(this.#world, isAll);
	}

	/** Number of the listing whose content starts the page after a token. */
	templateOf(skipToken: string | undefined): number {
		const start = skipToken === undefined ? 0 : this.#world.store('Property').positionAfter(skipToken);
		return this.#world.variety === undefined ? start : start % this.#world.variety;
	}

	/** One request from arrival to what leaves the server, faults included. */
	handle(request: SandboxRequest): Delivery {
		const actions = this.faults.strike(request);
		for (const action of actions) this.#before(action);
		const forced = actions.map((action) => this.#instead(action, request)).find((answer) => answer !== undefined);
		const answered =
			forced === undefined ? this.#api.answer(request) : { answer: forced, caller: undefined, leave: () => undefined };
		let { answer } = answered;
		const makeError = (status: number, message: string): Answer =>
			this.#api.error(new SparkError(status, 1026, message), request);
		for (const action of actions) answer = bendAnswer(answer, action, request, makeError);
		const wire = actions.find(
			(action) => action.kind === 'reset' || action.kind === 'truncate' || action.kind === 'stall',
		);
		const { caller } = answered;
		const role = caller === undefined ? undefined : caller.role + (caller.isReplication ? '-replication' : '');
		this.#log.add(request, this.clock.now(), wire?.kind === 'reset' ? 0 : answer.status, role);
		const delayMs = actions.reduce((sum, action) => sum + (action.kind === 'delay' ? action.ms : 0), 0);
		return { answer, delayMs, wire, leave: answered.leave };
	}

	#before(action: FaultAction): void {
		if (action.kind === 'clockSkew') this.clock.skew(action.ms);
		if (action.kind !== 'changeDuringWalk') return;
		if (typeof action.change === 'function') action.change();
		else carryOut(this, action.change.op, action.change);
	}

	/** The answer of a fault that keeps the request from the API. */
	#instead(action: FaultAction, request: SandboxRequest): Answer | undefined {
		switch (action.kind) {
			case 'status': {
				const { status, code = status, headers = {} } = action;
				if (action.body !== undefined)
					return {
						status,
						headers: { 'content-type': 'text/plain', ...headers },
						body: { kind: 'text', text: action.body },
					};
				return this.#api.error(new SparkError(status, code, messageOf(code, action.message), { headers }), request);
			}
			case 'expiredSkiptoken': {
				const { status = 400 } = action;
				if (!request.params.get('$skiptoken')) return undefined;
				return this.#api.error(new SparkError(status, status, 'The $skiptoken has expired'), request);
			}
			case 'successFalse':
			case 'dEnvelopeError': {
				const code = action.code ?? 1510;
				const status = action.kind === 'successFalse' ? 200 : (action.status ?? httpOf(code));
				return envelopeAnswer(new SparkError(status, code, messageOf(code, action.message)));
			}
			default:
				return undefined;
		}
	}
}

const known: Readonly<Record<number, { readonly http: number; readonly message: string } | undefined>> = errorCodes;
const httpOf = (code: number): number => known[code]?.http ?? 500;
const messageOf = (code: number, message?: string): string =>
	message ?? known[code]?.message ?? 'An error of the sandbox';
