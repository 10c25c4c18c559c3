/** Reads and changes single options of a link, leaving every other character as the vendor wrote it. */

/** Names that carry credentials; a server that repeats the caller's options would put them into stored links. */
const credentialNames: ReadonlySet<string> = new Set(['authtoken', 'apisig', 'apikey', 'access_token']);

/** The decoded value of one option, or undefined. */
export function linkOption(url: string, name: string): string | undefined {
	const found = pairsOf(url).find((pair) => nameOf(pair) === name);
	return found === undefined ? undefined : decoded(found.slice(found.indexOf('=') + 1).replaceAll('+', ' '));
}

/** Sets options, or removes those given as undefined. New ones come last. */
export function withOptions(url: string, options: Readonly<Record<string, string | undefined>>): string {
	const kept: string[] = [];
	const left = new Map(Object.entries(options));
	for (const pair of pairsOf(url)) {
		const name = nameOf(pair);
		if (!left.has(name)) {
			if (!(name in options)) kept.push(pair);
			continue;
		}
		const value = left.get(name);
		left.delete(name);
		if (value !== undefined) kept.push(`${pair.split('=', 1)[0] ?? name}=${encodedValue(value)}`);
	}
	for (const [name, value] of left) if (value !== undefined) kept.push(`${name}=${encodedValue(value)}`);
	return joined(url, kept);
}

/** The link without credentials that a server may have repeated in it. */
export function withoutCredentials(url: string): string {
	const pairs = pairsOf(url);
	const kept = pairs.filter((pair) => !credentialNames.has(nameOf(pair).toLowerCase()));
	return kept.length === pairs.length ? url : joined(url, kept);
}

/** Encodes a query value; commas, colons and quotes stay readable, and a blank is never a `+`, which some servers keep. */
export function encodedValue(value: string): string {
	return encodeURIComponent(value).replaceAll('%2C', ',').replaceAll('%3A', ':').replaceAll('%24', '$');
}

function pairsOf(url: string): readonly string[] {
	const at = url.indexOf('?');
	return at < 0
		? []
		: withoutFragment(url.slice(at + 1))
				.split('&')
				.filter((pair) => pair !== '');
}

function joined(url: string, pairs: readonly string[]): string {
	const base = withoutFragment(url).split('?', 1)[0] ?? url;
	return pairs.length === 0 ? base : `${base}?${pairs.join('&')}`;
}

function withoutFragment(text: string): string {
	return text.split('#', 1)[0] ?? text;
}

function nameOf(pair: string): string {
	return decoded(pair.split('=', 1)[0] ?? pair);
}

function decoded(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		// A broken escape is compared as written.
		return text;
	}
}
