/** The Realpad sandbox as tests and the demo hold it: where it listens, what it knows, and what can be done to it. */
import type { Answer, SandboxRequest } from '../answer.ts';
import type { SandboxClock } from '../clock.ts';
import { bendAnswer } from '../faults/bendAnswer.ts';
import type { FaultAction } from '../faults/faultRules.ts';
import { Faults } from '../faults/faults.ts';
import { RequestLog } from '../requestLog.ts';
import type { LoggedRequest } from '../requestLog.ts';
import type { Delivery } from '../spark/sparkSandbox.ts';
import { CrmChanges } from './changes.ts';
import type { Changeable, FieldPatch, WhichIds } from './changes.ts';
import { orderRealpad } from './control.ts';
import { Crm } from './data/crm.ts';
import { pragueTime } from './data/days.ts';
import { exportTable } from './exportTable.ts';
import { exportsByEndpoint } from './exports/catalogue.ts';
import type { Export } from './exports/export.ts';
import { realpadSwitches } from './options.ts';
import type { RealpadSandboxOptions, RealpadSwitches } from './options.ts';
import { plainTable } from './oracle.ts';
import type { PlainTable } from './oracle.ts';
import { RealpadApi } from './realpadApi.ts';
import { Refusal, refusalAnswer } from './refusal.ts';
import { FileStore } from './resources/fileStore.ts';
import type { Lie, StoredFile } from './resources/fileStore.ts';
import { Users, switchColumn } from './users.ts';
import type { RealpadUser } from './users.ts';

export interface RealpadSandboxParts {
	readonly clock: SandboxClock;
	/** `http://127.0.0.1:4372`; the services are below `/ws/v10`. */
	readonly origin: string;
	readonly seed: number;
	readonly scale: number;
	readonly options: RealpadSandboxOptions;
}

export class RealpadSandbox {
	readonly clock: SandboxClock;
	readonly origin: string;
	readonly switches: RealpadSwitches;
	readonly faults = new Faults();
	readonly #seed: number;
	readonly #scale: number;
	readonly #users: Users;
	readonly #api: RealpadApi;
	readonly #changes: CrmChanges;
	readonly #log = new RequestLog();
	#crm: Crm | undefined;
	#files: FileStore | undefined;

