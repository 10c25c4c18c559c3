/** Says where in a text SQLite has found its mistake, and what was meant. */
import { FreeholdError } from '../core/errors.ts';
import type { AttachedFile } from '../core/replica/attachReplica.ts';
import type { ReplicaReader } from '../core/replica/reader.ts';
import { statementErrors, statementFindings } from '../core/sqlText/findings.ts';
import { MAIN } from '../core/sqlText/schema.ts';
import { registerTableFunctions } from '../core/tables/tableFunctions.ts';
import type { SqlStatement } from '../core/sqlText/statements.ts';

export interface FailedStatement {
	/** The whole text that it stands in, and what that is called. */
	readonly text: string;
	readonly path: string | undefined;
	readonly statement: SqlStatement;
	readonly attached: readonly (AttachedFile & { readonly reader: ReplicaReader })[];
}

/** @returns the same error where nothing more is known */
export function withPlace(error: unknown, reader: ReplicaReader, failed: FailedStatement): unknown {
	if (!FreeholdError.is(error, 'query')) return error;
	const { text, path, statement, attached } = failed;
	const preparing = reader.openPreparing({ attached, register: registerTableFunctions });
	try {
		const tables = [{ schema: MAIN, reader }, ...attached].flatMap(({ schema, reader: of }) =>
			of.tables().map((table) => ({ ...table, schema })),
		);
		const errors = statementErrors(statement, (sql) => preparing.prepare(sql));
		const [finding] = statementFindings(statement, errors, { tables });
		if (finding === undefined) return error;
		const before = text.slice(0, finding.start).split('\n');
		const place = `${before.length}:${(before.at(-1)?.length ?? 0) + 1}`;
		return new FreeholdError('query', {
			what: error.what,
			why: `${path === undefined ? `at ${place}` : `${path}:${place}`}: ${finding.message}`,
			next: error.next,
			cause: error,
		});
	} finally {
		preparing.close();
	}
}
