/** What the router asks of the rooms around the records: identity, limits, writing, metadata, uploads. */
import type { Answer, SandboxRequest } from '../answer.ts';
import type { SandboxClock } from '../clock.ts';
import type { MetadataStore, ReapitCaller } from './contract.ts';
import type { OperationMatch } from './operations.ts';
import type { ReapitSwitches } from './options.ts';
import type { Records } from './records.ts';
import type { ReapitVendorData } from './vendorData.ts';

export interface ReapitOrigins {
	readonly api: string;
	readonly connect: string;
	/** Where signed URLs for uploads lead, and redirects of downloads. */
	readonly files: string;
}

/** What handlers are made from. */
export interface ReapitHandlerParts {
	readonly clock: SandboxClock;
	readonly origins: ReapitOrigins;
	readonly seed: number;
	readonly switches: ReapitSwitches;
	readonly vendorData: ReapitVendorData;
	readonly records: Records;
}

/** In the order in which the router asks. Each throws a `ReapitRefusal` for what it does not let pass. */
export interface ReapitHandlers {
	/** Everything on the host `reapitConnect`. */
	identity(request: SandboxRequest): Answer;
	/** Everything on the host `reapitFiles`. */
	files(request: SandboxRequest): Answer;
	/** Token, customer, installation: 401. */
	authenticate(request: SandboxRequest): ReapitCaller;
	/** Scope: 403. */
	authorize(match: OperationMatch, caller: ReapitCaller): void;
	/** Limits: 429. @returns to be called when the request has been answered */
	enter(caller: ReapitCaller): () => void;
	/** Counts what embeds cost, by how many records each embed of the answer brought (seed 001, Billing example). */
	bill(caller: ReapitCaller, embedded: readonly number[]): void;
	/** Headers of every answer of the API. */
	headers(): Readonly<Record<string, string>>;
	/** A path that is not among the operations (`/webhooks/signing/{keyId}`); undefined where it is not known either. */
	other(request: SandboxRequest, caller: ReapitCaller): Answer | undefined;
	/** A read that the records do not answer (`/metadata/…`); undefined for all others. */
	read(match: OperationMatch, request: SandboxRequest, caller: ReapitCaller): Answer | undefined;
	/** POST, PATCH, PUT, DELETE of any operation. */
	write(match: OperationMatch, request: SandboxRequest, caller: ReapitCaller): Answer;
	readonly metadata: MetadataStore;
}
