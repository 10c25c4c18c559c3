/** A terminal that remembers what was written to it, and a folder of its own. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { runCli } from '../../src/cli/runCli.ts';
import type { Sink, Terminal } from '../../src/cli/terminal.ts';

export interface Ran {
	readonly code: number;
	readonly out: string;
	readonly err: string;
	/** JSON lines of stdout. */
	readonly lines: readonly Record<string, unknown>[];
}

export interface RunOptions {
	readonly cwd: string;
	readonly env?: Readonly<Record<string, string | undefined>>;
	readonly signal?: AbortSignal;
	readonly isTTY?: boolean;
	readonly columns?: number;
	readonly onErr?: (text: string) => void;
	readonly onOut?: (text: string) => void;
}

export async function freehold(args: readonly string[], options: RunOptions): Promise<Ran> {
	const texts = { out: '', err: '' };
	const isTTY = options.isTTY ?? false;
	const sink = (name: 'out' | 'err'): Sink => ({
		write: (text) => {
			texts[name] += text;
			if (name === 'err') options.onErr?.(text);
			else options.onOut?.(text);
			return true;
		},
		once: () => undefined,
		isTTY,
		columns: options.columns ?? 100,
	});
	const terminal: Terminal = {
		out: sink('out'),
		err: sink('err'),
		input: Readable.from([]),
		// Budgets of tests stay out of the user's own.
		env: { FREEHOLD_STATE: join(options.cwd, '.state'), ...options.env },
		cwd: options.cwd,
		signal: options.signal ?? new AbortController().signal,
	};
	const code = await runCli(args, terminal);
	return {
		code,
		...texts,
		get lines() {
			return texts.out
				.split('\n')
				.filter((line) => line !== '')
				.map((line) => JSON.parse(line) as Record<string, unknown>);
		},
	};
}

export async function withFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
	const folder = await mkdtemp(join(tmpdir(), 'freehold-cli-'));
	try {
		return await work(folder);
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}
