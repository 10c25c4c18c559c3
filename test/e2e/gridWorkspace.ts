/** A folder with a replica and files of all kinds for the grid, made without any vendor. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeXlsx } from '../core/formats/excel/makeXlsx.ts';
import { Feed, dataset } from '../core/replica/replicaFixture.ts';
import type { Column } from '../../src/core/sources/source.ts';

export const ROWS = 50_000;

const columns: readonly Column[] = [
	{ name: 'ListingKey', type: 'text' },
	{ name: 'City', type: 'text', label: 'Town' },
	{ name: 'ListPrice', type: 'decimal' },
	{ name: 'BedroomsTotal', type: 'integer' },
	{ name: 'NewConstructionYN', type: 'boolean' },
	{ name: 'ModificationTimestamp', type: 'instant' },
	{ name: 'PublicRemarks', type: 'text' },
	{ name: 'Media', type: 'json' },
	...Array.from({ length: 40 }, (_, nth): Column => ({ name: `Feature${nth + 1}`, type: 'text' })),
];

const cities = ['Austin', 'Brno', '', 'Kraków', null, 'תל אביב', '<script>alert(1)</script>'];

function row(nth: number): Readonly<Record<string, unknown>> {
	return {
		ListingKey: `L${String(nth + 1).padStart(6, '0')}`,
		City: cities[nth % cities.length],
		ListPrice: nth % 9 === 0 ? null : 150_000 + ((nth * 7919) % 900_000) + (nth % 4) * 0.25,
		BedroomsTotal: nth % 6,
		NewConstructionYN: nth % 3 === 0,
		ModificationTimestamp: new Date(Date.UTC(2026, 0, 1) + nth * 61_000).toISOString(),
		PublicRemarks: nth === 0 ? `A long remark. ${'Sunny rooms, quiet street. '.repeat(200)}The end.` : `Remark\n${nth}`,
		Media: nth % 2 === 0 ? [{ MediaURL: `https://media.invalid/${nth}.jpg`, Order: 0 }] : null,
		Feature1: 'garage',
		Feature40: `last of ${nth + 1}`,
	};
}

export function prepareGridWorkspace(workspace: string): void {
	writeFileSync(
		join(workspace, 'freehold.yaml'),
		[
			'version: 1',
			'connections:',
			'  mls: { source: spark, keyType: idx, replication: true }',
			'jobs:',
			'  listings: { replicate: mls/Property }',
			'  members: { replicate: mls/Member }',
			'',
		].join('\n'),
	);
	const endless = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n';
	writeFileSync(join(workspace, 'endless.freehold.sql'), `${endless};\n`);
	writeFileSync(join(workspace, 'none.freehold.sql'), 'SELECT ListingKey FROM Property WHERE City IS 7;\n');
	mkdirSync(join(workspace, 'data', 'exports'), { recursive: true });
	const feed = new Feed(join(workspace, 'data', 'mls.sqlite'));
	const property = dataset('Property', { key: ['ListingKey'], columns: [...columns] });
	feed.run(
		property,
		Array.from({ length: ROWS }, (_, nth) => row(nth)),
		'initial',
	);
	feed.close();
	const cell = (text: string): string => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
	const sheet = `<row>${cell('unit')}${cell('area')}</row>${`<row>${cell('A.1')}<c><v>54.5</v></c></row>`.repeat(200)}`;
	writeFileSync(join(workspace, 'data', 'exports', 'prague-units.xlsx'), makeXlsx({ rows: sheet }));
	writeFileSync(join(workspace, 'broken.xlsx'), '<html>502 Bad Gateway</html>');
	writeFileSync(join(workspace, 'people.csv'), 'name,born\nAda,1815-12-10\n"Grace ""Amazing"" Hopper",1906-12-09\n');
}
