/** CSV as nobody should write it, looked at and exported again. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { partOf } from '../../../src/core/wholeFile.ts';
import { temporaryFolder } from '../replica/replicaFixture.ts';
import { TableRig, fileOf } from './tableRig.ts';

async function opened(content: string | Uint8Array): Promise<TableRig> {
	const rig = new TableRig({ kind: 'file', file: fileOf('a.csv', content) });
	expect((await rig.settled()).failure).toBeUndefined();
	return rig;
}

test.each<[string, string | Uint8Array]>([
	['a byte order mark', '\ufeffa,b\r\n1,ž\r\n'],
	['UTF-16, little end first', Buffer.from('\ufeffa,b\r\n1,ž\r\n', 'utf16le')],
	['UTF-16, big end first', Buffer.from('\ufeffa,b\r\n1,ž\r\n', 'utf16le').swap16()],
	['bare carriage returns', 'a,b\r1,ž\r'],
	['semicolons', 'a;b\n1;ž\n'],
])('%s', async (_, content) => {
	const rig = await opened(content);
	expect((await rig.settled()).columns.map(({ name }) => name)).toEqual(['a', 'b']);
	expect(await rig.rows()).toEqual([['1', 'ž']]);
});

test('quotes, NUL, line breaks, 2,000 columns and a cell of 5 MB come out as they went in', async () => {
	const long = '=cmd "x"\r\n'.repeat(500_000);
	const cells = ['a"b', 'nul\0nul', '\u202e<script>', long, ...Array.from({ length: 1996 }, (_, nth) => `c${nth}`)];
	const quoted = (values: readonly string[]): string => values.map((one) => `"${one.replaceAll('"', '""')}"`).join(',');
	const names = cells.map((_, nth) => `n${nth}`);
	const rig = await opened(`${quoted(names)}\r\n${quoted(cells)}\r\n`);
	const file = join(temporaryFolder(), 'out.csv');
	const origin = { version: '1', exportedAt: '2026-05-01T12:00:00Z', source: {} };
	const columns = [...cells.keys()];
	await rig.ask('export', { file, part: partOf(file), format: 'csv', columns, writing: {}, origin });
	const again = await opened(readFileSync(file));
	expect((await again.settled()).columns.map(({ name }) => name)).toEqual(names);
	const [row] = (await again.rows()) as readonly (readonly unknown[])[];
	expect(row?.toSpliced(3, 1)).toEqual(cells.toSpliced(3, 1));
	expect((await again.ask('cell', { row: 0, column: 3 })) === long).toBe(true);
});
