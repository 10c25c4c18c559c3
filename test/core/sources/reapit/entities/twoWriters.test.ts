/** Two writers on one record, in any order of their steps: no update is ever lost silently. */
import fc from 'fast-check';
import { isDeepStrictEqual } from 'node:util';
import { expect, test } from 'vitest';
import type { JsonObject } from '../../../../../src/core/json.ts';
import { ReapitEntities } from '../../../../../src/core/sources/reapit/entities/entities.ts';
import { EntityConflict } from '../../../../../src/core/sources/reapit/entities/writeErrors.ts';
import { FakeClock } from '../../../http/rig.ts';
import type { Reply } from '../vendorRig.ts';
import { apiOf, noSignal, startVendor } from '../vendorRig.ts';
import { RecordServer } from './recordServer.ts';

const FIELDS = ['surname', 'email', 'homePhone', 'workPhone'] as const;

/** Lets requests through one at a time, in an order that the test draws. */
class Turnstile {
	readonly #waiting: (() => void)[] = [];
	readonly #order: readonly number[];
	#passed = 0;

	constructor(order: readonly number[]) {
		this.#order = order;
	}

	async pass(reply: () => Reply): Promise<Reply> {
		await new Promise<void>((resolve) => {
			this.#waiting.push(resolve);
			// Whoever else is under way arrives within this turn of the event loop or the next ones.
			setImmediate(() => setImmediate(() => this.#next()));
		});
		return reply();
	}

	#next(): void {
		if (this.#waiting.length === 0) return;
		const pick = (this.#order[this.#passed++ % this.#order.length] ?? 0) % this.#waiting.length;
		this.#waiting.splice(pick, 1)[0]?.();
	}
}

const changesOf = fc
	.dictionary(fc.constantFrom(...FIELDS), fc.constantFrom('a', 'b', 'c'), { minKeys: 1, noNullPrototype: true })
	.map((changes) => changes as JsonObject);

test('every accepted change was made on the values that its writer had seen', async () => {
	let record = new RecordServer({});
	let turnstile = new Turnstile([0]);
	const vendor = await startVendor((asked) => turnstile.pass(() => record.answer(asked)));
	const clock = new FakeClock();
	const open = async (): Promise<ReapitEntities> => ReapitEntities.open(await apiOf(vendor, {}, clock));
	const writers = [await open(), await open()];
	const plan = fc.tuple(fc.array(changesOf, { maxLength: 4 }), fc.array(changesOf, { maxLength: 4 }));
	const order = fc.array(fc.nat({ max: 1 }), { minLength: 1, maxLength: 24 });
	await fc.assert(
		fc.asyncProperty(plan, order, fc.boolean(), async (plans, turns, losesAnswer) => {
			record = new RecordServer({ id: 'OXF1', surname: 'a', email: 'a', homePhone: 'a', workPhone: 'a' });
			turnstile = new Turnstile(turns);
			record.losesAnswer = losesAnswer;
			const seen = new Map<JsonObject, JsonObject>();
			const reports = await Promise.all(writers.map((entities, i) => writeAll(entities, plans[i] ?? [], seen)));
			for (const { changes, before } of record.accepted) {
				for (const [field, value] of Object.entries(changes)) {
					const bases = [...seen].filter(([whole]) => isDeepStrictEqual(whole[field], value)).map(([, base]) => base);
					// Somebody who had seen exactly this value wanted it to become that one.
					expect(bases.some((base) => base[field] === before[field])).toBe(true);
				}
			}
			// Whoever was told of success has had every field stand in the record at some moment.
			const states = [...record.accepted.map(({ before }) => before), record.value];
			for (const changes of reports.flat()) {
				for (const [field, value] of Object.entries(changes)) {
					expect(states.some((state) => state[field] === value)).toBe(true);
				}
			}
		}),
		{ numRuns: 60 },
	);
});

/** One after another, each on the version that was read for it. Returns what was reported as done. */
async function writeAll(
	entities: ReapitEntities,
	plans: readonly JsonObject[],
	seen: Map<JsonObject, JsonObject>,
): Promise<readonly JsonObject[]> {
	const done: JsonObject[] = [];
	for (const plan of plans) {
		const base = await entities.get('contacts/OXF1', [], noSignal);
		const changes = { ...plan };
		seen.set(changes, base.value);
		try {
			await entities.patch('contacts/OXF1', { value: changes }, { base }, noSignal);
			done.push(changes);
		} catch (error) {
			if (!(error instanceof EntityConflict)) throw error;
		}
	}
	return done;
}
