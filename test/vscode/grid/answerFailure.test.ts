import { expect, test } from 'vitest';
import { answerFailure } from '../../../src/vscode/grid/answerFailure.ts';

test.each([
	['copy', 'The cells were not copied'],
	['profile', 'What the columns hold cannot be shown'],
	['rows', 'The answer of the table cannot be shown'],
] as const)('an answer to %s that does not arrive is told as what it is: %s', (name, what) => {
	expect(answerFailure(name, 'no')).toMatchObject({ what, why: 'no' });
});
