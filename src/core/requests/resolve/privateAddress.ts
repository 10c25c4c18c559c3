/** Of private values in an address that is copied, the origin is told; what stands before it or behind it is not. */
import { environmentName } from './environmentName.ts';

/** Noncharacters (Unicode 23.7): no text that is exchanged has them. */
const PRIVATE = /\uFDD0([^\uFDD1]*)\uFDD1([^\uFDD2]*)\uFDD2/;

/** A private value, to be told or not once it is known where in the address it stands. */
export function privateText(name: string, value: string): string {
	return `\uFDD0${name}\uFDD1${value}\uFDD2`;
}

/**
 * `https://hooks.test/` + private `hookPath` → `https://hooks.test/{{$env.HOOK_PATH}}`; a private `url` that is more than
 * an origin → `https://hooks.test/{{$env.URL_PATH}}?{{$env.URL_QUERY}}`. Without its fragment, which is never sent.
 *
 * @param text  an address with everything filled in, its private values by `privateText`
 */
export function withoutPrivate(text: string): string {
	// Split by a pattern with two groups: text, name, value, text, …
	const split = text.split(PRIVATE);
	const plain = split.filter((_, nth) => nth % 3 !== 1).join('');
	const parts = partsOf(plain);
	let at = 0;
	return split
		.map((piece, nth) => {
			if (nth % 3 === 1) return '';
			const [from, to] = [at, (at += piece.length)];
			if (nth % 3 === 0) return plain.slice(from, Math.min(to, parts.end));
			return named(split[nth - 1] ?? '', from, to, plain, parts.kinds);
		})
		.join('');
}

type Kind = 'open' | 'login' | 'path' | 'query';

interface AddressParts {
	readonly end: number;
	/** One after the other, each up to where it ends. */
	readonly kinds: readonly (readonly [kind: Kind, end: number])[];
}

function partsOf(plain: string): AddressParts {
	const fragment = plain.indexOf('#');
	const end = fragment === -1 ? plain.length : fragment;
	const [, scheme = '', login = '', host = ''] =
		/^(\s*(?:https?:[\\/]*)?)((?:[^\\/?#]*@)?)([^\\/?#]*[\\/]*)/i.exec(plain) ?? [];
	const toLogin = scheme.length + Math.max(0, login.length - 1);
	const toHost = scheme.length + login.length + host.length;
	const mark = plain.slice(0, end).indexOf('?', toHost);
	const toPath = mark === -1 ? end : mark;
	const kinds: AddressParts['kinds'] = [
		['open', scheme.length],
		['login', toLogin],
		['open', toHost],
		['path', toPath],
		['open', Math.min(end, toPath + 1)],
		['query', end],
	];
	return { end, kinds };
}

/** A private value that stands from one place of an address to another. */
function named(name: string, from: number, to: number, plain: string, kinds: AddressParts['kinds']): string {
	let start = from;
	let text = '';
	for (const [kind, kindEnd] of kinds) {
		const end = Math.min(to, kindEnd);
		if (end <= start) continue;
		const isWhole = start === from && end === to;
		const variable = isWhole ? name : `${name}_${kind}`;
		text += kind === 'open' ? plain.slice(start, end) : `{{$env.${environmentName(variable)}}}`;
		start = end;
	}
	return text;
}
