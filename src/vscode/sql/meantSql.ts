/** SQL with the comments that say what it is meant for. */
import type { AttachedReplica } from '../../core/sqlText/directives.ts';

export interface MeantSql {
	readonly connection: string;
	readonly attached?: readonly AttachedReplica[] | undefined;
	readonly sql: string;
}

export function sqlText({ connection, attached = [], sql }: MeantSql): string {
	const others = attached.map((one) =>
		one.connection === one.schema ? `-- @attach ${one.connection}` : `-- @attach ${one.connection} AS ${one.schema}`,
	);
	const end = /;\s*$/.test(sql) ? '' : ';';
	return [`-- @connection ${connection}`, ...others, '', `${sql.trimEnd()}${end}`, ''].join('\n');
}
