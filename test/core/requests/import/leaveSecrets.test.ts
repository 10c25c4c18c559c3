/** Sessions and other secrets that stand in request files, where those are imported or copied. */
import { expect, test } from 'vitest';
import { exportCurl } from '../../../../src/core/requests/export/exportCurl.ts';
import { withoutSecrets, withSecretsNamed } from '../../../../src/core/requests/import/leaveSecrets.ts';
import { resolved } from '../resolve/resolving.ts';

const LEFT = '# A header Cookie was left out: it is somebody’s session.\n';

test('a session that an import ends with is left out, too', () => {
	const request = 'GET https://x.test/\n';
	expect(withoutSecrets(`${request}Cookie: sid=abc`)).toEqual({ text: request + LEFT, secrets: 1 });
	expect(withoutSecrets(`${request}Cookie: sid=abc\nAccept: */*\n`)).toEqual({
		text: `${request}${LEFT}Accept: */*\n`,
		secrets: 1,
	});
});

test.each([
	['Cookie: sid=abc', 'Cookie: {{$env.COOKIE}}'],
	['cookie: sid=abc; lang=en\r\nAccept: */*\r\n', 'cookie: {{$env.COOKIE}}\r\nAccept: */*\r\n'],
	['Proxy-Authorization: Digest abc\n', 'Proxy-Authorization: {{$env.PROXY_AUTHORIZATION}}\n'],
	['Cookie: {{session}}\n', 'Cookie: {{session}}\n'],
	['Cookie: a={{one}}; b={{$env.TWO}};\n', 'Cookie: a={{one}}; b={{$env.TWO}};\n'],
	['Cookie: a={{one}}; sid=abc\n', 'Cookie: {{$env.COOKIE}}\n'],
	['Cookie:\n', 'Cookie:\n'],
	['Accept: */*\n\nCookie: of the body\n', 'Accept: */*\n\nCookie: of the body\n'],
	[
		'Cookie: sid=abc\nAuthorization: Bearer abc123def\n',
		'Cookie: {{$env.COOKIE}}\nAuthorization: Bearer {{$env.TOKEN}}\n',
	],
])('a session in what is copied is the name of a variable: %j', (headers, wanted) => {
	expect(withSecretsNamed(`POST https://x.test/\n${headers}`)).toBe(`POST https://x.test/\n${wanted}`);
});

test('a copied command reads the session from the environment', async () => {
	const text = withSecretsNamed('GET https://x.test/\nCookie: sid=abc');
	const { request } = await resolved(text, { processVariables: 'kept' });
	expect(exportCurl(request)).toMatch(/Cookie: '?"?\$\{COOKIE\}/);
});
