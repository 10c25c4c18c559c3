/** The vendor's own files: byte for byte, whole or not at all, one per project where that is how they come. */
import { readdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { exportFile, openFileSource } from '../../../src/core/jobs/exportFile.ts';
import type { FileExportOptions, FileExportResult } from '../../../src/core/jobs/exportFile.ts';
import type { JobEvent } from '../../../src/core/jobs/events.ts';
import { listen } from '../http/rig.ts';
import { makeXls, record, u16, u32 } from '../formats/excel/makeXls.ts';
import { Prague } from '../sources/realpad/prague.ts';

async function exported(
	prague: Prague,
	changes: Partial<FileExportOptions>,
	events: JobEvent[] = [],
): Promise<readonly FileExportResult[]> {
	const source = openFileSource(changes.connection ?? prague.connection, prague.outside());
	try {
		return await exportFile({
			connection: prague.connection,
			dataset: 'tasks',
			format: 'xlsx',
			parameters: {},
			target: { folder: join(prague.folder, 'out') },
			source,
			signal: new AbortController().signal,
			onEvent: (event) => events.push(event),
			...changes,
		});
	} finally {
		await source.close?.();
	}
}

test('the history of units is one file per project, each after its cool-down', async () => {
	const prague = await Prague.open();
	const made = await exported(prague, { dataset: 'project-units-history', parameters: { projectid: 'all' } });
	const projects = prague.realpad.table('list-excel-projects').rows.map((row) => String(row.project_id));
	expect(made.map(({ file }) => /-(\d+)\.xlsx$/.exec(file)?.[1])).toEqual(projects);
	expect(prague.clock.slept).toEqual(projects.slice(1).map(() => 300_000));
	expect(await readdir(join(prague.folder, 'out'))).toHaveLength(projects.length);
});

test('a file that is cut leaves nothing behind, and what stood there before stays', async () => {
	const prague = await Prague.open();
	const file = join(prague.folder, 'out', 'tasks.xlsx');
	const [first] = await exported(prague, { target: { file } });
	const before = await readFile(file);
	expect(before.byteLength).toBe(first?.bytes);
	prague.realpad.forgive();
	prague.clock.slept.length = 0;
	prague.realpad.faults.add({ match: { path: 'list-excel-tasks' }, do: { kind: 'truncate', how: 'shortBody' } });
	await expect(exported(prague, { target: { file } })).rejects.toMatchObject({ reason: 'badResponse' });
	expect(await readdir(join(prague.folder, 'out'))).toEqual(['tasks.xlsx']);
	expect(await readFile(file)).toEqual(before);
});

test('the vendor’s bytes are kept as they are, and a full .xls is warned about', async () => {
	const prague = await Prague.open();
	const rows = 65_536;
	// A NUMBER record (BIFF8 §2.4.180) per row.
	const cells = Array.from({ length: rows }, (_, row) => {
		const value = Buffer.alloc(8);
		value.writeDoubleLE(row);
		return record(0x0203, u16(row, 0, 0), value);
	});
	const bytes = makeXls({ cells: [record(0x0200, u32(0, rows), u16(0, 1, 0)), ...cells] });
	const server = createServer((_request, response) => {
		response.writeHead(200, { 'content-disposition': 'attachment; filename="../../Úkoly.xls"' });
		response.end(bytes);
	});
	const connection = { ...prague.connection, baseUrl: `http://127.0.0.1:${await listen(server)}` };
	const events: JobEvent[] = [];
	const [made] = await exported(prague, { connection, format: 'xls', parameters: { headermode: 'ids' } }, events);
	expect(await readFile(made?.file ?? '')).toEqual(bytes);
	expect(made?.file.startsWith(join(prague.folder, 'out'))).toBe(true);
	expect(made?.name).toMatch(/koly\.xls$/);
	const warnings = events.flatMap((event) => (event.type === 'warning' ? [event.message] : []));
	expect(warnings).toEqual([expect.stringContaining('exactly 65536 rows')]);
});
