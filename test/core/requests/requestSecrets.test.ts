/** Secrets in request files: what is found, and what becomes of the file. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyChanges } from '../../../src/core/project/language/connectionNames.ts';
import { parseProject } from '../../../src/core/project/parseProject.ts';
import type { Connection } from '../../../src/core/project/project.ts';
import { movedSecrets } from '../../../src/core/requests/movedSecrets.ts';
import { requestSecrets } from '../../../src/core/requests/requestSecrets.ts';

const PROJECT = `version: 1
connections:
  mls: { source: spark }
  prague: { source: realpad }
  agency: { source: reapit, customer: SBOX }
`;
const CANARY = 'canary0secret1value2that3nobody4may5see';

function connection(name: string): Connection {
	const found = parseProject(PROJECT, '/work').project?.connections.get(name);
	if (found === undefined) throw new Error(`There is no ${name}`);
	return found;
}

/** The file after the secrets went, and what is kept. */
function moved(text: string, name: string): { readonly after: string; readonly fields: object } {
	const { changes, fields } = movedSecrets(requestSecrets(text), connection(name));
	return { after: applyChanges(text, changes), fields };
}

test.each([
	`Authorization: Bearer ${CANARY}`,
	`authorization:OAuth ${CANARY}`,
	`Authorization: Basic ${CANARY}`,
	`Authorization: Basic name ${CANARY}`,
	`Authorization: ${CANARY}`,
	`X-Api-Key: ${CANARY}`,
	`@token = ${CANARY}`,
	`@auth-token=Bearer ${CANARY}`,
	`login=me&password=${CANARY}`,
	`  &access_token=${CANARY}`,
	`GET https://example.com/a?client_secret=${CANARY}&x=1`,
	`{"login": "me", "password": "${CANARY}"}`,
	String.raw`{"login": "me", "password": "a\"b\\${CANARY}"}`,
	`<login>me</login><password>${CANARY}</password>`,
	`<ns:apiKey kind="x"> ${CANARY}&amp;more </ns:apiKey>`,
	`see https://me:${CANARY}@example.com/a`,
	`@base = https://me:p@${CANARY}@example.com`,
	`@token = https://me:${CANARY}@example.com`,
])('%s holds a secret', (line) => {
	const text = `### one\nPOST https://example.com/\n${line}\n`;
	const found = requestSecrets(text);
	expect(found).toHaveLength(1);
	expect(text.slice(...(found[0]?.range ?? []))).toBe(found[0]?.value);
	expect(found[0]?.value).toContain(CANARY);
});

test.each([
	'Authorization: Bearer {{token}}',
	'@token = {{$env.REAPIT_TOKEN}}',
	'Authorization: Bearer <your token>',
	`# Authorization: Bearer ${CANARY}`,
	'login=me&client_id=abc',
	"  &metadata=metadata.token $eq 'x'",
	'password=***',
	'https://{{user}}:{{password}}@example.com/',
	'https://example.com:8080/a@b',
	'<password></password><password>{{password}}</password>',
	'<passwords>x</passwords>',
	'api-version: 2020-01-31',
])('%s holds none', (line) => {
	expect(requestSecrets(`GET https://example.com/\n${line}\n`)).toEqual([]);
});

test('a request gets variables of its connection, and a directive that names it', () => {
	const text = `@base = https://example.com\n\n### listings\n# @name all\nGET {{base}}/\nAuthorization: Bearer ${CANARY}\n`;
	expect(moved(text, 'mls')).toEqual({
		fields: { token: CANARY },
		after:
			'@base = https://example.com\n\n### listings\n# @connection mls\n# @name all\nGET {{base}}/\n' +
			'Authorization: Bearer {{$env.FREEHOLD_MLS_TOKEN}}\n',
	});
});

test('a form is decoded; a directive that is there stays the only one', () => {
	const text = '# @connection prague\nPOST https://example.com/\n\nlogin=me&password=a%26b+c\n';
	expect(moved(text, 'prague')).toEqual({
		fields: { password: 'a&b c' },
		after: text.replace('a%26b+c', '{{$env.FREEHOLD_PRAGUE_PASSWORD}}'),
	});
});

test('a basic header is name and password of its source', () => {
	const value = Buffer.from('app:hush').toString('base64');
	expect(moved(`GET https://example.com/\nAuthorization: Basic ${value}\n`, 'agency')).toEqual({
		fields: { clientId: 'app', clientSecret: 'hush' },
		after:
			'# @connection agency\nGET https://example.com/\n' +
			'Authorization: Basic {{$env.FREEHOLD_AGENCY_CLIENT_ID}}:{{$env.FREEHOLD_AGENCY_CLIENT_SECRET}}\n',
	});
});

test('what is written with escapes stays, and stays told of: a variable would stand there without them', () => {
	const text = `# @connection prague\nPOST https://example.com/\n\n{"password": "a${String.raw`\"`}b"}\n<password>a&amp;b</password>\n`;
	expect(moved(text, 'prague')).toEqual({ fields: {}, after: text });
	expect(requestSecrets(text)).toHaveLength(2);
});

test('a password of an address goes decoded, and its name stays', () => {
	const text = '# @connection prague\nGET https://me:a%26b@example.com/\n';
	expect(moved(text, 'prague')).toEqual({
		fields: { password: 'a&b' },
		after: text.replace('a%26b', '{{$env.FREEHOLD_PRAGUE_PASSWORD}}'),
	});
});

test('of two values of a kind one goes; the other is told of as before', () => {
	const text = '### a\nAuthorization: Bearer first\n### b\nAuthorization: Bearer second\n';
	const { after, fields } = moved(text, 'mls');
	expect(fields).toEqual({ token: 'first' });
	expect(requestSecrets(after).map(({ value }) => value)).toEqual(['second']);
});

test('whatever a file holds, nothing that was moved is left, and nothing else has changed', () => {
	const line = fc.oneof(
		fc.constantFrom('### next', '# @connection mls', 'GET https://example.com/?a=1', '', `@token = ${CANARY}`),
		fc.constantFrom(`Authorization: Bearer ${CANARY}`, `a=1&access_token=${CANARY}`, '{"a": {"b": [1]}}'),
		fc.string({ maxLength: 20 }),
	);
	fc.assert(
		fc.property(fc.array(line, { maxLength: 12 }), fc.constantFrom('\n', '\r\n'), (lines, end) => {
			const text = lines.join(end);
			const found = requestSecrets(text);
			const { changes } = movedSecrets(found, connection('mls'));
			const after = applyChanges(text, changes);
			const rest = after
				.replaceAll(/\{\{\$env\.FREEHOLD_MLS_[A-Z_]+\}\}(:\{\{\$env\.FREEHOLD_MLS_[A-Z_]+\}\})?/g, CANARY)
				.replaceAll('# @connection mls\n', '');
			if (found.every(({ value }) => value === CANARY)) {
				expect(rest).toBe(text.replaceAll('# @connection mls\n', ''));
				expect(requestSecrets(after)).toEqual([]);
			}
		}),
	);
});