	constructor({ clock, origin, seed, scale, options }: RealpadSandboxParts) {
		this.clock = clock;
		this.origin = origin;
		this.switches = realpadSwitches(options);
		this.#seed = seed;
		this.#scale = scale;
		this.#users = new Users(this.switches.isMigrated);
		const crm = (): Crm => (this.#crm ??= new Crm({ seed: this.#seed, scale: this.#scale }));
		this.#changes = new CrmChanges(crm, () => pragueTime(clock.told()), seed);
		this.#api = new RealpadApi({
			crm,
			files: () => this.#fileStore(),
			users: this.#users,
			clock,
			switches: this.switches,
		});
	}

	/** Logins with their (fake) passwords. */
	get users(): readonly Readonly<RealpadUser>[] {
		return [...this.#users.all()];
	}

	/** Names of all Excel exports. */
	get endpoints(): readonly string[] {
		return [...exportsByEndpoint.keys()];
	}

	/** The latest requests, oldest first; `query` holds the form without login and password, `role` the login. */
	get requests(): readonly LoggedRequest[] {
		return this.#log.entries;
	}

	get requestCount(): number {
		return this.#log.total;
	}

	clearRequests(): void {
		this.#log.clear();
	}

	/** Changes records as people would, or exactly as `patch` says. @returns their ids */
	edit(what: Changeable, which: WhichIds, patch?: FieldPatch): readonly number[] {
		return this.#changes.edit(what, which, patch);
	}

	insert(what: Changeable, count: number): readonly number[] {
		return this.#changes.insert(what, count);
	}

	remove(what: Changeable, which: WhichIds): readonly number[] {
		return this.#changes.remove(what, which);
	}

	/** @returns their UIDs */
	addFiles(count: number): readonly string[] {
		return this.#fileStore().add(count);
	}

	removeFiles(which: number | readonly string[]): readonly string[] {
		const uids = this.#chosenFiles(which);
		this.#fileStore().remove(uids);
		return uids;
	}

	/** From now on `list-resources` says something wrong about these files. */
	misdeclareFiles(which: number | readonly string[], lie: Lie): readonly string[] {
		const uids = this.#chosenFiles(which);
		this.#fileStore().misdeclare(uids, lie);
		return uids;
	}

	/** Switches a column of a user's export on or off. */
	switchColumn(login: string, endpoint: string, column: string, isOn: boolean): void {
		switchColumn(planOf(endpoint), this.#users.get(login), column, isOn);
	}

	/** Moves the developer, or one login only, to Multiple Inquiries or back. */
	migrate(isMigrated = true, login?: string): void {
		for (const user of this.#users.all()) if (login === undefined || user.login === login) user.isMigrated = isMigrated;
	}

	acceptInvitation(login: string): void {
		this.#users.get(login).isInvitationAccepted = true;
	}

	setConsent(login: string, isGiven: boolean): void {
		this.#users.get(login).isConsentGiven = isGiven;
	}

	/** Ends all cool-downs and bans, for tests that are not about them. */
	forgive(): void {
		this.#api.cooldowns.clear();
		this.#api.logins.forgive();
	}

	advance(ms: number): void {
		this.clock.advance(ms);
	}

	/** The truth: what an export holds for a user now. */
	table(endpoint: string, login = 'takeout', values: Readonly<Record<string, string>> = {}): PlainTable {
		this.#crm ??= new Crm({ seed: this.#seed, scale: this.#scale });
		return plainTable(exportTable(planOf(endpoint), this.#crm, this.#users.get(login), values));
	}

	/** The truth about files, with both checksums, in the order of the list. */
	*files(): Generator<StoredFile> {
		for (const uid of this.#fileStore().uids()) yield this.#fileStore().describe(uid);
	}

	fileBytes(uid: string): Uint8Array {
		return this.#fileStore().bytes(uid);
	}

	get fileCount(): number {
		return this.#fileStore().count;
	}

	/** One request from arrival to what leaves the server, faults included. */
	handle(request: SandboxRequest): Delivery {
		const form = new URLSearchParams(request.method === 'POST' ? request.body : '');
		const seen = withoutCredentials(request, form);
		const actions = this.faults.strike(seen);
		for (const action of actions) this.#before(action);
		const forced = actions.map(forcedAnswer).find((answer) => answer !== undefined);
		let answer = forced ?? this.#api.answer(request, form);
		const makeError = (status: number, message: string): Answer => refusalAnswer(new Refusal(status, message));
		for (const action of actions) answer = bendAnswer(answer, action, request, makeError);
		const wire = actions.find(
			(action) => action.kind === 'reset' || action.kind === 'truncate' || action.kind === 'stall',
		);
		const login = this.#users.find(form.get('login') ?? '')?.login;
		this.#log.add(seen, this.clock.now(), wire?.kind === 'reset' ? 0 : answer.status, login);
		const delayMs = actions.reduce((sum, action) => sum + (action.kind === 'delay' ? action.ms : 0), 0);
		return { answer, delayMs, wire, leave: () => undefined };
	}

	#before(action: FaultAction): void {
		if (action.kind === 'clockSkew') this.clock.skew(action.ms);
		if (action.kind !== 'changeDuringWalk') return;
		if (typeof action.change === 'function') action.change();
		else orderRealpad(this, action.change.op, action.change);
	}

	#chosenFiles(which: number | readonly string[]): readonly string[] {
		if (typeof which !== 'number') return which;
		if (which > this.#fileStore().count) throw new RangeError(`There are only ${this.#fileStore().count} files`);
		return this.#fileStore().uids().take(which).toArray();
	}

	#fileStore(): FileStore {
		return (this.#files ??= new FileStore(this.#seed, this.switches));
	}
}

function planOf(endpoint: string): Export {
	const plan = exportsByEndpoint.get(endpoint);
	if (plan === undefined)
		throw new RangeError(`There is no export ${endpoint}; known are ${[...exportsByEndpoint.keys()].join(', ')}`);
	return plan;
}

/** What rules match and the log keeps: parameters are those of the form. */
function withoutCredentials(request: SandboxRequest, form: URLSearchParams): SandboxRequest {
	const params = new URLSearchParams([...request.params, ...form]);
	params.delete('login');
	params.delete('password');
	return { ...request, params };
}

/** The answer of a fault that keeps the request from the API. */
function forcedAnswer(action: FaultAction): Answer | undefined {
	if (action.kind !== 'status') return undefined;
	const { status, headers, message = 'An error of the sandbox' } = action;
	return refusalAnswer(new Refusal(status, action.body ?? message, headers));
}
