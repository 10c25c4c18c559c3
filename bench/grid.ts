/**
 * The grid on a table of 1,000,000 rows × 60 columns: opening, jumps, orders, filters, memory, scrolling.
 *
 *   npm run bench -- grid [--rows 1000000] [--file FILE]
 *
 * The table is made first (a minute), or taken from FILE, where it stays. Orders and filters are compared with the
 * `sqlite3` command line doing the same in the same file; where that is not installed, with node:sqlite in a process of
 * its own. The page runs in headless Chromium, without VS Code, and asks the real engine.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bundle } from './bundle.ts';
import { Baseline } from './grid/baseline.ts';
import type { Figures, Step } from './grid/figures.ts';
import { DATASET, columns, makeTable } from './grid/makeTable.ts';
import { measurePage } from './grid/measurePage.ts';
import type { PageFigures } from './grid/measurePage.ts';

const { values } = parseArgs({ options: { rows: { type: 'string', default: '1000000' }, file: { type: 'string' } } });
/** Each figure that is compared is the median of so many, ours and the other in turn. */
const ROUNDS = 5;
/** Columns whose order nobody has asked for yet. */
const kinds = [
	['number', ['Price', 'Area0', 'Area1', 'Area2', 'Area3'], ''],
	['text', ['Street', 'Remarks', 'City', 'Text0', 'Text1'], ' COLLATE NOCASE'],
] as const;
/** LIKE ends at a NUL within a text; `instr` does not, and neither does the grid. */
const like = (text: string): string => `Street LIKE '%${text}%'`;
const inLower = (text: string): string => `instr(lower(Street), '${text}') > 0`;
const words = ['oak', 'balcony', 'cellar', 'garden', 'corner'];
/** The first filter of a column finds out what makes the later ones cheaper. */
const scans = [
	['a number and a word', ['1 oak', '2 oak', '3 oak', '4 oak', '5 oak'], like, 'again'],
	['a word, first time', words, like, 'anew'],
	['a word, first time', words, inLower, 'anew'],
	['a word, later', ['floor', 'sunny', 'quiet', 'light', 'lift'], like, 'again'],
	['a word, later', ['roof', 'view', 'heating', 'central', 'new'], inLower, 'again'],
] as const;
const inSight = Array.from({ length: 14 }, (_, column) => column);
const folder = mkdtempSync(join(tmpdir(), 'freehold-bench-'));
try {
	const file = values.file ?? join(folder, 'mls.sqlite');
	if (!existsSync(file)) make(file, Number(values.rows));
	await bundle(
		['./grid/host.ts', '../src/vscode/grid/tableProgram.ts'].map((path) => new URL(path, import.meta.url)),
		folder,
	);
	const program = join(folder, 'tableProgram.mjs');
	// Indexes are made in a copy: the table is to stay without.
	const copy = join(folder, 'copy.sqlite');
	copyFileSync(file, copy);
	await measureHost(file, program, new Baseline(copy));
	printPage(await measurePage({ file, program, folder }));
} finally {
	rmSync(folder, { recursive: true, force: true });
}

function make(file: string, rows: number): void {
	makeTable(file, rows, (made) => {
		if (made % 50_000 === 0) console.error(`${made.toLocaleString('en')} of ${rows.toLocaleString('en')} rows`);
	});
}

