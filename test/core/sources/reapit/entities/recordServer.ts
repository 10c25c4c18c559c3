/** One contact as Reapit keeps it: a version in quotation marks, PATCH under If-Match, everything that was accepted on record. */
import type { JsonObject } from '../../../../../src/core/json.ts';
import type { Asked, Reply } from '../vendorRig.ts';

export interface Accepted {
	readonly before: JsonObject;
	readonly changes: JsonObject;
}

export class RecordServer {
	readonly accepted: Accepted[] = [];
	/** Runs before a PATCH is looked at: where a test lets somebody else write. */
	meanwhile: (() => void) | undefined;
	/** Whether an accepted PATCH's answer is lost on its way. */
	losesAnswer = false;
	#value: JsonObject;
	#version = 1;

	constructor(value: JsonObject) {
		this.#value = value;
	}

	get value(): JsonObject {
		return this.#value;
	}

	get etag(): string {
		return `"${this.#version.toString(16).padStart(32, '0')}"`;
	}

	/** Somebody else's change, by whatever way. */
	edit(changes: JsonObject): void {
		this.#value = { ...this.#value, ...changes };
		this.#version++;
	}

	answer({ method, json, headers }: Pick<Asked, 'method' | 'json' | 'headers'>): Reply {
		if (method === 'GET') {
			return { status: 200, headers: { etag: this.etag }, json: { ...this.#value, _eTag: this.etag } };
		}
		this.meanwhile?.();
		if (headers['if-match'] !== this.etag) return { status: 412, json: precondition };
		const changes = json as JsonObject;
		this.accepted.push({ before: this.#value, changes });
		this.edit(changes);
		if (!this.losesAnswer) return { status: 204 };
		this.losesAnswer = false;
		return { status: 502, json: { message: 'Bad gateway' } };
	}
}

const precondition = {
	statusCode: 412,
	dateTime: '2026-05-01T12:00:00.0000000Z',
	description:
		'Precondition failed: The ETag provided does not match the current version of this resource. Re-fetch the latest version of this resource before attempting to update it.',
};
