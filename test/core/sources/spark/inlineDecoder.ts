/** The replica's page reader, used in the test's own thread; what it decoded can be looked at. */
import { decodePage } from '../../../../src/core/replica/decodePage.ts';
import type { Batch, DecodedPage, PageDecoder, RowPlan } from '../../../../src/core/sources/source.ts';

export interface InlinePage {
	readonly plan: RowPlan;
	readonly rows: readonly Readonly<Record<string, unknown>>[];
}

export class InlineDecoder implements PageDecoder {
	readonly #pages = new Map<number, InlinePage>();
	readonly released: number[] = [];
	#next = 1;

	decode(body: Uint8Array, plan: RowPlan): Promise<DecodedPage> {
		return Promise.resolve().then(() => {
			const { rows, keys, nestedCounts, envelope, partialRelations } = decodePage(body, plan);
			const handle = this.#next++;
			this.#pages.set(handle, { plan, rows });
			const firstKey = plan.keysOnly === true ? keys[0] : undefined;
			const lastKey = plan.keysOnly === true ? keys.at(-1) : undefined;
			return { handle, rowCount: rows.length, envelope, nestedCounts, firstKey, lastKey, partialRelations };
		});
	}

	release(handle: number): void {
		this.#pages.delete(handle);
		this.released.push(handle);
	}

	pageOf(batch: Batch): InlinePage {
		const page = this.#pages.get(batch.page.handle);
		if (page === undefined) throw new Error('the page was released');
		return page;
	}

	/** One column of the rows of a dataset, in order of arrival. */
	values(batches: readonly Batch[], dataset: string, column: string): unknown[] {
		return batches
			.map((batch) => this.pageOf(batch))
			.filter((page) => page.plan.dataset === dataset)
			.flatMap((page) => page.rows.map((row) => row[column]));
	}

	/** Pages that were decoded and neither yielded nor released. */
	leaked(batches: readonly Batch[]): number {
		const yielded = new Set(batches.map((batch) => batch.page.handle));
		return [...this.#pages.keys()].filter((handle) => !yielded.has(handle)).length;
	}
}