async function measureHost(file: string, program: string, other: Baseline): Promise<void> {
	const child = fork(join(folder, 'host.mjs'), [file, program], {
		execArgv: ['--disable-warning=ExperimentalWarning'],
	});
	const tell = async (step: Step): Promise<Figures> => {
		child.send(step);
		const [figures] = (await once(child, 'message')) as [Figures];
		return figures;
	};
	const arrange = (orders: readonly string[], filters: Readonly<Record<string, string>> = {}): Promise<Figures> =>
		tell({
			kind: 'arrange',
			arrangement: {
				orders: orders.map((name) => ({ column: columnOf(name), isDescending: false })),
				filters: Object.entries(filters).map(([name, text]) => ({ column: columnOf(name), text })),
			},
		});
	const opened = await times(ROUNDS, async () => (await tell({ kind: 'open' })).ms);
	line('first rows after opening', ms(median(opened)), '≤ 150 ms');
	line('jump, 100 rows × 60 columns, p95', ms((await tell({ kind: 'jump' })).ms), '≤ 50 ms');
	line('jump, 14 columns of them, p95', ms((await tell({ kind: 'jump', columns: inSight })).ms), '≤ 50 ms');

	const first: number[] = [];
	for (const [kind, texts, condition, when] of scans) {
		const form = condition === like ? 'LIKE' : 'instr(lower())';
		// So that something is known of the column, but not what is looked for.
		if (when === 'again') await arrange([], { Street: 'lane' });
		await compared(`contains ${kind}, all rows`, other, form, async (round) => {
			const text = texts[round] ?? '';
			if (when === 'anew') await tell({ kind: 'anew' });
			const { firstMs, ms: own } = await arrange([], { Street: text });
			first.push(firstMs);
			return { own, sql: `SELECT rowid FROM ${DATASET} WHERE ${condition(text)}` };
		});
	}
	line('contains, first rows', ms(median(first)), '≤ 200 ms');
	for (const [kind, names, collation] of kinds) {
		await compared(`order of a ${kind}, first time`, other, 'CREATE INDEX', async (round) => {
			const name = names[round] ?? '';
			const { ms: own } = await arrange([name]);
			const sql = `CREATE INDEX bench_${name} ON ${DATASET} (${name}${collation})`;
			return { own, sql, after: `DROP INDEX bench_${name}` };
		});
	}
	line('an order that was there before', ms((await arrange(['Price'])).firstMs), '≤ 50 ms');
	line('jump in another order, p95', ms((await tell({ kind: 'jump' })).ms), '≤ 50 ms');
	line('a known order, filtered', ms((await arrange(['Price'], { Remarks: 'garden' })).ms), '');
	await arrange([]);
	const { ms: found } = await tell({ kind: 'find', text: 'no such text', columns: inSight });
	line('looking for what is nowhere, 14 columns', ms(found), '');
	line('host, at most', `${(await tell({ kind: 'end' })).peakMb.toFixed(0)} MB`, '≤ 200 MB');
}

/** Ours and the other in turn: a busy moment of the machine meets both. */
async function compared(
	name: string,
	other: Baseline,
	form: string,
	round: (nth: number) => Promise<{ readonly own: number; readonly sql: string; readonly after?: string }>,
): Promise<void> {
	const own: number[] = [];
	const others: number[] = [];
	for (let nth = 0; nth < ROUNDS; nth++) {
		const { own: took, sql, after } = await round(nth);
		own.push(took);
		others.push(other.run(sql));
		if (after !== undefined) other.run(after);
	}
	const ratio = median(own) / median(others);
	line(name, ms(median(own)), `${ratio.toFixed(2)} × ${other.name}, ${form} (${ms(median(others))}), ≤ 1.3 ×`);
}

async function times(count: number, work: () => Promise<number>): Promise<number[]> {
	const measured: number[] = [];
	for (let nth = 0; nth < count; nth++) measured.push(await work());
	return measured;
}

function columnOf(name: string): number {
	return columns.findIndex((column) => column.name === name);
}

function median(numbers: readonly number[]): number {
	const sorted = numbers.toSorted((a, b) => a - b);
	return sorted[sorted.length >> 1] ?? Number.NaN;
}

function printPage(page: PageFigures): void {
	line('page: first rows drawn', ms(page.firstRowsMs), '');
	line('page: frame while scrolling, median', ms(page.frameMedianMs), '');
	line('page: frame while scrolling, p95', ms(page.frameP95Ms), '≤ 50 ms');
	line('page: frame while scrolling sideways, p95', ms(page.sidewaysP95Ms), '≤ 50 ms');
	line('page: memory of the frame', `${page.heldMb.toFixed(0)} MB`, '≤ 150 MB');
	line('page: before the browser has cleaned up', `${page.peakMb.toFixed(0)} MB`, '');
	line('page: JavaScript', `${page.scriptMb.toFixed(1)} MB`, '');
}

function ms(number: number): string {
	return `${number < 10 ? number.toFixed(1) : number.toFixed(0)} ms`;
}

function line(name: string, figure: string, remark: string): void {
	console.log(`${name.padEnd(44)}${figure.padStart(10)}  ${remark}`.trimEnd());
}
