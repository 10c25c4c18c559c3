/**
 * `host.mjs FILE PROGRAM`: what the extension host does for one grid, in a process of its own: the thread that holds the
 * table is started as the editor starts it, asked as the page asks it, and the memory of the whole process is looked at.
 */
import { Worker } from 'node:worker_threads';
import { NO_ARRANGEMENT } from '../../src/core/tables/arrangement.ts';
import type { Arrangement } from '../../src/core/tables/arrangement.ts';
import type { FromTable, TableQuestion, TableQuestions, TableState } from '../../src/core/tables/tableMessages.ts';
import { TABLE_THREAD } from '../../src/vscode/grid/tableThread.ts';
import { DATASET } from './makeTable.ts';
import type { Figures, Step } from './figures.ts';

const [, , file = '', program = ''] = process.argv;
const JUMPS = 300;
const PAGE_ROWS = 100;

class Table {
	readonly #worker = new Worker(program, TABLE_THREAD);
	readonly #waiting = new Map<number, (answer: unknown) => void>();
	#watch: ((state: TableState) => void) | undefined;
	#lastId = 0;
	state: TableState | undefined;

	constructor() {
		this.#worker.on('message', (message: FromTable) => {
			if (message.kind === 'state') {
				this.state = message.state;
				this.#watch?.(message.state);
			} else if (message.kind === 'reply') {
				this.#waiting.get(message.id)?.(message.answer);
				this.#waiting.delete(message.id);
			} else if (message.kind === 'error') throw new Error(message.error.why);
		});
	}

	open(arrangement: Arrangement = NO_ARRANGEMENT): void {
		this.#worker.postMessage({ kind: 'open', source: { kind: 'dataset', file, dataset: DATASET }, arrangement });
	}

	/** When a state is as it is wanted. */
	until(wanted: (state: TableState) => boolean): Promise<TableState> {
		return new Promise((resolve) => {
			const look = (state: TableState): void => {
				if (!wanted(state)) return;
				this.#watch = undefined;
				resolve(state);
			};
			this.#watch = look;
			if (this.state !== undefined) look(this.state);
		});
	}

	ask<Name extends TableQuestion>(
		name: Name,
		ask: TableQuestions[Name]['ask'],
	): Promise<TableQuestions[Name]['answer']> {
		const id = ++this.#lastId;
		this.#worker.postMessage({ kind: 'ask', id, name, ask });
		return new Promise((resolve) =>
			this.#waiting.set(id, (answer) => resolve(answer as TableQuestions[Name]['answer'])),
		);
	}

	async close(): Promise<void> {
		this.#worker.postMessage({ kind: 'close' });
		await new Promise((resolve) => this.#worker.once('exit', resolve));
	}
}

async function opened(): Promise<Partial<Figures>> {
	const begin = performance.now();
	const another = new Table();
	another.open();
	await another.until(({ isBusy, count }) => !isBusy && count > 0);
	await another.ask('rows', { offset: 0, count: PAGE_ROWS });
	const ms = performance.now() - begin;
	await another.close();
	return { ms };
}

async function jumps(columns: readonly number[] | undefined): Promise<Partial<Figures>> {
	const count = table.state?.count ?? 0;
	const times: number[] = [];
	for (let nth = 0; nth < JUMPS; nth++) {
		// Spread over all rows, none next to another one.
		const offset = Math.floor(((nth * 0.618) % 1) * (count - PAGE_ROWS));
		const begin = performance.now();
		await table.ask('rows', { offset, count: PAGE_ROWS, columns });
		times.push(performance.now() - begin);
	}
	return { ms: times.sort((a, b) => a - b)[Math.floor(JUMPS * 0.95)] ?? Number.NaN };
}

async function arranged(arrangement: Arrangement): Promise<Partial<Figures>> {
	const version = table.state?.version ?? 0;
	const begin = performance.now();
	let firstMs = 0;
	const first = table
		.until((state) => state.version > version && state.count > 0)
		.then(async () => {
			await table.ask('rows', { offset: 0, count: PAGE_ROWS });
			firstMs = performance.now() - begin;
		});
	await table.ask('arrange', arrangement);
	const ms = performance.now() - begin;
	await first;
	return { firstMs, ms };
}

const steps = {
	open: () => opened(),
	anew: async () => {
		await table.close();
		table = new Table();
		table.open();
		return undefined;
	},
	jump: ({ columns }) => jumps(columns),
	arrange: ({ arrangement }) => arranged(arrangement),
	find: async ({ text, columns }) => {
		await table.ask('find', { text, columns, from: { row: -1, column: -1 }, direction: 1 });
		return undefined;
	},
	end: async () => {
		await table.close();
		return undefined;
	},
} satisfies {
	readonly [Kind in Step['kind']]: (step: Step & { readonly kind: Kind }) => Promise<Partial<Figures> | undefined>;
};

let table = new Table();
table.open();
process.on('message', (step: Step) => void carryOut(step));

async function carryOut(step: Step): Promise<void> {
	await table.until(({ isBusy, count }) => !isBusy && count > 0);
	const begin = performance.now();
	const own = await (steps[step.kind] as (step: Step) => Promise<Partial<Figures> | undefined>)(step);
	const all: Figures = {
		...{ ms: performance.now() - begin, firstMs: 0, count: table.state?.count ?? 0 },
		...{ peakMb: process.resourceUsage().maxRSS / 1024, ...own },
	};
	process.send?.(all);
	if (step.kind === 'end') process.disconnect();
}
