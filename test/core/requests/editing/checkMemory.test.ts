import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseRequests } from '../../../../src/core/requests/document/parseRequests.ts';
import { CheckMemory } from '../../../../src/core/requests/editing/checkMemory.ts';
import { checkRequests } from '../../../../src/core/requests/editing/checkRequests.ts';
import { NOTHING_KNOWN } from '../../../../src/core/requests/editing/requestKnowledge.ts';
import { requestTexts } from '../document/requestTexts.ts';
import { knowledge } from './knowledge.ts';

test('what is remembered of blocks is what would be found anew, whatever is changed', () => {
	fc.assert(
		fc.property(fc.array(fc.tuple(requestTexts, fc.boolean()), { minLength: 2, maxLength: 5 }), (parts) => {
			const memory = new CheckMemory();
			for (let count = 1; count <= parts.length; count++) {
				// Parts come in front, so that those that stay move.
				const text = parts
					.slice(0, count)
					.map(([part]) => part)
					.toReversed()
					.join('\n###\n');
				const known = parts[count - 1]?.[1] === true ? knowledge : NOTHING_KNOWN;
				const document = parseRequests(text);
				expect(checkRequests(document, known, memory)).toEqual(checkRequests(document, known));
			}
		}),
	);
});

test('a variable that is given another value is looked at again', () => {
	const memory = new CheckMemory();
	const codes = (path: string): readonly string[] =>
		checkRequests(
			parseRequests(`@path = ${path}\n\n### one\n# @connection agency\nGET {{base}}/{{path}}/\n`),
			knowledge,
			memory,
		).map(({ code }) => code);
	expect(codes('contacts')).toEqual([]);
	expect(codes('contcts')).toEqual(['FH204']);
});
