/** Takes secrets out of request files that are imported or copied: they belong to a connection, or into the environment. */
import { parseRequests } from '../document/parseRequests.ts';
import { requestSecrets } from '../requestSecrets.ts';

/** Headers that say who somebody is, whatever their value looks like. */
const SESSION_NAME = /^(?:cookie|set-cookie|proxy-authorization)$/i;
const SESSION_HEADER = /^(cookie|set-cookie|proxy-authorization):[^\n]*(?:\n|$(?![^]))/gim;

/** Of an import: sessions are left out, all else is a name of a variable. */
export function withoutSecrets(text: string): { readonly text: string; readonly secrets: number } {
	const cookies = text.match(SESSION_HEADER)?.length ?? 0;
	const plain = text.replaceAll(SESSION_HEADER, '# A header $1 was left out: it is somebody’s session.\n');
	const named = withNames(plain);
	return { text: named.text, secrets: named.secrets + cookies };
}

/** Of a copy: nothing is left out, and a session is a name of a variable, too: `Cookie: {{$env.COOKIE}}`. */
export function withSecretsNamed(text: string): string {
	const headers = parseRequests(text).blocks.flatMap((block) => block.headers);
	const sessions = headers.filter(({ name, value }) => SESSION_NAME.test(name.text) && hasLiteral(value.text));
	let left = text;
	for (const { name, value } of sessions.toReversed()) {
		const variable = `{{$env.${name.text.replaceAll('-', '_').toUpperCase()}}}`;
		left = left.slice(0, value.start) + variable + left.slice(value.end);
	}
	return withNames(left).text;
}

/** `sid=abc`, also beside a cookie that is a variable. */
function hasLiteral(value: string): boolean {
	return value !== '' && value.split(';').some((cookie) => cookie.trim() !== '' && !cookie.includes('{{'));
}

function withNames(text: string): { readonly text: string; readonly secrets: number } {
	const found = [...requestSecrets(text)].sort((a, b) => b.range[0] - a.range[0]);
	let left = text;
	for (const { range, field } of found) {
		const variable = `{{$env.${(field ?? 'token').replaceAll(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase()}}}`;
		left = left.slice(0, range[0]) + variable + left.slice(range[1]);
	}
	return { text: left, secrets: found.length };
}
