/** The rows of a plot without a thread: the same program, in this one. */
import type { TableSource } from '../../../src/core/tables/table.ts';
import type { FromTable } from '../../../src/core/tables/tableMessages.ts';
import { TableServer } from '../../../src/core/tables/tableServer.ts';
import { PlotTable } from '../../../src/vscode/plots/plotTable.ts';

export class TestRows extends PlotTable {
	isEnded = false;

	constructor(source: TableSource, onProgress: (rows: number) => void = () => undefined) {
		super(
			(_, { onMessage }) => {
				const server = new TableServer((message: FromTable) => onMessage(message));
				return { post: (message) => server.receive(message), end: () => server[Symbol.asyncDispose]() };
			},
			source,
			onProgress,
		);
	}

	override dispose(): void {
		this.isEnded = true;
		super.dispose();
	}
}
