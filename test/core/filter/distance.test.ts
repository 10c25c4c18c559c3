import fc from 'fast-check';
import { expect, test } from 'vitest';
import { distance } from '../../../src/core/filter/distance.ts';

test.each([
	['', '', 0],
	['city', 'citty', 1],
	['kitten', 'sitting', 3],
	['abc', '', 3],
])('%s and %s differ by %i letters', (a, b, letters) => {
	expect(distance(a, b)).toBe(letters);
	expect(distance(b, a)).toBe(letters);
});

test('with a limit it is the same as long as it is within', () => {
	const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 });
	fc.assert(
		fc.property(word, word, fc.nat(5), (a, b, most) => {
			const whole = distance(a, b);
			const limited = distance(a, b, most);
			if (whole <= most) expect(limited).toBe(whole);
			else expect(limited).toBeGreaterThan(most);
		}),
		{ numRuns: 5_000 },
	);
});
