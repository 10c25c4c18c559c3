/** The table of a profile: the rows before a place that cannot be read are there. */
import { onTestFinished, expect, test } from 'vitest';
import { TableServer } from '../../../src/core/tables/tableServer.ts';
import type { TableRunner } from '../../../src/vscode/grid/tableRunner.ts';
import { ProfileTable } from '../../../src/vscode/profile/profileTable.ts';
import type { TableListener } from '../../../src/vscode/grid/tableRunner.ts';
import { fileOf } from '../../core/tables/tableRig.ts';

/** The same program, in this thread. */
function runHere(_: string, { onMessage }: TableListener): TableRunner {
	const server = new TableServer((message) => onMessage(message));
	return { post: (message) => server.receive(message), end: () => server[Symbol.asyncDispose]() };
}

function tableOf(name: string, content: string): ProfileTable {
	const table = new ProfileTable(runHere, { kind: 'file', file: fileOf(name, content) });
	onTestFinished(() => table[Symbol.asyncDispose]());
	return table;
}

test('of a file that breaks off the rows so far are profiled, and the failure is told', async () => {
	const table = tableOf('rows.ndjson', '{"a":1}\n'.repeat(3000) + '{"a":');
	const { total, failure } = await table.settled();
	expect(failure).toMatchObject({ reason: 'badResponse', what: 'Line 3001 could not be read' });
	const { signal } = new AbortController();
	const arrangement = { orders: [], filters: [] };
	const { rows, columns } = await table.ask('profile', { columns: [0], arrangement }, signal);
	expect([total > 0, rows, columns.length]).toEqual([true, total, 1]);
});

test('of a file without a row that can be read there is no profile', async () => {
	await expect(tableOf('rows.ndjson', '{').settled()).rejects.toMatchObject({ what: 'Line 1 could not be read' });
});
