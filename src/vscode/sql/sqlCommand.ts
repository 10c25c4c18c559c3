/** A statement as a command line. */
import { nameGiven, sqlTarget } from '../../core/sqlText/directives.ts';
import type { AttachedReplica } from '../../core/sqlText/directives.ts';
import { parameterNames } from '../../core/sqlText/parameters.ts';
import type { SqlFile, SqlStatement } from '../../core/sqlText/statements.ts';

export interface CommandOrder {
	readonly file: SqlFile;
	readonly statement: SqlStatement;
	/** Of the file as it is stored; absent where it is not, or where it has changed since. */
	readonly path: string | undefined;
	readonly replicas: { readonly connection: string; readonly attached: readonly AttachedReplica[] };
	/** What was last given for parameters. */
	readonly values: Readonly<Record<string, string>>;
}

export function sqlCommand({ file, statement, path, replicas, values }: CommandOrder): string {
	const { connection, attached } = replicas;
	const isNamed = sqlTarget(file, statement).connection !== undefined;
	const parameters = parameterNames(statement.tokens).map((name) => `${name.slice(1)}=${values[name] ?? ''}`);
	const words = [
		'query',
		...(path === undefined
			? [connection, statement.text, ...attached.flatMap((one) => ['--attach', attachOption(one)])]
			: [...(isNamed ? [] : [connection]), path, ...chosenWords(file, statement)]),
		...parameters.flatMap((parameter) => ['--param', parameter]),
	];
	return `freehold ${words.map(shellWord).join(' ')}`;
}

function chosenWords({ statements }: SqlFile, statement: SqlStatement): readonly string[] {
	if (statements.length === 1) return [];
	const name = nameGiven(statement);
	const isOnly = name !== undefined && statements.filter((one) => nameGiven(one) === name).length === 1;
	return ['--statement', isOnly ? name : String(statement.number)];
}

function attachOption({ connection, schema }: AttachedReplica): string {
	return connection === schema ? connection : `${connection}=${schema}`;
}

/** In single quotes, within which only they themselves mean something to a shell. */
function shellWord(word: string): string {
	return /^[\w./=-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
