/** A folder for one test's budget file, the file opened in it, and other processes that use it. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { BudgetFile } from '../../../src/core/state/budgetFile.ts';
import type { BudgetFileOptions } from '../../../src/core/state/budgetFile.ts';

export const now = Date.parse('2026-05-01T12:00:00Z');

export function budgetFolder(): string {
	const path = mkdtempSync(join(tmpdir(), 'freehold-budget-'));
	onTestFinished(() => rmSync(path, { recursive: true, force: true }));
	return path;
}

export function openBudgetFile(file: string, changes: Partial<BudgetFileOptions> = {}): BudgetFile {
	const clock = { now: () => now, sleep: () => Promise.resolve() };
	const budget = new BudgetFile({ file, clock, log: { write: () => undefined }, ...changes });
	onTestFinished(() => budget.close());
	return budget;
}

export interface Child {
	readonly process: ChildProcess;
	/** Lines that it printed so far. */
	readonly lines: readonly string[];
	/** What it wrote to stderr, which should be nothing. */
	readonly complaints: () => string;
	readonly ended: Promise<void>;
}

/** Starts a script of this folder as a process of its own; what still runs at the end of the test is killed. */
export function start(script: string, ...args: readonly string[]): Child {
	const path = fileURLToPath(new URL(script, import.meta.url));
	const child = spawn(process.execPath, ['--no-warnings', path, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
	const lines: string[] = [];
	let rest = '';
	let complaints = '';
	child.stdout.on('data', (text: Buffer) => {
		const found = (rest + text.toString()).split('\n');
		rest = found.pop() ?? '';
		lines.push(...found);
	});
	child.stderr.on('data', (text: Buffer) => (complaints += text.toString()));
	const ended = new Promise<void>((resolve) => child.on('close', () => resolve()));
	onTestFinished(async () => {
		child.kill('SIGKILL');
		await ended;
	});
	return { process: child, lines, complaints: () => complaints, ended };
}
