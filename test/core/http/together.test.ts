/** Work that several callers share or queue for. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ConcurrencyGate } from '../../../src/core/http/concurrencyGate.ts';
import { SingleFlight } from '../../../src/core/http/singleFlight.ts';
import { systemClock, systemRandom } from '../../../src/core/systemOutside.ts';

const never = new AbortController().signal;

test('a gate never holds more than its limit, lets all through, and keeps their order', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.scheduler(),
			fc.integer({ min: 1, max: 4 }),
			fc.array(fc.boolean(), { maxLength: 12 }),
			async (s, limit, fates) => {
				const gate = new ConcurrencyGate(limit);
				const began: number[] = [];
				let inside = 0;
				const tasks = fates.map((fails, index) =>
					gate.run(async () => {
						began.push(index);
						expect(++inside).toBeLessThanOrEqual(limit);
						await s.schedule(Promise.resolve());
						inside--;
						if (fails) throw new Error('failed');
					}, never),
				);
				const settled = Promise.allSettled(tasks);
				await s.waitFor(settled);
				expect((await settled).map(({ status }) => status === 'rejected')).toEqual(fates);
				expect(began).toEqual(fates.map((_, index) => index));
			},
		),
		{ numRuns: 50 },
	);
});

test('whoever gives up while waiting takes no place', async () => {
	const gate = new ConcurrencyGate(1);
	const first = Promise.withResolvers<string>();
	const controller = new AbortController();
	const running = gate.run(() => first.promise, never);
	const waiting = gate.run(() => Promise.resolve('waiting'), controller.signal);
	const last = gate.run(() => Promise.resolve('last'), never);
	controller.abort(new Error('enough'));
	await expect(waiting).rejects.toThrow('enough');
	first.resolve('first');
	expect(await Promise.all([running, last])).toEqual(['first', 'last']);
	expect(await gate.run(() => Promise.resolve('open again'), never)).toBe('open again');
});

test('one piece of work serves all who ask meanwhile, and is done anew for those who come later', async () => {
	const flight = new SingleFlight<number>();
	let done = 0;
	const work = async (): Promise<number> => {
		await Promise.resolve();
		return ++done;
	};
	expect(await Promise.all([1, 2, 3].map(() => flight.run(work, never)))).toEqual([1, 1, 1]);
	expect(await flight.run(work, never)).toBe(2);
});

test('a failure reaches all who share the work, and is not kept', async () => {
	const flight = new SingleFlight<number>();
	const failing = (): Promise<number> => Promise.reject(new Error('failed'));
	const both = await Promise.allSettled([flight.run(failing, never), flight.run(failing, never)]);
	expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
	expect(await flight.run(() => Promise.resolve(1), never)).toBe(1);
});

test('who cancels leaves the work to the others; when all have left it is cancelled too', async () => {
	const flight = new SingleFlight<string>();
	const [one, two] = [new AbortController(), new AbortController()];
	const result = Promise.withResolvers<string>();
	let workSignal: AbortSignal | undefined;
	const work = (signal: AbortSignal): Promise<string> => {
		workSignal = signal;
		return result.promise;
	};
	const first = flight.run(work, one.signal);
	const second = flight.run(work, two.signal);
	one.abort(new Error('enough'));
	await expect(first).rejects.toThrow('enough');
	expect(workSignal?.aborted).toBe(false);
	two.abort(new Error('enough too'));
	await expect(second).rejects.toThrow('enough too');
	expect(workSignal?.aborted).toBe(true);
	// A later caller does not board the cancelled flight.
	expect(await flight.run(() => Promise.resolve('new'), never)).toBe('new');
});

test('the system clock sleeps, and is woken by a signal with the signal’s own reason', async () => {
	const clock = systemClock();
	const begin = clock.now();
	await clock.sleep(5);
	await clock.sleep(0, never);
	expect(clock.now()).toBeGreaterThanOrEqual(begin);
	const controller = new AbortController();
	// Longer than one timer can be.
	const long = clock.sleep(2 ** 40, controller.signal);
	controller.abort('enough');
	await expect(long).rejects.toBe('enough');
	await expect(clock.sleep(1, AbortSignal.abort('before'))).rejects.toBe('before');
	const drawn = Array.from({ length: 100 }, systemRandom);
	expect(drawn.every((value) => value >= 0 && value < 1)).toBe(true);
});
