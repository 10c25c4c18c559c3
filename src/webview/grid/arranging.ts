/** The order and the filters that the user wants, and what became of them. */
import type { GridArrangement } from '../../protocol/grid.ts';
import { GridError } from './channel.ts';
import type { Channel } from './channel.ts';
import type { ColumnState } from './columnHead.ts';
import { clicked, sorted } from './orders.ts';
import type { SortMode } from './orders.ts';

export const NO_ARRANGEMENT: GridArrangement = { orders: [], filters: [] };
const TYPING_MS = 250;

export interface ArrangingListener {
	/** Something else is wanted; rows follow. */
	wanted(): void;
	/** A filter was found to be readable, or not to be. */
	judged(): void;
	/** Anything but a filter that cannot be read. */
	failed(error: unknown): void;
}

/** A filter that cannot be read. */
interface Fault {
	readonly filter: number | 'where';
	readonly why: string;
}

export class Arranging {
	readonly #channel: Channel;
	readonly #listener: ArrangingListener;
	#arrangement: GridArrangement;
	#fault: Fault | undefined;
	#typing: number | undefined;
	#asking = new AbortController();

	constructor(channel: Channel, arrangement: GridArrangement | undefined, listener: ArrangingListener) {
		this.#channel = channel;
		this.#arrangement = arrangement ?? NO_ARRANGEMENT;
		this.#listener = listener;
	}

	get wanted(): GridArrangement {
		return this.#arrangement;
	}

	/** Without what cannot be read: what is read from the start would fail by it. */
	get readable(): GridArrangement {
		const { orders, filters, where } = this.#arrangement;
		const faulty = this.#fault?.filter;
		return faulty === 'where'
			? { orders, filters }
			: { orders, filters: filters.filter(({ column }) => column !== faulty), where };
	}

	get expressions(): readonly string[] {
		return this.#arrangement.where ?? [];
	}

	get isFiltered(): boolean {
		return this.#arrangement.filters.length > 0 || this.expressions.length > 0;
	}

	/** Why the expressions cannot be read. */
	get expressionFault(): string | undefined {
		return this.#fault?.filter === 'where' ? this.#fault.why : undefined;
	}

	/** Of the filter, or of an expression, that cannot be read. */
	get fault(): string | undefined {
		return this.#fault?.why;
	}

	stateOf(column: number): ColumnState {
		const { orders, filters } = this.#arrangement;
		const nth = orders.findIndex((one) => one.column === column);
		const order = orders[nth];
		return {
			order: order === undefined ? undefined : { nth, isDescending: order.isDescending, isOnly: orders.length === 1 },
			filter: filters.find((one) => one.column === column)?.text ?? '',
			fault: this.#fault?.filter === column ? this.#fault.why : undefined,
		};
	}

	/** What is being read from the start is arranged with it. */
	reset(arrangement: GridArrangement): void {
		clearTimeout(this.#typing);
		this.#arrangement = arrangement;
		this.#fault = undefined;
	}

	click(column: number, mode: SortMode): void {
		this.arrange({ ...this.#arrangement, orders: clicked(this.#arrangement.orders, column, mode) });
	}

	sort(column: number, isDescending: boolean | undefined, mode: SortMode): void {
		this.arrange({ ...this.#arrangement, orders: sorted(this.#arrangement.orders, column, isDescending, mode) });
	}

	filter(column: number, text: string): void {
		const others = this.#arrangement.filters.filter((one) => one.column !== column);
		const filters = text.trim() === '' ? others : [...others, { column, text }];
		// At once, because another column may be typed into before this one is asked for.
		this.#arrangement = { ...this.#arrangement, filters };
		clearTimeout(this.#typing);
		this.#typing = setTimeout(() => this.arrange(this.#arrangement), TYPING_MS);
	}

	filterByExpressions(where: readonly string[]): void {
		this.arrange({ ...this.#arrangement, where });
	}

	clearFilters(): void {
		this.arrange({ orders: this.#arrangement.orders, filters: [] });
	}

	arrange(arrangement: GridArrangement): void {
		this.reset(arrangement);
		this.#asking.abort();
		const asking = new AbortController();
		this.#asking = asking;
		this.#channel.request('arrange', arrangement, asking.signal).catch((error: unknown) => {
			if (asking === this.#asking) this.#failed(error);
		});
		this.#listener.wanted();
	}

	#failed(error: unknown): void {
		if (error instanceof GridError && error.failure.filter !== undefined) {
			const { filter, why } = error.failure;
			this.#fault = { filter, why };
			this.#listener.judged();
		} else this.#listener.failed(error);
	}
}
