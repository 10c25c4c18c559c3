/** What a statement would do. SQLite itself keeps it from writing; this says so sooner, and in words. */
import { isWord } from './tokens.ts';
import type { Token } from './tokens.ts';

/** What a query may begin with. */
const READING = ['SELECT', 'VALUES', 'WITH', 'EXPLAIN', 'PRAGMA'];

/** @returns the word that makes a statement more than a query: `DELETE`, `ATTACH`; for all else `undefined` */
export function writingVerb(tokens: readonly Token[]): Token | undefined {
	const verb = verbOf(tokens);
	if (verb?.kind !== 'word' || isWord(verb, ...READING)) return undefined;
	// A misspelt SELECT is for SQLite to complain about.
	return isWord(verb, ...WRITING) ? verb : undefined;
}

const WRITING = (
	'INSERT UPDATE DELETE REPLACE CREATE DROP ALTER ATTACH DETACH VACUUM REINDEX ANALYZE BEGIN COMMIT END ROLLBACK ' +
	'SAVEPOINT RELEASE'
).split(' ');

/** Behind EXPLAIN, and behind the queries that WITH names. */
function verbOf(tokens: readonly Token[]): Token | undefined {
	let at = 0;
	if (isWord(tokens[at], 'EXPLAIN')) at += isWord(tokens[at + 1], 'QUERY') ? 3 : 1;
	if (!isWord(tokens[at], 'WITH')) return tokens[at];
	let depth = 0;
	for (const token of tokens.slice(at)) {
		if (token.kind === 'open') depth += 1;
		else if (token.kind === 'close') depth -= 1;
		else if (depth === 0 && isWord(token, 'SELECT', 'VALUES', 'INSERT', 'UPDATE', 'DELETE', 'REPLACE')) return token;
	}
	return tokens[at];
}

/** Whether rows come of it that `EXPLAIN QUERY PLAN` can explain. */
export function isExplainable(tokens: readonly Token[]): boolean {
	return isWord(tokens[0], 'SELECT', 'VALUES', 'WITH');
}
