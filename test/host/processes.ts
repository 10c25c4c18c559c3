/** Processes that the extension host has started since this was loaded. */
import type { ChildProcess } from 'node:child_process';
import { subscribe } from 'node:diagnostics_channel';

const started: ChildProcess[] = [];
subscribe('child_process', (message) => started.push((message as { readonly process: ChildProcess }).process));

function running(): readonly ChildProcess[] {
	return started.filter(({ pid, exitCode, signalCode }) => pid !== undefined && (exitCode ?? signalCode) === null);
}

/** @returns how many are running that were not yet; those of before may end meanwhile */
export function newProcesses(): () => number {
	const before = new Set(running());
	return () => running().filter((child) => !before.has(child)).length;
}
