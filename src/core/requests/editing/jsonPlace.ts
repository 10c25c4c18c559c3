/** Where in a JSON text a cursor stands, however unfinished the text is. */
import type { Span } from '../../filter/syntax.ts';
import type { JsonPath } from '../../sources/reapit/entities/jsonPath.ts';

export interface JsonPlace {
	/** Of the object that a name is written in, or of the value that is being written. */
	readonly path: JsonPath;
	readonly writes: 'name' | 'value';
	/** What is replaced: a name or text with its quotes, or the beginning of another value. */
	readonly replace: Span;
	/** Names that stand in the same object already. */
	readonly names: readonly string[];
}

interface Level {
	readonly kind: 'object' | 'list';
	readonly names: string[];
	name: string | undefined;
	index: number;
	expects: 'name' | 'colon' | 'value' | 'comma';
}

/** @returns `undefined` where nothing can be written: behind a value, between a name and its colon */
export function jsonPlace(text: string, cursor: number): JsonPlace | undefined {
	const offset = Math.min(cursor, text.length);
	const levels: Level[] = [];
	let at = 0;
	while (at < offset) {
		const token = tokenAt(text, at);
		const end = at + token.length;
		if (end > offset && token.trim() === '') {
			at = offset;
			break;
		}
		if ((end > offset || (end === offset && isUnfinished(token))) && !/^[{}[\],:]/.test(token)) break;
		take(levels, token);
		at = end;
	}
	const level = levels.at(-1);
	if (level === undefined) return undefined;
	const token = at < offset || text.slice(at).startsWith('"') ? tokenAt(text, at) : '';
	const end = Math.max(offset, at + (token.startsWith('"') || at < offset ? token.length : 0));
	if (level.expects === 'name')
		return { path: pathOf(levels.slice(0, -1)), writes: 'name', replace: { start: at, end }, names: level.names };
	if (level.expects === 'value')
		return { path: pathOf(levels), writes: 'value', replace: { start: at, end }, names: [] };
	return undefined;
}

function tokenAt(text: string, at: number): string {
	const token = /\s+|[{}[\],:]|"(?:[^"\\\n]|\\.)*"?|[^\s{}[\],:"]+/y;
	token.lastIndex = at;
	return token.exec(text)?.[0] ?? text.charAt(at);
}

/** A text without its last quote, or a word that may go on. */
function isUnfinished(token: string): boolean {
	return token.startsWith('"') ? !/^"(?:[^"\\]|\\.)*"$/.test(token) : /^[^\s{}[\],:]/.test(token);
}

function take(levels: Level[], token: string): void {
	const level = levels.at(-1);
	switch (token) {
		case '{':
			levels.push({ kind: 'object', names: [], name: undefined, index: 0, expects: 'name' });
			return;
		case '[':
			levels.push({ kind: 'list', names: [], name: undefined, index: 0, expects: 'value' });
			return;
		case '}':
		case ']':
			levels.pop();
			valueEnds(levels.at(-1));
			return;
		case ',':
			if (level === undefined) return;
			level.index += 1;
			level.expects = level.kind === 'object' ? 'name' : 'value';
			return;
		case ':':
			if (level !== undefined) level.expects = 'value';
			return;
		default:
			if (level === undefined || token.trim() === '') return;
			if (level.expects !== 'name') {
				valueEnds(level);
				return;
			}
			level.name = token.replaceAll('"', '');
			level.names.push(level.name);
			level.expects = 'colon';
	}
}

function valueEnds(level: Level | undefined): void {
	if (level !== undefined) level.expects = 'comma';
}

function pathOf(levels: readonly Level[]): JsonPath {
	return levels.map(({ kind, name, index }) => (kind === 'list' ? index : (name ?? '')));
}
