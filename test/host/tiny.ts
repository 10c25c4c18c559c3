/** The smallest test runner that does: it runs inside the extension host, where nothing of the outside can be loaded. */
import { appendFileSync } from 'node:fs';
import type { Counts } from '../counts.ts';

type Body = () => unknown;

export interface HostTest {
	readonly name: string;
	readonly body: Body;
}

/** Tests of one file, in order. */
export class HostTests {
	readonly all: HostTest[] = [];

	test(name: string, body: Body): void {
		this.all.push({ name, body });
	}
}

const limitMs = 90_000;

/**
 * Runs the tests one after another and notes each in a file: the host's console is mixed with VS Code's own, and a host
 * that dies would pass for one that ended well.
 */
export async function runHostTests(tests: readonly HostTest[], file: string): Promise<void> {
	const print = (line: string): void => appendFileSync(file, `${line}\n`);
	const failures: string[] = [];
	for (const { name, body } of tests) {
		const startedAt = performance.now();
		try {
			await within(limitMs, body);
			print(`  ✓ ${name} (${Math.round(performance.now() - startedAt)} ms)`);
		} catch (error) {
			failures.push(name);
			print(`  ✗ ${name}\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
		}
	}
	const failed = failures.length;
	const counts: Counts = { passed: tests.length - failed, failed, skipped: 0, failures };
	print(`HOST ${JSON.stringify(counts)}`);
	if (failed > 0) throw new Error(`${failed} host tests failed`);
}

async function within(ms: number, body: Body): Promise<void> {
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<never>((_, reject) => {
		timer = setTimeout(() => reject(new Error(`It took longer than ${ms} ms`)), ms);
	});
	try {
		await Promise.race([Promise.resolve().then(body), late]);
	} finally {
		clearTimeout(timer);
	}
}

/** Waits until something holds. */
export async function until<T>(what: string, look: () => T | Promise<T>, ms = 60_000): Promise<NonNullable<T>> {
	const deadline = Date.now() + ms;
	for (;;) {
		const found = await look();
		if (found !== undefined && found !== null && found !== false) return found;
		if (Date.now() > deadline) throw new Error(`Waited in vain until ${what}`);
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
}
