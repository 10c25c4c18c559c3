import { expect, test } from 'vitest';
import { codePlan } from '../../../../src/core/requests/code/codePlan.ts';
import { CODE_LANGUAGES } from '../../../../src/core/requests/code/printCode.ts';
import type { CodeLanguageId } from '../../../../src/core/requests/code/printCode.ts';

/** What ends a line in some language, or a comment, or PHP; Java reads the last two as such before it sees comments. */
const ENDS = ['\n', '\r', '\u0085', '\u2028', '\u2029', '*/', '?>', '\\u000a', '\\u000d'];

test.each(Object.keys(CODE_LANGUAGES) as CodeLanguageId[])(
	'a title stays a comment in %s, and a text a text',
	(language) => {
		for (const end of ENDS) {
			const request = { method: 'GET', url: 'https://x.test/', headers: [['x-a', `a${end}EVIL_TEXT();`]] } as const;
			const title = `a title${end}EVIL_TITLE();`;
			const plan = codePlan({ title, request, connection: undefined, wantsAllPages: false });
			const text = CODE_LANGUAGES[language].print(plan);
			const read = language === 'java' ? text.replaceAll(/(?<!\\)\\u000[ad]/g, '\n') : text;
			const lines = read.split(/[\n\r\u0085\u2028\u2029]/);
			expect(
				lines.filter((line) => line.includes('EVIL_TITLE')),
				JSON.stringify(end),
			).toEqual([expect.stringMatching(/^(?:\/\/|#) a title(?!.*(?:\*\/|\?>))/)]);
			// Shells and PHP end a text at its quote alone.
			if (end.length > 1 || language === 'curl' || language === 'php') continue;
			expect(
				lines.find((line) => line.includes('EVIL_TEXT')),
				JSON.stringify(end),
			).toMatch(/x-a/);
		}
	},
);
