/** `freehold query`: files of SQL, parameters, further replicas, plans. */
import * as XLSX from '@e965/xlsx';
import { parquetReadObjects } from 'hyparquet';
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Feed, dataset } from '../core/replica/replicaFixture.ts';
import { freehold, withFolder } from './fakeTerminal.ts';
import type { Ran } from './fakeTerminal.ts';

const PROJECT = `version: 1
connections:
  agency: { source: reapit, customer: SBOX }
  mls: { source: spark }
`;
const FILE = `-- @connection mls
-- @name dear
SELECT Key, Price FROM Property
WHERE Price >= :least;

-- @attach agency AS a
-- @name homes
SELECT c.Key AS contact, p.Price FROM a.contacts c JOIN Property p ON p.Key = c.Home;
`;

type Query = (...args: readonly string[]) => Promise<Ran>;

async function withReplicas(work: (query: Query, cwd: string) => Promise<void>): Promise<void> {
	await withFolder(async (cwd) => {
		await writeFile(join(cwd, 'freehold.yaml'), PROJECT);
		await writeFile(join(cwd, 'prices.freehold.sql'), FILE);
		await mkdir(join(cwd, 'data'));
		const mls = new Feed(join(cwd, 'data', 'mls.sqlite'));
		mls.run(dataset('Property', { columns: [{ name: 'Price', type: 'integer' }] }), [
			{ Key: 'a', Price: 1 },
			{ Key: 'b', Price: 2 },
		]);
		mls.close();
		const agency = new Feed(join(cwd, 'data', 'agency.sqlite'));
		agency.run(dataset('contacts'), [{ Key: 'c', Home: 'b' }]);
		agency.close();
		await work((...args) => freehold(['query', ...args], { cwd }), cwd);
	});
}

test('a statement of a file is chosen by its name or number, on the connection that the file names', async () => {
	await withReplicas(async (query) => {
		const args = ['prices.freehold.sql', '--format', 'csv'];
		expect(await query(...args, '--statement', 'homes')).toMatchObject({ code: 0, out: 'contact,Price\r\nc,2\r\n' });
		expect((await query(...args, '--statement', '2')).out).toBe('contact,Price\r\nc,2\r\n');
		expect((await query('--file', ...args, '--statement', 'dear', '--param', 'least=2')).out).toBe(
			'Key,Price\r\nb,2\r\n',
		);
		const none = await query(...args, '--statement', 'cheap');
		expect(none).toMatchObject({ code: 2, out: '' });
		expect(none.err).toContain('there are 1 (dear), 2 (homes)');
	});
});

test('all statements of a file are tables under their names; other formats hold one', async () => {
	await withReplicas(async (query) => {
		const { code, out } = await query('prices.freehold.sql', '--param', 'least=2');
		expect(code).toBe(0);
		expect(out).toMatch(/^-- dear\nKey +Price\n[^]*\n\n-- homes\ncontact +Price\n/);
		const csv = await query('prices.freehold.sql', '--param', 'least=2', '--format', 'csv');
		expect(csv).toMatchObject({ code: 2, out: '' });
		expect(csv.err).toContain('there are 2 statements');
	});
});

test('a parameter without a value is asked for by name, and values are never SQL', async () => {
	await withReplicas(async (query) => {
		const missing = await query('mls', 'SELECT :city, ?');
		expect(missing.code).toBe(2);
		expect(missing.err).toContain('--param city=VALUE --param 2=VALUE');
		const sql = 'SELECT :text AS text, @number AS number, ? AS third';
		const given = ["text=' OR 1 --", 'number=12', '3=null'].flatMap((one) => ['--param', one]);
		expect((await query('mls', sql, '--json', ...given)).lines).toEqual([
			{ text: "' OR 1 --", number: 12, third: null },
		]);
		expect((await query('mls', 'SELECT 1', '--param', 'x')).err).toContain('--param x could not be read');
	});
});

test('further replicas are attached on the command line', async () => {
	await withReplicas(async (query) => {
		const sql = 'SELECT count(*) AS n FROM Property p, a.contacts c';
		expect((await query('mls', sql, '--attach', 'agency=a', '--json')).lines).toEqual([{ n: 2 }]);
		const unknown = await query('mls', 'SELECT 1', '--attach', 'prague');
		expect(unknown.code).toBe(2);
		expect(unknown.err).toContain('prague');
		expect((await query('mls', 'SELECT 1', '--attach', 'agency', '--as-of', '1')).err).toContain('--as-of is of one');
	});
});

test('a mistake is told with its place and what was meant', async () => {
	await withReplicas(async (query, cwd) => {
		const wrong = await query('mls', 'SELECT Pric FROM Property');
		expect(wrong.code).toBe(2);
		expect(wrong.err).toContain('at 1:8: no such column: Pric. Did you mean Price?');
		await writeFile(join(cwd, 'wrong.sql'), '-- @connection mls\nSELECT 1;\nSELECT *\nFROM Propert;\n');
		expect((await query('wrong.sql')).err).toContain('wrong.sql:4:6: no such table: Propert. Did you mean Property?');
	});
});

test.each(['DELETE FROM Property', 'WITH a AS (SELECT 1) UPDATE Property SET Price = 1', "ATTACH 'x' AS x"])(
	'nothing is written: %s',
	async (sql) => {
		await withReplicas(async (query) => {
			const { code, err } = await query('mls', sql);
			expect(code).toBe(2);
			expect(err).toContain('they only read');
			expect((await query('mls', 'SELECT sum(Price) AS s FROM Property', '--json')).lines).toEqual([{ s: 3 }]);
		});
	},
);

