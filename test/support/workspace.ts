/** A folder with a `freehold.yaml` that leads to a sandbox, and the command line in it: in this process or in one of its own. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SparkSandbox } from '../../src/sandbox/spark/sparkSandbox.ts';
import { freehold } from '../cli/fakeTerminal.ts';
import type { Ran } from '../cli/fakeTerminal.ts';

const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));

export interface WorkspaceOptions {
	readonly replication?: boolean;
	/** Where budgets are kept; other workspaces may share it. */
	readonly state?: string;
}

export interface Ended {
	/** `null` where a signal ended it. */
	readonly code: number | null;
	readonly out: string;
	readonly err: string;
	readonly ms: number;
}

export interface Running {
	readonly child: ChildProcess;
	readonly ended: Promise<Ended>;
	/** Resolves with the first line of stdout that says this. */
	line(part: string): Promise<string>;
}

export class Workspace {
	readonly folder: string;
	readonly file: string;
	readonly #env: Readonly<Record<string, string>>;

	constructor(spark: SparkSandbox, { replication = false, state }: WorkspaceOptions = {}) {
		const { origins, tokens } = spark;
		this.folder = mkdtempSync(join(tmpdir(), 'freehold-workspace-'));
		const origin = replication ? origins.replication : origins.api;
		const token = replication ? tokens.private.replication : tokens.private.normal;
		writeFileSync(
			join(this.folder, 'freehold.yaml'),
			`version: 1\nconnections: { mls: { source: spark, keyType: private, replication: ${replication}, baseUrl: "${origin}" } }\n`,
		);
		this.file = join(this.folder, 'data', 'mls.sqlite');
		this.#env = { FREEHOLD_MLS_TOKEN: token, FREEHOLD_STATE: state ?? join(this.folder, '.state') };
	}

	/** In this process. */
	run(...args: readonly string[]): Promise<Ran> {
		return freehold(args, { cwd: this.folder, env: this.#env });
	}

	/** In a process of its own, as a user starts it. `shell` runs before it: `ulimit -f 4000`. */
	start(args: readonly string[], shell?: string): Running {
		const command = [process.execPath, main, ...args];
		const [file = '', ...rest] =
			shell === undefined ? command : ['/bin/sh', '-c', `${shell}; exec "$@"`, 'sh', ...command];
		const started = performance.now();
		const child = spawn(file, rest, {
			cwd: this.folder,
			env: { PATH: process.env.PATH, ...this.#env },
			stdio: ['ignore', 'pipe', 'pipe'],
		});
		const texts = { out: '', err: '' };
		const waiting = new Set<() => void>();
		child.stdout.on('data', (chunk: Buffer) => {
			texts.out += chunk.toString();
			for (const look of waiting) look();
		});
		child.stderr.on('data', (chunk: Buffer) => (texts.err += chunk.toString()));
		const ended = new Promise<Ended>((resolve, reject) => {
			child.on('error', reject);
			child.on('close', (code) => resolve({ code, ...texts, ms: performance.now() - started }));
		});
		const line = (part: string): Promise<string> =>
			new Promise((resolve, reject) => {
				const look = (): void => {
					const found = texts.out.split('\n').find((each) => each.includes(part));
					if (found === undefined) return;
					waiting.delete(look);
					resolve(found);
				};
				waiting.add(look);
				void ended.then(({ err }) => reject(new Error(`It ended without saying ${part}: ${err}`)), reject);
				look();
			});
		return { child, ended, line };
	}

	remove(): void {
		rmSync(this.folder, { recursive: true, force: true });
	}
}

export function jsonLines(text: string): readonly Record<string, unknown>[] {
	const lines = text.split('\n').filter((line) => line !== '');
	return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}
