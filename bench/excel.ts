/**
 * How fast sheets are read: ours beside SheetJS, openpyxl (read-only) and xlrd, each reading in a process of its own.
 * `npm run bench -- excel [--runs N]`. The Python readers take part where they are installed
 * (Debian: python3-openpyxl, python3-xlrd). SheetJS gets more memory than Node's default, because it needs it.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { READER_LIMITS } from '../src/core/formats/excel/readWorkbook.ts';
import { bundle } from './bundle.ts';

interface Reading {
	readonly wallMs: number;
	readonly cpuMs: number;
	readonly peakRssMb: number;
	/** Rows, cells, characters, sum of numbers and count of dates: equal for all readers, or the race is not fair. */
	readonly content: string;
}

interface Reader {
	readonly name: string;
	/** Program and arguments; the file comes last. Undefined: not installed. */
	readonly command: readonly string[] | undefined;
	/** Whether it sums up what it read. */
	readonly sums: boolean;
	/** Whom its times are compared with; ours reading cells where absent. */
	readonly beside?: Reader;
}

const MOST_PEAK_MB = 320;
const here = join(import.meta.dirname, 'excel');
const folder = mkdtempSync(join(tmpdir(), 'freehold-bench-excel-'));
const nodeReader = (reader: string, flag: string): readonly string[] => [
	process.execPath,
	'--no-warnings',
	flag,
	join(folder, 'read.mjs'),
	reader,
];
// As the worker is limited that reads sheets: V8's young generation is three semi-spaces.
const limit = `--max-semi-space-size=${READER_LIMITS.maxYoungGenerationSizeMb / 3}`;
const ours: Reader = { name: 'ours', command: nodeReader('ours', limit), sums: true };
const table: Reader = { name: 'ours, to typed rows', command: nodeReader('table', limit), sums: false };
const sheetJs: Reader = {
	name: 'SheetJS (dense, dates)',
	command: nodeReader('sheetjs', '--max-old-space-size=6000'),
	sums: true,
};
const replica: Reader = {
	name: 'ours, to a table',
	command: nodeReader('ours-replica', '--no-deprecation'),
	sums: false,
};
const sheetJsReplica: Reader = {
	name: 'SheetJS, to a table',
	command: nodeReader('sheetjs-replica', '--max-old-space-size=6000'),
	sums: false,
	beside: replica,
};
const openpyxl = pythonReader('openpyxl (read-only)', 'openpyxl');
const xlrd = pythonReader('xlrd', 'xlrd');

const races = [
	{ file: 'shared.xlsx', title: '100,000 × 40 .xlsx, shared strings', others: [sheetJs, openpyxl], target: 4 },
	{ file: 'inline.xlsx', title: '100,000 × 40 .xlsx, inline strings', others: [sheetJs, openpyxl], target: 4 },
	{ file: 'big.xls', title: '65,535 × 40 .xls', others: [sheetJs, xlrd], target: 10 },
];

function pythonReader(name: string, module: string): Reader {
	const python = ['python3', '/usr/bin/python3'].find(
		(program) => spawnSync(program, ['-c', `import ${module}`], { stdio: 'ignore' }).status === 0,
	);
	const command = python === undefined ? undefined : [python, '-W', 'ignore', join(here, 'read.py')];
	return { name, command, sums: true };
}

function read(command: readonly string[], path: string): Reading {
	const [program = '', ...args] = command;
	const { status, stdout, stderr } = spawnSync(program, [...args, path], { encoding: 'utf8' });
	if (status !== 0) throw new Error(`${command.join(' ')} failed: ${stderr}`);
	return JSON.parse(stdout) as Reading;
}

/** The reading with the middle wall time. */
function median(readings: readonly Reading[]): Reading {
	return readings.toSorted((a, b) => a.wallMs - b.wallMs)[Math.floor(readings.length / 2)]!;
}

function race(path: string, readers: readonly Reader[], runs: number): Map<Reader, Reading> {
	const all = new Map(readers.map((reader): [Reader, Reading[]] => [reader, []]));
	// In turns, so that a busy minute of the machine hits everyone.
	for (let run = 0; run < runs; run++) {
		for (const [reader, readings] of all) if (reader.command) readings.push(read(reader.command, path));
	}
	return new Map([...all].flatMap(([reader, readings]) => (readings.length > 0 ? [[reader, median(readings)]] : [])));
}

function report(
	title: string,
	target: number,
	results: ReadonlyMap<Reader, Reading>,
	readers: readonly Reader[],
): boolean {
	const own = results.get(ours)!;
	console.log(`\n${title}`);
	console.log(
		`${'reader'.padEnd(26)}${'wall s'.padStart(9)}${'CPU s'.padStart(9)}${'peak MB'.padStart(9)}${'× wall'.padStart(9)}${'× CPU'.padStart(9)}`,
	);
	let isMet = own.peakRssMb <= MOST_PEAK_MB && (results.get(replica)?.peakRssMb ?? 0) <= MOST_PEAK_MB;
	for (const reader of readers) {
		const result = results.get(reader);
		if (result === undefined) {
			console.log(`${reader.name.padEnd(26)}  not installed`);
			continue;
		}
		if (reader.sums && result.content !== own.content)
			throw new Error(`${reader.name} read something else: ${result.content} instead of ${own.content}`);
		const beside = reader.beside === undefined ? own : (results.get(reader.beside) ?? own);
		const ratio = result.wallMs / beside.wallMs;
		if (reader.sums && reader !== ours) isMet &&= ratio >= (reader === sheetJs ? target : 1);
		console.log(
			reader.name.padEnd(26) +
				(result.wallMs / 1000).toFixed(2).padStart(9) +
				(result.cpuMs / 1000).toFixed(2).padStart(9) +
				result.peakRssMb.toFixed(0).padStart(9) +
				ratio.toFixed(1).padStart(9) +
				(result.cpuMs / beside.cpuMs).toFixed(1).padStart(9),
		);
	}
	console.log(`× beside 'ours'; of 'SheetJS, to a table' beside 'ours, to a table'`);
	console.log(
		`target: SheetJS ≥ ${target} ×, Python ≥ 1 ×, our peak ≤ ${MOST_PEAK_MB} MB: ${isMet ? 'met' : 'MISSED'}`,
	);
	return isMet;
}

const { values } = parseArgs({ options: { runs: { type: 'string', default: '3' } } });
try {
	const source = (path: string): URL => new URL(path, import.meta.url);
	await bundle(
		[
			source('excel/read.ts'),
			source('../src/core/replica/storeWorker.ts'),
			source('../src/core/sources/realpad/realpadWorker.ts'),
		],
		folder,
	);
	console.log('Writing the workbooks …');
	const made = spawnSync(process.execPath, [join(here, 'generate.ts'), folder], { stdio: 'inherit' });
	if (made.status !== 0) throw new Error('The workbooks could not be written.');
	for (const { file, title, others, target } of races) {
		const path = join(folder, file);
		const readers = [ours, table, ...others, replica, sheetJsReplica];
		const megabytes = (statSync(path).size / 1e6).toFixed(0);
		const results = race(path, readers, Number(values.runs));
		if (!report(`${title} (${megabytes} MB), median of ${values.runs}`, target, results, readers)) process.exitCode = 1;
	}
} finally {
	rmSync(folder, { recursive: true });
}