test('a plan says which rows are read, without running anything', async () => {
	await withReplicas(async (query) => {
		const endless = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n';
		expect((await query('mls', endless, '--explain')).code).toBe(0);
		const { out } = await query('mls', 'SELECT * FROM Property', '--explain');
		expect(out).toContain('└─ SCAN Property   ← reads every row');
		const [plan] = (await query('mls', 'SELECT 1', '--explain', '--json')).lines;
		expect(plan).toMatchObject({ type: 'plan', sql: 'SELECT 1', steps: [{ parent: 0 }] });
	});
});

test('what is missing is said: a connection, a file, a statement', async () => {
	await withReplicas(async (query, cwd) => {
		await writeFile(join(cwd, 'nameless.sql'), 'SELECT 1');
		await writeFile(join(cwd, 'empty.sql'), '-- nothing\n');
		expect((await query('nameless.sql')).err).toContain('-- @connection CONNECTION');
		expect((await query('mls', 'nameless.sql', '--json')).lines).toEqual([{ '1': 1 }]);
		expect((await query('none.sql')).err).toContain('none.sql was not found');
		expect((await query('mls', 'empty.sql')).err).toContain('holds no statement');
		expect((await query('mls')).err).toContain('neither SQL nor a file');
		expect((await query('mls', 'SELECT 1', '--file', 'x.sql')).err).toContain('given twice');
	});
});

test('rows go to a file of the format that its name says, with a sidecar beside it', async () => {
	await withReplicas(async (query, cwd) => {
		const sql = "SELECT Key, Price, '=1+1' AS Formula FROM Property ORDER BY Price";
		const { code, out, err } = await query('mls', sql, '--output', 'out/prices.csv', '--guard-formulas');
		expect([code, out]).toEqual([0, '']);
		expect(err).toContain('2 rows in ');
		const file = join(cwd, 'out', 'prices.csv');
		expect(await readFile(file, 'utf8')).toBe("Key,Price,Formula\r\na,1,'=1+1\r\nb,2,'=1+1\r\n");
		expect(JSON.parse(await readFile(`${file}.freehold.json`, 'utf8'))).toMatchObject({
			file: 'prices.csv',
			format: 'csv',
			rows: 2,
			source: { kind: 'query', connection: 'mls', sql },
			columns: [{ name: 'Key' }, { name: 'Price' }, { name: 'Formula' }],
		});
		expect((await readdir(join(cwd, 'out'))).toSorted()).toEqual(['prices.csv', 'prices.csv.freehold.json']);
	});
});

test('an Excel file has the types of its values, and tells what it left out', async () => {
	await withReplicas(async (query, cwd) => {
		const sql = "SELECT Key, Price, '2024-03-31' AS Sold FROM Property";
		const { code, err } = await query('mls', sql, '--output', 'a.xlsx', '--table', 'Prices', '--limit', '1');
		expect(code).toBe(0);
		expect(err).toContain('There are more than 1 row.');
		const book = XLSX.read(await readFile(join(cwd, 'a.xlsx')), { cellNF: true });
		const { B2: price, C2: sold } = book.Sheets.Prices as Readonly<Record<string, XLSX.CellObject>>;
		expect([price?.t, price?.v, sold?.t, sold?.v]).toEqual(['n', 1, 'n', 45382]);
		const { notes } = JSON.parse(await readFile(join(cwd, 'a.xlsx.freehold.json'), 'utf8')) as { notes: unknown };
		expect(notes).toEqual(['There are more than 1 row.']);
	});
});

test('Parquet keeps numbers as numbers, and a column of both as text', async () => {
	await withReplicas(async (query, cwd) => {
		const sql = "SELECT Price, CASE Price WHEN 1 THEN 1 ELSE 'two' END AS Mixed FROM Property";
		expect((await query('mls', sql, '--output', 'a.parquet')).code).toBe(0);
		const bytes = new Uint8Array(await readFile(join(cwd, 'a.parquet')));
		expect(await parquetReadObjects({ file: bytes.buffer })).toEqual([
			{ Price: 1n, Mixed: '1' },
			{ Price: 2n, Mixed: 'two' },
		]);
	});
});

test('Markdown and SQL go to the terminal as well', async () => {
	await withReplicas(async (query) => {
		const sql = 'SELECT Key, Price FROM Property';
		expect((await query('mls', sql, '--format', 'md')).out).toBe(
			'| Key | Price |\n| --- | --- |\n| a | 1 |\n| b | 2 |\n',
		);
		const { out } = await query('mls', sql, '--format', 'sql', '--table', 'prices');
		expect(out).toContain(`INSERT INTO "prices" ("Key", "Price") VALUES\n('a', 1),\n('b', 2);\n`);
	});
});

test.each([
	[['--format', 'xlsx'], 'xlsx cannot be written to the terminal'],
	[['--output', 'rows'], 'its name does not tell the format'],
	[['--output', 'rows.csv', '--format', 'table'], 'table is for the terminal'],
])('%j is refused', async (options, words) => {
	await withReplicas(async (query) => {
		const { code, err } = await query('mls', 'SELECT 1', ...options);
		expect(code).toBe(2);
		expect(err).toContain(words);
	});
});
