/** Takes secrets out of an imported request file: they belong to a connection, or into the environment. */
import { requestSecrets } from '../requestSecrets.ts';

/** Headers that say who somebody is, whatever their value looks like. */
const SESSION_HEADER = /^(cookie|set-cookie|proxy-authorization):.*\n/gim;

export function withoutSecrets(text: string): { readonly text: string; readonly secrets: number } {
	const cookies = text.match(SESSION_HEADER)?.length ?? 0;
	const plain = text.replaceAll(SESSION_HEADER, '# A header $1 was left out: it is somebody’s session.\n');
	const found = [...requestSecrets(plain)].sort((a, b) => b.range[0] - a.range[0]);
	let left = plain;
	for (const { range, field } of found) {
		const variable = `{{$env.${(field ?? 'token').replaceAll(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase()}}}`;
		left = left.slice(0, range[0]) + variable + left.slice(range[1]);
	}
	return { text: left, secrets: found.length + cookies };
}
