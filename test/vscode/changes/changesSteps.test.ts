/** The steps by which two points in the history are chosen. */
import { expect, test } from 'vitest';
import { BETWEEN, LAST, NOW, START, TIME, changesSteps, pastSteps } from '../../../src/vscode/changes/changesSteps.ts';
import type { KnownRuns } from '../../../src/vscode/changes/changesSteps.ts';
import { StepWalk } from '../../../src/vscode/connections/stepWalk.ts';

const known: KnownRuns = { runs: [14, 9, 3], hasStart: true, noTime: 'no time' };

/** Answers given one after another, and what each step offered. */
function walked(walk: StepWalk, answers: readonly string[]): readonly (readonly string[])[] {
	const offered: (readonly string[])[] = [];
	for (const answer of answers) {
		const { current } = walk;
		offered.push(current?.kind === 'choice' ? current.values : []);
		walk.answer(answer);
	}
	return offered;
}

test('what is new stands first, and is one step', () => {
	const walk = new StepWalk(changesSteps(known));
	expect([walk.proposed, walk.total]).toEqual([LAST, 1]);
	expect(walked(walk, [LAST])).toEqual([[LAST, '14', '9', '3', BETWEEN]]);
	expect(walk.current).toBeUndefined();
});

test('between two points, the second is offered among what came later', () => {
	const walk = new StepWalk(changesSteps(known));
	expect(walked(walk, [BETWEEN, '9', NOW]).slice(1)).toEqual([
		['14', '9', '3', TIME, START],
		[NOW, '14', TIME],
	]);
	expect(walk.current).toBeUndefined();
	expect(walk.answers).toEqual({ what: BETWEEN, from: '9', to: NOW });
});

test('a time is typed in a step of its own, and what is none is not taken', () => {
	const walk = new StepWalk(changesSteps({ ...known, hasStart: false }));
	walked(walk, [BETWEEN, TIME]);
	const step = walk.current;
	expect(step).toMatchObject({ kind: 'text', id: 'fromTime' });
	const problem = step?.kind === 'text' ? step.problem : undefined;
	expect(problem?.(' ')).toBe('empty');
	expect(problem?.('yesterday')).toEqual({ says: 'no time' });
	expect(problem?.('2026-05-01 12:00')).toBeUndefined();
	walk.answer('2026-05-01');
	// After a time, any run may come.
	expect(walk.current).toMatchObject({ id: 'to', values: [NOW, '14', '9', '3', TIME] });
	walk.back();
	walk.back();
	expect(walk.current).toMatchObject({ id: 'from', values: ['14', '9', '3', TIME] });
});

test('for a past state one point is asked', () => {
	const walk = new StepWalk(pastSteps(known));
	expect(walk.proposed).toBe('14');
	expect(walked(walk, ['3'])).toEqual([['14', '9', '3', TIME, START]]);
	expect(walk.current).toBeUndefined();
});
