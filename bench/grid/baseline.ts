/** SQLite's own command line, doing in a file what the grid does in another one like it. */
import { execFileSync, spawnSync } from 'node:child_process';

export class Baseline {
	readonly #file: string;
	readonly #hasProgram = spawnSync('sqlite3', ['--version']).status === 0;

	constructor(file: string) {
		this.#file = file;
	}

	get name(): string {
		return this.#hasProgram ? 'sqlite3' : 'node:sqlite in a process';
	}

	/** @returns ms, the start of the program included */
	run(sql: string): number {
		const begin = performance.now();
		if (this.#hasProgram) execFileSync('sqlite3', [this.#file, sql], { stdio: ['ignore', 'pipe', 'inherit'] });
		else execFileSync(process.execPath, ['--disable-warning=ExperimentalWarning', '-e', script, this.#file, sql]);
		return performance.now() - begin;
	}
}

const script = 'new (require("node:sqlite").DatabaseSync)(process.argv[1]).prepare(process.argv[2]).all()';
