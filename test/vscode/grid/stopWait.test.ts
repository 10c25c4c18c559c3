/** A cancelled query gets two seconds to its next row; an order that holds its thread does not count among them. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { StopWait } from '../../../src/vscode/grid/stopWait.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function waiting(): { readonly wait: StopWait; readonly late: () => number } {
	let late = 0;
	return { wait: new StopWait(() => (late += 1)), late: () => late };
}

test('a query that does not come to its next row is given up after two seconds', () => {
	const { wait, late } = waiting();
	wait.begin();
	vi.advanceTimersByTime(1999);
	expect(late()).toBe(0);
	vi.advanceTimersByTime(1);
	expect(late()).toBe(1);
});

test('an order that is being made is waited for, and then the next row', () => {
	const { wait, late } = waiting();
	wait.told(1, true);
	wait.begin();
	vi.advanceTimersByTime(59_000);
	expect(late()).toBe(0);
	wait.answered(false);
	vi.advanceTimersByTime(1999);
	expect(late()).toBe(0);
	vi.advanceTimersByTime(1);
	expect(late()).toBe(1);
});

test('an order that begins after the query was cancelled is waited for as well, and one that follows on it', () => {
	const { wait, late } = waiting();
	wait.begin();
	vi.advanceTimersByTime(1500);
	wait.told(1, true);
	wait.answered(true);
	vi.advanceTimersByTime(59_000);
	wait.told(2, true);
	wait.answered(false);
	expect(late()).toBe(0);
	vi.advanceTimersByTime(2000);
	expect(late()).toBe(1);
});

test('an order that the query does not come to is no reason to wait', () => {
	const { wait, late } = waiting();
	wait.told(0, true);
	wait.begin();
	vi.advanceTimersByTime(2000);
	expect(late()).toBe(1);
});

test('a query that computes for ever between two slices of a filter is given up in the end', () => {
	const { wait, late } = waiting();
	wait.told(1, true);
	wait.begin();
	vi.advanceTimersByTime(60_000);
	expect(late()).toBe(1);
});

test('nothing is given up once nobody waits', () => {
	const { wait, late } = waiting();
	wait.begin();
	wait.end();
	wait.told(1, true);
	wait.answered(false);
	vi.advanceTimersByTime(60_000);
	expect(late()).toBe(0);
});
