/** Describing a connection step by step: each way through leads to a connection that freehold.yaml takes. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addConnection } from '../../../src/core/project/edit/editConnections.ts';
import { declared, settingsOf } from '../../../src/core/project/newConnection.ts';
import { parseProject } from '../../../src/core/project/parseProject.ts';
import {
	connectionSteps,
	describedConnection,
	nameProblem,
	secretsOf,
} from '../../../src/vscode/connections/connectionSteps.ts';
import { StepWalk } from '../../../src/vscode/connections/stepWalk.ts';
import type { Step } from '../../../src/vscode/connections/stepWalk.ts';

const surroundings = { taken: ['mls', 'north-side'], hasVariable: () => false };
const walkAnew = (): StepWalk => new StepWalk((answers) => connectionSteps(answers, surroundings));

/** What a person may answer, right answers only. */
const texts: Readonly<Record<string, readonly string[]>> = {
	name: ['agency', 'x'],
	baseUrl: ['https://api.example.test/', ' http://127.0.0.1:4370 '],
	identityUrl: ['', 'https://connect.example.test'],
	customers: ['SBOX', 'RES, SBOX'],
};

function answerOf(step: Step, pick: number): string {
	const values = step.kind === 'choice' ? step.values : (texts[step.id] ?? ['secret value']);
	return values[pick % values.length] ?? '';
}

test('Realpad: four steps and the two of the login', () => {
	const walk = walkAnew();
	walk.answer('realpad');
	expect(walk.total).toBe(6);
	for (const value of ['prague', 'vendor', 'yes', 'joe', ' pass word ']) walk.answer(value);
	expect(walk.current).toBeUndefined();
	expect(describedConnection(walk.answers)).toMatchObject({ name: 'prague', multipleInquiries: true });
	expect(secretsOf(walk.answers)).toEqual({ login: 'joe', password: ' pass word ' });
});

test('a name that is taken is not proposed, and why one cannot be taken is said while it is typed', () => {
	const walk = walkAnew();
	walk.answer('spark');
	expect(walk.proposed).toBe('mls2');
	const says = (name: string): string => {
		const problem = nameProblem(name, surroundings.taken);
		return typeof problem === 'object' ? problem.says : (problem ?? '');
	};
	expect(says('')).toBe('empty');
	expect(says('mls')).not.toBe('');
	expect(says('MLS')).toMatch(/share one file/);
	expect(says('north_side')).toMatch(/share the variable/);
	expect(says('1st')).toMatch(/cannot name a connection/);
	expect(says('a: {}')).toMatch(/cannot name a connection/);
	expect(says('con')).toMatch(/reserved/);
	expect(says('agency')).toBe('');
});

test('what the environment has need not be typed', () => {
	const walk = new StepWalk((answers) => connectionSteps(answers, { ...surroundings, hasVariable: () => true }));
	for (const value of ['realpad', 'prague', 'vendor', 'no', '', '']) {
		const step = walk.current;
		expect(step?.kind === 'text' ? step.problem(value) : undefined).toBeUndefined();
		walk.answer(value);
	}
	expect(walk.current).toBeUndefined();
	expect(secretsOf(walk.answers)).toEqual({});
});

test('an answer of a way that was left does not count', () => {
	const walk = walkAnew();
	for (const value of ['reapit', 'agency', 'own', 'https://api.example.test', '', 'clientCredentials'])
		walk.answer(value);
	for (let steps = 0; steps < 4; steps++) walk.back();
	expect(walk.current?.id).toBe('place');
	expect(walk.proposed).toBe('own');
	walk.answer('vendor');
	expect(walk.answers.baseUrl).toBeUndefined();
	expect(describedConnection(walk.answers)).toMatchObject({ baseUrl: undefined, identityUrl: undefined });
});

test('any way through, with any going back, ends in a connection that the file takes, and in its credentials', () => {
	const moves = fc.array(fc.oneof({ weight: 4, arbitrary: fc.nat(11) }, fc.constant('back' as const)), {
		minLength: 12,
		maxLength: 40,
	});
	fc.assert(
		fc.property(moves, fc.nat(11), (all, rest) => {
			const walk = walkAnew();
			for (const move of all) {
				const step = walk.current;
				if (move === 'back') walk.back();
				else if (step !== undefined) walk.answer(answerOf(step, move));
				expect(walk.number).toBeLessThanOrEqual(walk.total + 1);
			}
			for (let step = walk.current; step !== undefined; step = walk.current) {
				const value = answerOf(step, rest);
				if (step.kind === 'text') expect(step.problem(value)).toBeUndefined();
				walk.answer(value);
			}
			const described = describedConnection(walk.answers);
			const text = addConnection('version: 1\nconnections:\n  mls: { source: spark }\n', described.name, {
				...settingsOf(described),
			});
			const { project, problems } = parseProject(text, '/w');
			expect(problems).toEqual([]);
			expect(project?.connections.get(described.name)).toEqual(declared(described));
			expect(text).not.toContain('secret value');
			expect(Object.keys(secretsOf(walk.answers)).length).toBeGreaterThan(0);
		}),
		{ numRuns: 60 },
	);
});
