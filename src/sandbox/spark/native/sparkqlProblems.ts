/** What is wrong with a `_filter`, as the API tells it in `SparkQLErrors`. */
import type { JsonObject } from '../../json.ts';
import { refusal } from '../sparkError.ts';
import type { SparkError } from '../sparkError.ts';

export interface SparkqlProblem {
	readonly token: string;
	readonly status: 'Fatal' | 'Dropped' | 'Recovered';
	readonly message: string;
}

export function problemJson(problem: SparkqlProblem): JsonObject {
	return { Token: problem.token, Status: problem.status, Message: problem.message };
}

/** @param code  1040 for syntax and unknown names, 1041 for what exceeds the language's limits */
export function filterRefusal(
	token: string,
	message: string,
	code: 1040 | 1041 = 1040,
	others: readonly SparkqlProblem[] = [],
): SparkError {
	const problems = [...others, { token, status: 'Fatal' as const, message }];
	const text = code === 1041 ? message : undefined;
	return refusal(code, text, { envelope: { SparkQLErrors: problems.map(problemJson) } });
}
