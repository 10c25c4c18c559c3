/** The status bar: progress, then unseen failures, then the age of the data, else nothing. */
import { expect, test } from 'vitest';
import { FreeholdError } from '../../../src/core/errors.ts';
import type { Going } from '../../../src/vscode/jobsView/progress.ts';
import { barText } from '../../../src/vscode/status/barText.ts';
import { unseenFailureOf } from '../../../src/vscode/status/endSeverity.ts';
import { languageText } from '../../../src/vscode/status/languageText.ts';
import { UnseenFailures } from '../../../src/vscode/status/unseenFailures.ts';
import { english } from '../english.ts';

const NOW = Date.parse('2026-05-01T12:00:00Z');

function going(title: string, done: number, rate: number, waitingUntil?: number): Going {
	const current = {
		...{ connection: 'mls', dataset: 'Property', phase: 'update' as const, done, total: 2000, rate, requests: 1 },
		...{ waitingUntil, waitingFor: undefined },
	} as const;
	return { id: title, title, isQueued: false, current, startedAt: NOW };
}

const none = { running: [], failures: [], updatedAt: undefined };

test('without data there is no item', () => {
	expect(barText(english, none, NOW)).toBeUndefined();
});

test('at rest it tells how old the data is', () => {
	expect(barText(english, { ...none, updatedAt: NOW - 12 * 60_000 }, NOW)).toMatchObject({
		...{ text: '$(database) 12 min ago', label: 'Data from 12 min ago', severity: undefined },
	});
});

test('a run shows rows, rate and time left', () => {
	const { text } = barText(english, { ...none, running: [going('listings', 1000, 100)] }, NOW) ?? {};
	expect(text).toBe('$(sync~spin) listings · 1,000 rows · 100/s · 10 s left');
});

test('several runs are counted and added up; the one that takes longest tells the time left', () => {
	const running = [going('listings', 1000, 100), going('people', 500, 50)];
	const { text, tooltip } = barText(english, { ...none, running }, NOW) ?? {};
	expect(text).toBe('$(sync~spin) 2 runs · 1,500 rows · 150/s · 30 s left');
	expect(tooltip?.[1]).toMatch(/^people: mls\/Property · update/);
});

test('a run that only waits shows it', () => {
	const { text } = barText(english, { ...none, running: [going('listings', 0, 0, NOW + 60_000)] }, NOW) ?? {};
	expect(text).toBe('$(watch) listings');
});

test('a failure is shown until somebody has looked, errors before warnings', () => {
	const failures = new UnseenFailures();
	let told = 0;
	failures.onDidChange(() => told++);
	failures.note({ title: 'files', severity: 'warning', why: 'a purge is held' });
	failures.note({ title: 'listings', severity: 'error', why: 'refused' });
	expect(barText(english, { ...none, failures: failures.all }, NOW)).toMatchObject({
		...{ text: '$(error) 2 runs did not end well', severity: 'error' },
		tooltip: ['files: a purge is held', 'listings: refused'],
	});
	failures.mended('listings');
	expect(barText(english, { ...none, failures: failures.all }, NOW)?.severity).toBe('warning');
	failures.seen();
	failures.seen();
	expect(barText(english, { ...none, failures: failures.all }, NOW)).toBeUndefined();
	expect(told).toBe(4);
});

test('what ended well, was cancelled, or met another window at work is nothing to warn of', () => {
	const well = { results: [], files: [], error: undefined, isCancelled: false };
	const locked = new FreeholdError('locked', { what: 'a', why: 'b', next: 'c' });
	const refused = new FreeholdError('credentials', { what: 'a', why: 'b', next: 'c' });
	const later = new FreeholdError('suspended', { what: 'a', why: 'b', next: 'c' });
	expect(unseenFailureOf('x', well)).toBeUndefined();
	expect(unseenFailureOf('x', { ...well, isCancelled: true })).toBeUndefined();
	expect(unseenFailureOf('x', { ...well, error: locked })).toBeUndefined();
	expect(unseenFailureOf('x', { ...well, error: later })?.severity).toBe('warning');
	expect(unseenFailureOf('x', { ...well, error: refused })).toMatchObject({ severity: 'error', why: 'a: b' });
});

test('the language status of freehold.yaml tells mistakes, sandbox and schedule', () => {
	expect(languageText(english, { problems: [], isSandboxOn: true, isScheduled: false })).toEqual({
		...{ text: 'Freehold: No problems', detail: 'Sandbox on · Schedule off', severity: undefined },
	});
	const problems = [{ severity: 'warning' }, { severity: 'error' }] as const;
	expect(languageText(english, { problems, isSandboxOn: false, isScheduled: true })).toEqual({
		...{ text: 'Freehold: Problems: 2', detail: 'Sandbox off · Schedule on', severity: 'error' },
	});
});
