/** An open table as whoever looks at it has it: questions answered in order, states as they came. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { NO_ARRANGEMENT } from '../../../src/core/tables/arrangement.ts';
import type { Arrangement } from '../../../src/core/tables/arrangement.ts';
import type { TableSource } from '../../../src/core/tables/table.ts';
import type { FromTable, TableQuestion, TableQuestions, TableState } from '../../../src/core/tables/tableMessages.ts';
import { TableServer } from '../../../src/core/tables/tableServer.ts';
import { temporaryFolder } from '../replica/replicaFixture.ts';

export class TableRig {
	readonly #server = new TableServer((message) => this.#take(message));
	readonly #waiting = new Map<number, (message: FromTable) => void>();
	readonly states: TableState[] = [];
	#watchers: (() => void)[] = [];
	#lastId = 0;
	#onProgress: () => void = () => undefined;

	constructor(source: TableSource, arrangement: Arrangement = NO_ARRANGEMENT) {
		this.#server.receive({ kind: 'open', source, arrangement });
		onTestFinished(() => this.#server[Symbol.asyncDispose]());
	}

	/** The state when nothing is under way any more. */
	async settled(): Promise<TableState> {
		for (;;) {
			const last = this.states.at(-1);
			if (last?.isBusy === false) return last;
			await new Promise<void>((resolve) => this.#watchers.push(resolve));
		}
	}

	/** @throws the failure's text */
	async ask<Name extends TableQuestion>(
		name: Name,
		ask: TableQuestions[Name]['ask'],
	): Promise<TableQuestions[Name]['answer']> {
		const id = ++this.#lastId;
		const answered = new Promise<FromTable>((resolve) => this.#waiting.set(id, resolve));
		this.#server.receive({ kind: 'ask', id, name, ask } as Parameters<TableServer['receive']>[0]);
		const message = await answered;
		if (message.kind === 'reply') return message.answer as TableQuestions[Name]['answer'];
		throw new Error(message.kind === 'error' ? `${message.error.what}: ${message.error.why}` : message.kind);
	}

	/** When something is there to be asked. */
	async opened(): Promise<void> {
		while (this.states.length === 0) await new Promise<void>((resolve) => this.#watchers.push(resolve));
	}

	/** When an answer has told how far it is. */
	async progressed(): Promise<void> {
		await new Promise<void>((resolve) => (this.#onProgress = resolve));
	}

	cancelLast(): void {
		this.#server.receive({ kind: 'cancel', id: this.#lastId });
	}

	stop(): void {
		this.#server.receive({ kind: 'stop' });
	}

	async rows(offset = 0, count = 1000): Promise<readonly unknown[]> {
		return (await this.ask('rows', { offset, count })).rows;
	}

	/** What stands in one column, from the first row on. */
	async column(column: number): Promise<readonly unknown[]> {
		const rows = await this.rows();
		return rows.map((row) => (row as readonly unknown[])[column]);
	}

	#take(message: FromTable): void {
		if (message.kind === 'state') {
			this.states.push(message.state);
			for (const watcher of this.#watchers.splice(0)) watcher();
		} else if (message.kind === 'progress') {
			this.#onProgress();
		} else {
			this.#waiting.get(message.id)?.(message);
		}
	}
}

/** A file that is gone after the test. */
export function fileOf(name: string, content: string | Uint8Array): string {
	const file = join(temporaryFolder(), name);
	writeFileSync(file, content);
	return file;
}
