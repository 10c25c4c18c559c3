/** `freehold filter`: the language of Reapit's metadata filters on the command line. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Feed, dataset } from '../core/replica/replicaFixture.ts';
import { freehold, withFolder } from './fakeTerminal.ts';

const PROJECT = 'version: 1\nconnections: { agency: { source: reapit, customer: SBOX } }\n';
const FILE = [
	'# @name chased',
	'# @dataset agency/properties',
	"metadata.city   $eq 'london'",
	'metadata.score $gt 5',
	'',
	"metadata.city $neq 'x'",
	'',
].join('\n');

/** A project whose replica of `agency` holds three properties. */
async function withProperties(work: (cwd: string) => Promise<void>): Promise<void> {
	await withFolder(async (cwd) => {
		await writeFile(join(cwd, 'freehold.yaml'), PROJECT);
		await writeFile(join(cwd, 'flats.rfilter'), FILE);
		await mkdir(join(cwd, 'data'));
		const feed = new Feed(join(cwd, 'data', 'agency.sqlite'));
		feed.run(dataset('properties'), [
			{ Key: 'a', metadata: { city: 'London', score: 7 } },
			{ Key: 'b', metadata: { city: 'Oxford', score: 9 } },
			{ Key: 'c', metadata: { score: 1 } },
		]);
		feed.close();
		await work(cwd);
	});
}

test('what is wrong is told with its place, its code and how to mend it; an error fails', async () => {
	await withProperties(async (cwd) => {
		const { code, err } = await freehold(['filter', 'check', 'flats.rfilter'], { cwd });
		expect(code).toBe(1);
		expect(err).toContain('6:15 error FH111');
		expect(err).toContain('→ Change to $ne');
		const good = await freehold(['filter', 'check', "metadata.city $eq 'London'"], { cwd });
		expect(good).toMatchObject({ code: 0, out: '' });
	});
});

test('the data tells of names that no record has', async () => {
	await withProperties(async (cwd) => {
		const args = ['filter', 'check', "metadata.citty $eq 'x'", '--data', 'agency/properties', '--json'];
		const { code, lines } = await freehold(args, { cwd });
		expect(code).toBe(0);
		expect(lines).toMatchObject([{ type: 'finding', code: 'FH150', line: 1, column: 0 }]);
	});
});

test('a file is evaluated block by block on the dataset that each names', async () => {
	await withProperties(async (cwd) => {
		const { code, out } = await freehold(
			['filter', 'eval', "metadata.city $ne 'oxford'", '--data', 'agency/properties'],
			{ cwd },
		);
		expect({ code, out }).toEqual({
			code: 0,
			out: 'matches 1 of 3 rows of agency/properties; 1 more row may, by a rule of the server that nobody knows\n',
		});
		const [first] = (
			await freehold(['filter', 'eval', 'flats.rfilter', '--json', '--data', 'agency/properties'], { cwd })
		).lines;
		expect(first).toEqual({
			type: 'matches',
			name: 'chased',
			dataset: 'agency/properties',
			rows: 3,
			matching: 1,
			undecided: 0,
		});
	});
});

test('what matches nothing says why', async () => {
	await withProperties(async (cwd) => {
		const args = ['filter', 'eval', '--data', 'agency/properties'];
		const misspelt = await freehold([...args, "metadata.citty $eq 'London'"], { cwd });
		expect(misspelt).toMatchObject({ code: 0, out: 'matches 0 of 3 rows of agency/properties\n' });
		expect(misspelt.err).toContain("Did you mean 'city'?");
		expect((await freehold([...args, "metadata.score $eq '7'"], { cwd })).err).toContain('FH152');
		expect((await freehold([...args, 'metadata.score $gt 5'], { cwd })).err).toBe('');
	});
});

test('the printed SQL runs as it is', async () => {
	await withProperties(async (cwd) => {
		const { out } = await freehold(['filter', 'sql', "metadata.city $in 'london','OXFORD'"], { cwd });
		const query = await freehold(['query', 'agency', `SELECT Key FROM properties WHERE ${out}`, '--format', 'csv'], {
			cwd,
		});
		expect(query).toMatchObject({ code: 0, out: 'Key\r\na\r\nb\r\n' });
	});
});

test('formatting keeps the file, explaining says what is left out', async () => {
	await withProperties(async (cwd) => {
		const { out } = await freehold(['filter', 'format', 'flats.rfilter'], { cwd });
		expect(out).toBe(FILE.replace('city   $eq', 'city $eq'));
		const said = await freehold(['filter', 'explain', "metadata.city $eq 'London'"], { cwd });
		expect(said.out).toContain('Left out are records without metadata');
	});
});

test('without data, or with half an expression, it says what is missing', async () => {
	await withProperties(async (cwd) => {
		expect(await freehold(['filter', 'eval', "metadata.city $eq 'x'"], { cwd })).toMatchObject({ code: 2 });
		expect(await freehold(['filter', 'sql', 'metadata.city $eq'], { cwd })).toMatchObject({ code: 2 });
		expect((await freehold(['filter', 'check', 'none.rfilter'], { cwd })).err).toContain('could not be read');
	});
});
