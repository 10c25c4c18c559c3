/** What `freehold query` is to run: SQL of the command line, or statements of a file. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { FreeholdError } from '../core/errors.ts';
import { attachedReplica, nameGiven } from '../core/sqlText/directives.ts';
import type { AttachedReplica } from '../core/sqlText/directives.ts';
import { titleOf } from '../core/sqlText/outline.ts';
import { parameterNames, parameterValue } from '../core/sqlText/parameters.ts';
import type { ParameterValue, ParameterValues } from '../core/sqlText/parameters.ts';
import { readSqlFile } from '../core/sqlText/statements.ts';
import type { SqlFile, SqlStatement } from '../core/sqlText/statements.ts';
import { hasCode } from './projectFiles.ts';

export interface SqlArguments {
	/** Of the command line, in order. */
	readonly words: readonly (string | undefined)[];
	readonly file?: string | undefined;
	readonly statement?: string | undefined;
}

export interface SqlInput {
	/** As it was named; absent for SQL of the command line. */
	readonly path: string | undefined;
	/** Absent where only the file can say it. */
	readonly connection: string | undefined;
	readonly file: SqlFile;
	/** Those that are wanted. */
	readonly statements: readonly SqlStatement[];
}

/** @throws FreeholdError `usage`, `notFound` */
export async function readSqlInput({ words, file, statement }: SqlArguments, cwd: string): Promise<SqlInput> {
	const given = words.filter((word) => word !== undefined);
	const [first, second] = given;
	if (file !== undefined) {
		if (second !== undefined) throw usage('SQL was given twice', `there is ${file}, and '${second}' as well`);
		return fromFile(file, first, statement, cwd);
	}
	if (second === undefined) {
		if (first !== undefined && isFile(first)) return fromFile(first, undefined, statement, cwd);
		throw usage('There is nothing to run', 'neither SQL nor a file was given');
	}
	if (isFile(second)) return fromFile(second, first, statement, cwd);
	const read = readSqlFile(second);
	return { path: undefined, connection: first, file: read, statements: chosen(read, statement) };
}

/** `prices.freehold.sql`; SQL itself ends so only in a place that nobody would write. */
function isFile(word: string): boolean {
	return /\.sql$/i.test(word) && !/\s/.test(word);
}

async function fromFile(
	path: string,
	connection: string | undefined,
	statement: string | undefined,
	cwd: string,
): Promise<SqlInput> {
	const read = readSqlFile(await textOf(path, cwd));
	return { path, connection, file: read, statements: chosen(read, statement) };
}

async function textOf(path: string, cwd: string): Promise<string> {
	try {
		return await readFile(resolve(cwd, path), 'utf8');
	} catch (error) {
		if (!hasCode(error, 'ENOENT')) throw error;
		throw new FreeholdError('notFound', {
			what: `${path} was not found`,
			why: `there is no file ${resolve(cwd, path)}`,
			next: 'Check the name, or write the statement itself in quotes',
		});
	}
}

/** By number, or by the name that a comment gives it. */
function chosen(file: SqlFile, wanted: string | undefined): readonly SqlStatement[] {
	const { statements } = file;
	if (statements.length === 0) throw usage('There is nothing to run', 'the text holds no statement');
	if (wanted === undefined) return statements;
	const found = statements.filter((one) => String(one.number) === wanted || nameGiven(one) === wanted);
	if (found.length > 0) return found;
	const known = statements.map((one) => `${one.number} (${titleOf(one)})`).join(', ');
	throw usage(`There is no statement ${wanted}`, `there are ${known}`);
}

/** `--attach mls`, `--attach mls=m` */
export function attachOptions(options: readonly string[]): readonly AttachedReplica[] {
	return options.map((option) => attachedReplica(option.replace('=', ' AS ')));
}

/**
 * A value for each parameter of a statement.
 *
 * @param options  `city=Brno`; `1=Brno` for `?`
 * @throws FreeholdError `usage` where one is missing
 */
export function parameterOptions(statement: SqlStatement, options: readonly string[]): ParameterValues {
	const given = new Map(options.map(parameterOption));
	const names = parameterNames(statement.tokens);
	const missing = names.filter((name) => !given.has(name.slice(1)));
	if (missing.length === 0) return Object.fromEntries(names.map((name) => [name, given.get(name.slice(1)) ?? null]));
	throw new FreeholdError('usage', {
		what: 'The query could not be run',
		why: `${missing.join(', ')} ${missing.length === 1 ? 'has' : 'have'} no value`,
		next: `Give one: ${missing.map((name) => `--param ${name.slice(1)}=VALUE`).join(' ')}`,
	});
}

function parameterOption(option: string): readonly [string, ParameterValue] {
	const at = option.indexOf('=');
	if (at > 0) return [option.slice(0, at).replace(/^[:@$?]/, ''), parameterValue(option.slice(at + 1))];
	throw usage(`--param ${option} could not be read`, 'it has no =');
}

function usage(what: string, why: string): FreeholdError {
	return new FreeholdError('usage', { what, why, next: 'See: freehold query --help' });
}
