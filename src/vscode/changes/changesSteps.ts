/** The steps by which somebody chooses two points in the history of a dataset, or one; pure. */
import { FreeholdError } from '../../core/errors.ts';
import { timeOf } from '../../core/wording/pointInTime.ts';
import type { Answers, ChoiceStep, Step, TextStep } from '../connections/stepWalk.ts';

/** Answers to a choice; runs are answered by their numbers. */
export const LAST = 'last';
export const BETWEEN = 'between';
export const START = 'start';
export const NOW = 'now';
export const TIME = 'time';

export interface KnownRuns {
	/** Said of a text that is no time. */
	readonly noTime: string;
	/** Those that have changed the dataset, the newest first. */
	readonly runs: readonly number[];
	/** Whether the state before all of them can still be told. */
	readonly hasStart: boolean;
}

/** What is to be compared: what is new, what a run did, or any two points. */
export function changesSteps({ runs, hasStart, noTime }: KnownRuns): (answers: Answers) => readonly Step[] {
	const what = choice('what', [LAST, ...runs.map(String), BETWEEN], LAST);
	return (answers) => {
		if (answers.what !== BETWEEN) return [what];
		const point = (id: string, values: readonly string[]): readonly Step[] => pointSteps(id, values, noTime, answers);
		const from = point('from', [...runs.map(String), TIME, ...(hasStart ? [START] : [])]);
		const first = /^\d+$/.test(answers.from ?? '') ? Number(answers.from) : 0;
		const later = runs.filter((run) => run > first).map(String);
		return [what, ...from, ...point('to', [NOW, ...later, TIME])];
	};
}

export function pastSteps({ runs, hasStart, noTime }: KnownRuns): (answers: Answers) => readonly Step[] {
	const values = [...runs.map(String), TIME, ...(hasStart ? [START] : [])];
	return (answers) => pointSteps('at', values, noTime, answers);
}

function pointSteps(id: string, values: readonly string[], noTime: string, answers: Answers): readonly Step[] {
	const point = choice(id, values, values[0] ?? TIME);
	return answers[id] === TIME ? [point, timeStep(`${id}Time`, noTime)] : [point];
}

function choice(id: string, values: readonly string[], usual: string): ChoiceStep {
	return { kind: 'choice', id, values, usual };
}

function timeStep(id: string, noTime: string): TextStep {
	return {
		...{ kind: 'text', id, usual: '', isHidden: false },
		problem: (text) => {
			if (text.trim() === '') return 'empty';
			return isTime(text.trim()) ? undefined : { says: noTime };
		},
	};
}

function isTime(text: string): boolean {
	try {
		timeOf(text);
		return true;
	} catch (error) {
		if (FreeholdError.is(error, 'usage')) return false;
		throw error;
	}
}
