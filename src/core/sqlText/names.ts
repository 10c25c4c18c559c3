/** Names in SQL: how they are written, and whether two of them are the same. */
import { distance } from '../filter/distance.ts';
import { KEYWORDS } from './keywords.ts';
import type { Token } from './tokens.ts';

/** Without its quotes. */
export function nameOf({ kind, text }: Token): string {
	if (kind !== 'quoted' && kind !== 'string') return text;
	const quote = text.charAt(0);
	const inner = text.slice(1, -1);
	return quote === '[' ? inner : inner.replaceAll(quote + quote, quote);
}

/** As it has to stand in SQL: bare where that is enough. */
export function written(name: string): string {
	const isBare = /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && !KEYWORDS.has(name.toUpperCase());
	return isBare ? name : `"${name.replaceAll('"', '""')}"`;
}

/** Text as SQL. */
export function writtenText(text: string): string {
	return `'${text.replaceAll("'", "''")}'`;
}

/** SQLite folds the case of ASCII letters alone. */
export function folded(name: string): string {
	return name.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
}

export function isSame(a: string, b: string): boolean {
	return folded(a) === folded(b);
}

/** The nearest of the known names, where it is near enough to be what was meant. */
export function nearestName(name: string, known: Iterable<string>): string | undefined {
	const wanted = folded(name);
	let best: { readonly name: string; readonly away: number } | undefined;
	for (const one of known) {
		// Two, because swapped letters count as two; never all letters, because then nothing of the name is left.
		const most = Math.min(Math.max(2, Math.floor(one.length / 3)), one.length - 1);
		const away = distance(wanted, folded(one), most);
		if (away <= most && (best === undefined || away < best.away)) best = { name: one, away };
	}
	return best?.name;
}
