/** `query_replica`: one SELECT on the replica of a connection. */
import { FreeholdError } from '../errors.ts';
import { replicaFile } from '../jobs/replicaFile.ts';
import { projectOfConnection } from './pickProject.ts';
import type { QueryAnswer } from './questions.ts';
import { MOST_ROWS, USUAL_ROWS } from './toolCatalogue.ts';
import type { ToolHost } from './toolHost.ts';
import type { ToolInput } from './toolInput.ts';

export async function queryReplica(host: ToolHost, input: ToolInput, signal: AbortSignal): Promise<unknown> {
	const [connection, sql] = [input.text('connection'), input.text('sql')];
	const limit = input.whole('limit', USUAL_ROWS, MOST_ROWS);
	const { project } = await projectOfConnection(host, connection, input.optionalText('folder'));
	const file = replicaFile(project.dataFolder, connection);
	const answer = await host.replicas.ask({ file, name: 'query', args: [sql, limit] }, signal);
	if (answer === undefined) throw notReplicated(connection);
	const { columns, rows } = answer;
	const notes = notesOn(answer);
	return { columns, rows, rowCount: rows.length, ...(notes.length === 0 ? {} : { isCut: true, notes }) };
}

function notesOn({ rows, cutBy, cutValues }: QueryAnswer): readonly string[] {
	const notes: string[] = [];
	if (cutBy === 'rows') {
		const more = rows.length < MOST_ROWS ? `ask for more with limit (up to ${MOST_ROWS}), or ` : '';
		notes.push(`There are more rows than these ${rows.length}: ${more}count and group in SQL.`);
	}
	if (cutBy === 'bytes') {
		notes.push(
			`There are more rows than these ${rows.length}, which fill 64 KB: select fewer columns, or group in SQL.`,
		);
	}
	if (cutValues > 0)
		notes.push(`${cutValues} long values are shortened: use substr or json_extract to see their parts.`);
	return notes;
}

export function notReplicated(connection: string): FreeholdError {
	return new FreeholdError('notFound', {
		what: `There is no replica of '${connection}' yet`,
		why: 'it was never replicated on this machine',
		next: `Replicate it in the editor, or run: freehold replicate ${connection}`,
	});
}
