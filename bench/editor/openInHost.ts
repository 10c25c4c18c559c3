/** Runs inside the extension host: activates the extension, then shows the Sources view. */
import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { extension, folder } from '../../test/host/workspace.ts';

export interface OpenMeasurement {
	readonly activationMs: number;
	/** When the view was asked for, in ms since 1970. */
	readonly shownAt: number;
}

/** The window is still coming up. */
const quietMs = 5_000;
/** Longer than the paint of any tree. */
const paintMs = 3_000;

export async function run(): Promise<void> {
	const file = process.env.BENCH_RESULTS;
	if (file === undefined) throw new Error('BENCH_RESULTS does not name the file for the results');
	await wait(quietMs);
	const startedAt = performance.now();
	await extension().activate();
	const activationMs = performance.now() - startedAt;
	renameSync(join(folder(), 'later.yaml'), join(folder(), 'freehold.yaml'));
	await wait(quietMs);
	const shownAt = performance.timeOrigin + performance.now();
	await vscode.commands.executeCommand('freehold.sources.focus');
	await wait(paintMs);
	writeFileSync(file, JSON.stringify({ activationMs, shownAt } satisfies OpenMeasurement));
}

function wait(ms: number): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, ms));
}
