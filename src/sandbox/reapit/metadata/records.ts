/** The metadata of every application and customer, in the order of creation. */
import { createHash } from 'node:crypto';
import type { SandboxClock } from '../../clock.ts';
import type { JsonObject } from '../../json.ts';
import type { ReapitCaller } from '../contract.ts';
import { sevenDigits } from '../refusal.ts';

export interface MetadataRecord {
	/** `SBOX_contact_OXF19000001` (domain: Reapit §2.6). */
	readonly id: string;
	/** Place in the order of creation; page tokens are made of it. */
	readonly sequence: number;
	readonly modified: string;
	readonly entityType: string;
	readonly entityId: string;
	readonly metadata: JsonObject;
}

export class MetadataRecords {
	readonly #clock: SandboxClock;
	readonly #spaces = new Map<string, Map<string, MetadataRecord>>();
	#sequence = 0;

	constructor(clock: SandboxClock) {
		this.#clock = clock;
	}

	get(caller: ReapitCaller, id: string): MetadataRecord | undefined {
		return this.#spaces.get(spaceOf(caller))?.get(id);
	}

	of(caller: ReapitCaller, entityType: string, entityId: string): MetadataRecord | undefined {
		return this.get(caller, recordId(caller.customer, entityType, entityId));
	}

	all(caller: ReapitCaller): readonly MetadataRecord[] {
		return [...(this.#spaces.get(spaceOf(caller))?.values() ?? [])];
	}

	/** Creates the record or replaces its document. */
	put(caller: ReapitCaller, entityType: string, entityId: string, metadata: JsonObject): MetadataRecord {
		const id = recordId(caller.customer, entityType, entityId);
		const space = this.#spaces.get(spaceOf(caller)) ?? new Map<string, MetadataRecord>();
		this.#spaces.set(spaceOf(caller), space);
		const sequence = space.get(id)?.sequence ?? (this.#sequence += 1);
		const record = { id, sequence, modified: sevenDigits(this.#clock.told()), entityType, entityId, metadata };
		space.set(id, record);
		return record;
	}

	remove(caller: ReapitCaller, id: string): void {
		this.#spaces.get(spaceOf(caller))?.delete(id);
	}

	/** An id that looks random and is the same on every run. */
	freshEntityId(): string {
		const hex = createHash('sha256')
			.update(`entity ${this.#sequence + 1}`)
			.digest('hex');
		return hex.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
	}
}

/** Neither another application nor another customer's users see them (#5093, #10963). */
const spaceOf = ({ clientId, customer }: ReapitCaller): string => `${customer} ${clientId}`;

const recordId = (customer: string, entityType: string, entityId: string): string =>
	`${customer}_${entityType}_${entityId}`;
