/** What a shape cannot say: jobs that name unknown or unfit connections, and names that would collide outside the file. */
import { isMap, isScalar, isSeq } from 'yaml';
import type { Document, ParsedNode } from 'yaml';
import { nearest } from './problems.ts';
import type { ProblemList, Range } from './problems.ts';
import { secretVariable } from '../missingSecret.ts';
import { SECRET_FIELDS } from './secretNames.ts';
import { looksLikeSecret } from './secretsInFile.ts';
import { parseTarget } from './targets.ts';

/** Windows cannot make files of these names, whatever their extension. */
const RESERVED_NAMES = /^(con|prn|aux|nul|com\d|lpt\d)$/i;

interface Word {
	readonly text: string;
	readonly range: Range;
}

export function checkReferences(document: Document.Parsed, problems: ProblemList): void {
	const connections = keysOf(document.get('connections', true));
	checkNames(connections, problems);
	const known = connections.map((word) => word.text);
	const jobs = document.get('jobs', true);
	if (!isMap(jobs)) return;
	for (const job of jobs.items) {
		if (!isMap(job.value)) continue;
		for (const key of ['replicate', 'export', 'backup']) {
			for (const word of wordsOf(job.value.get(key, true))) checkTarget(word, known, problems);
		}
		for (const word of wordsOf(job.value.get('backup', true))) checkFiles(word, document, problems);
	}
}

function checkTarget(word: Word, known: readonly string[], problems: ProblemList): void {
	// Told as a secret already, without quoting it.
	if (looksLikeSecret(word.text)) return;
	const { connection } = parseTarget(word.text);
	if (known.includes(connection)) return;
	const meant = nearest(connection, known);
	problems.add(
		word.range,
		`'${word.text}' names the connection '${connection}', which is not among 'connections'.` +
			(meant === undefined ? ` Known: ${known.join(', ') || 'none'}` : ` Did you mean '${meant}'?`),
		meant === undefined
			? undefined
			: { fix: { title: `Change to '${meant}'`, text: word.text.replace(connection, meant) } },
	);
}

/** Only Realpad lists files; a connection that is not there or says no source is told of elsewhere. */
function checkFiles(word: Word, document: Document.Parsed, problems: ProblemList): void {
	const source: unknown = document.getIn(['connections', word.text, 'source']);
	if (typeof source !== 'string' || source === 'realpad') return;
	problems.add(word.range, `'${word.text}' has no files to back up: its source is ${source}, and only realpad has any`);
}

/** Connections become files and environment variables: two that differ only there would share both. */
function checkNames(connections: readonly Word[], problems: ProblemList): void {
	const files = new Map<string, string>();
	const variables = new Map<string, string>();
	for (const { text, range } of connections) {
		if (RESERVED_NAMES.test(text))
			problems.add(range, `'${text}' is a reserved file name on Windows: choose another name`);
		const sameFile = files.get(text.toLowerCase());
		if (sameFile !== undefined) {
			problems.add(range, `'${text}' and '${sameFile}' would share one file on Windows and macOS: rename one`);
			continue;
		}
		files.set(text.toLowerCase(), text);
		for (const field of SECRET_FIELDS) {
			const variable = secretVariable(text, field);
			const other = variables.get(variable);
			if (other !== undefined && other !== text) {
				problems.add(range, `'${text}' and '${other}' would share the variable ${variable}: rename one`);
				break;
			}
			variables.set(variable, text);
		}
	}
}

function keysOf(node: unknown): readonly Word[] {
	if (!isMap(node)) return [];
	return node.items.flatMap((pair) => wordsOf(pair.key));
}

function wordsOf(node: unknown): readonly Word[] {
	if (isSeq(node)) return node.items.flatMap(wordsOf);
	if (!isScalar(node) || typeof node.value !== 'string') return [];
	const range = (node as ParsedNode).range;
	return [{ text: node.value, range: [range[0], range[1]] }];
}
