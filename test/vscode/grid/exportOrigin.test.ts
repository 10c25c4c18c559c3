import { expect, test } from 'vitest';
import { exportName, originOf, rowsName } from '../../../src/vscode/grid/exportOrigin.ts';
import type { GridSubject } from '../../../src/protocol/grid.ts';

const replica = { folder: 'file:///home/jan/secret-project', connection: 'mls' };
const dataset: GridSubject = { kind: 'dataset', ...replica, dataset: 'Property' };
const query: GridSubject = { kind: 'query', ...replica, sql: 'SELECT 1' };
const filtered: GridSubject = { ...query, filtered: { dataset: 'contacts', expressions: ["metadata.x $eq 'y'"] } };
const file: GridSubject = { kind: 'file', uri: 'file:///home/jan/secret-project/P%C5%99ehled%20a.xlsx' };

test('an origin names connection, dataset, query and file, and no folder of the machine', () => {
	expect(originOf(dataset, undefined)).toEqual({ kind: 'dataset', connection: 'mls', dataset: 'Property' });
	expect(originOf(query, undefined)).toEqual({ kind: 'query', connection: 'mls', sql: 'SELECT 1' });
	expect(originOf(filtered, undefined)).toMatchObject({ filtered: { dataset: 'contacts' } });
	expect(originOf(file, 'List 1')).toEqual({ kind: 'file', file: 'Přehled a.xlsx', sheet: 'List 1' });
	for (const subject of [dataset, query, filtered, file]) {
		expect(JSON.stringify(originOf(subject, undefined))).not.toContain('secret-project');
	}
});

test('files and tables have names that say what is in them', () => {
	expect([dataset, query, filtered, file].map(exportName)).toEqual([
		'mls-Property',
		'mls-query',
		'mls-contacts',
		'Přehled a',
	]);
	expect(rowsName(dataset)).toBe('Property');
	expect(exportName({ ...dataset, dataset: 'a/b:c' })).toBe('mls-a_b_c');
});
