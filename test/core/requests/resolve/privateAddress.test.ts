/** Private values in the address of a request that is copied. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exportCurl } from '../../../../src/core/requests/export/exportCurl.ts';
import { resolved } from './resolving.ts';

async function copied(text: string, values: Readonly<Record<string, string>>, copies = true): Promise<string> {
	const files = { '/work/http-client.private.env.json': JSON.stringify({ x: values }) };
	const given = { files, environment: 'x', ...(copies ? ({ processVariables: 'kept' } as const) : {}) };
	const { request } = await resolved(text, given);
	return request.url.replaceAll('%7B', '{').replaceAll('%7D', '}');
}

const values = {
	host: 'hooks.test',
	hookPath: 'T0/S3CR3T',
	url: 'https://hooks.test/S3CR3T?key=S3CR3T#S3CR3T',
	base: 'https://hooks.test',
	slash: 'https://hooks.test/',
	login: 'https://me:S3CR3T@hooks.test:8443/S3CR3T',
	me: 'S3CR3T',
	served: 'hooks.test/S3CR3T',
	rest: '/S3CR3T',
};

test.each([
	['https://hooks.test/{{hookPath}}', 'https://hooks.test/{{$env.HOOK_PATH}}'],
	['https://{{host}}/a/{{hookPath}}/b?c=1', 'https://hooks.test/a/{{$env.HOOK_PATH}}/b?c=1'],
	['{{url}}', 'https://hooks.test/{{$env.URL_PATH}}?{{$env.URL_QUERY}}'],
	['{{url}}?page=1', 'https://hooks.test/{{$env.URL_PATH}}?{{$env.URL_QUERY}}&page=1'],
	['{{base}}/items', 'https://hooks.test/items'],
	['{{slash}}items', 'https://hooks.test/items'],
	['{{login}}/a', 'https://{{$env.LOGIN_LOGIN}}@hooks.test:8443/{{$env.LOGIN_PATH}}/a'],
	['https://{{me}}:{{me}}@hooks.test/', 'https://{{$env.ME}}:{{$env.ME}}@hooks.test/'],
	['https://{{served}}/a', 'https://hooks.test/{{$env.SERVED_PATH}}/a'],
	['{{base}}{{rest}}', 'https://hooks.test/{{$env.REST_PATH}}'],
	['{{named}}', 'https://hooks.test/{{$env.HOOK_PATH}}'],
])('of %s the origin is copied, and nothing else that is private', async (address, wanted) => {
	const text = `@named = https://{{host}}/{{hookPath}}\nGET ${address}\n`;
	expect(await copied(text, values)).toBe(wanted);
	expect((await copied(text, values, false)).replace('https://hooks.test/', '')).not.toContain('{{');
});

test('a path that a connection completes is not copied either', async () => {
	const text = '# @connection prague\nGET {{rest}}\n';
	expect(await copied(text, values)).toBe('http://127.0.0.1:4010/{{$env.REST_PATH}}');
});

test('a command reads a private path from the environment', async () => {
	const files = { '/work/http-client.private.env.json': JSON.stringify({ x: values }) };
	const text = 'GET https://hooks.test/{{hookPath}}\n';
	const { request } = await resolved(text, { files, environment: 'x', processVariables: 'kept' });
	expect(exportCurl(request)).toMatch(/https:\/\/hooks\.test\/'?"?\$\{HOOK_PATH\}/);
});

test('whatever a private value is, nothing of it behind the origin is copied', async () => {
	const piece = fc.constantFrom('/', '?', '#', '&', '=', ':', 'S3CR3T', '.', ' ', 'é', '%zz', '\\');
	const rest = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(''));
	const sign = fc.constantFrom('/', '?', '#', '\\');
	await fc.assert(
		fc.asyncProperty(sign, rest, fc.constantFrom('', '/a', '?a=1'), async (first, more, end) => {
			const url = await copied(`GET {{url}}${end}\n`, { url: `https://hooks.test${first}${more}` });
			expect(url).toMatch(/^https:\/\/hooks\.test\//);
			expect(url).not.toContain('S3CR3T');
		}),
	);
});
