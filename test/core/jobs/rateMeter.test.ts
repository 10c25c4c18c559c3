import { expect, test } from 'vitest';
import { RateMeter } from '../../../src/core/jobs/rateMeter.ts';

test('the rate is that of the last moments, not of the whole run', () => {
	const meter = new RateMeter();
	expect(meter.add(0, 0)).toBe(0);
	expect(meter.add(1000, 1000)).toBe(1000);
	for (let second = 2; second <= 20; second++) meter.add(1000 + second * 10, second * 1000);
	expect(meter.add(1210, 21_000)).toBeLessThan(20);
});
