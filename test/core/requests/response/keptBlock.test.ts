import { expect, test } from 'vitest';
import { parseRequests } from '../../../../src/core/requests/document/parseRequests.ts';
import { keptBlockIn, keptBlockText, withoutMasked } from '../../../../src/core/requests/response/keptBlock.ts';

const one =
	'### one\nGET https://x.test/?token=abc123def&page=1\nAuthorization: Bearer abc123def\nx-api-key: abc123def\n';
const text = `### none\n\n${one}\n### two\nGET https://x.test/two\n`;

test('secrets that are written into a request are not kept, all else is', () => {
	const document = parseRequests(text);
	const kept = keptBlockText(document, document.blocks[1]!);
	expect(kept).not.toContain('abc123def');
	expect(kept).toBe('### one\nGET https://x.test/?token=***&page=1\nAuthorization: Bearer ***\nx-api-key: ***');
	expect(keptBlockText(document, document.blocks[2]!)).toBe('### two\nGET https://x.test/two');
});

test('cookies and signatures of any kind are not kept either; variables and all other headers are', () => {
	const headers =
		'Cookie: a=abc1; b=abc2\nAuthorization: ApiKey abc3\nX-Auth-Token: {{token}}\nX-Api-Key:\nAccept: text/abc';
	const document = parseRequests(`### none\nGET https://x.test/\n\n### two\nGET https://x.test/\n${headers}\n`);
	expect(keptBlockText(document, document.blocks[1]!)).toBe(
		'### two\nGET https://x.test/\nCookie: ***\nAuthorization: ***\nX-Auth-Token: {{token}}\nX-Api-Key:\nAccept: text/abc',
	);
});

test('a request is found again wherever it has moved to, the nearest of equal ones; one that was changed is not', () => {
	const kept = keptBlockText(parseRequests(one), parseRequests(one).blocks[0]!);
	const moved = parseRequests(`### before\nGET https://x.test/\n\n${text}\n${one}`);
	expect(keptBlockIn(moved, kept, 0)?.start).toBe(moved.text.indexOf('### one'));
	expect(keptBlockIn(moved, kept, moved.text.length)?.start).toBe(moved.text.lastIndexOf('### one'));
	expect(keptBlockIn(parseRequests(text.replace('page=1', 'page=2')), kept, 0)).toBeUndefined();
});

test('headers whose secrets are not kept are not sent again, all others are', () => {
	const document = parseRequests(`${one}Cookie: sid=abc\nX-Auth-Token: {{token}}\nAccept: text/abc\n`);
	const kept = parseRequests(keptBlockText(document, document.blocks[0]!));
	expect(withoutMasked(kept.blocks[0]!).headers.map(({ name }) => name.text)).toEqual(['X-Auth-Token', 'Accept']);
});
