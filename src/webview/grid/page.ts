/** The page: what the host says is put before the user, what the user does is asked of the host. */
import type {
	GridArrangement,
	GridPageData,
	GridPageState,
	GridReading,
	GridState,
	ToGridPage,
} from '../../protocol/grid.ts';
import { filled, wholeText } from './cellText.ts';
import { GridError } from './channel.ts';
import type { Channel } from './channel.ts';
import { cellsIn, columnsIn } from './cursor.ts';
import type { Place } from './cursor.ts';
import { DetailsView } from './detailsView.ts';
import { element } from './dom.ts';
import { GridView } from './gridView.ts';
import { MessageView, kindOf } from './messageView.ts';
import { RowLoader } from './rowLoader.ts';
import { Toolbar, countText } from './toolbar.ts';
import { columnWidths } from './widths.ts';

const NO_ARRANGEMENT: GridArrangement = { orders: [], filters: [] };
/** Above all rows. */
const NOWHERE: Place = { row: -1, column: -1 };
const TYPING_MS = 250;
const REMEMBER_MS = 300;

export class GridPage {
	readonly #data: GridPageData;
	readonly #channel: Channel;
	readonly #remember: (state: GridPageState) => void;
	readonly #toolbar: Toolbar;
	readonly #messages: MessageView;
	readonly #details: DetailsView;
	readonly #view: GridView;
	readonly #announcer = element('div', { class: 'announcer', attributes: { role: 'status' } });
	readonly #rows: RowLoader;
	#state: GridState | undefined;
	#arrangement: GridArrangement;
	#widths: readonly number[] = [];
	/** Whether rows were there when the widths were found. */
	#isMeasured = false;
	#restored: GridPageState | undefined;
	#typing: number | undefined;
	#remembering: number | undefined;
	#detailed = NOWHERE;
	#arranging = new AbortController();
	#reading = new AbortController();

	constructor(
		data: GridPageData,
		channel: Channel,
		before: GridPageState | undefined,
		remember: (state: GridPageState) => void,
	) {
		const { texts, title } = data;
		this.#data = data;
		this.#channel = channel;
		this.#remember = remember;
		this.#restored = before;
		this.#arrangement = before?.arrangement ?? NO_ARRANGEMENT;
		this.#rows = new RowLoader(
			channel,
			() => this.#draw(),
			(error) => this.#told(error),
		);
		this.#toolbar = new Toolbar(title, texts, {
			refresh: () => this.#reload(this.#wanted),
			sheet: (sheet) => this.#reload({ arrangement: NO_ARRANGEMENT, sheet }),
			details: () => (this.#details.isOpen ? this.#closeDetails() : this.#openDetails()),
		});
		this.#messages = new MessageView(texts, {
			// Without order and filters: they may be what failed.
			retry: () => this.#reload({ ...this.#wanted, arrangement: NO_ARRANGEMENT }),
			clearFilters: () => this.#arrange({ ...this.#arrangement, filters: [] }),
		});
		this.#details = new DetailsView(texts, () => this.#closeDetails());
		this.#view = new GridView(title, texts, {
			look: (rows) => this.#rows.look(rows),
			sort: (column) => this.#sort(column),
			filter: (column, text) => this.#filter(column, text),
			open: () => this.#openDetails(),
			leave: () => this.#closeDetails(),
			moved: () => this.#moved(),
		});
	}

	start(parent: HTMLElement): void {
		const stage = element('div', { class: 'stage' }, this.#view.element, this.#messages.element);
		parent.append(...[this.#toolbar.element, this.#messages.banner, stage, this.#details.element, this.#announcer]);
		document.addEventListener('copy', (event) => this.#onCopy(event));
		this.#draw();
		// A page that was only looked at comes back as well.
		this.#rememberNow();
		// Told by states.
		void this.#channel.request('begin', this.#wanted).catch((error: unknown) => this.#told(error));
	}

	take(message: ToGridPage): void {
		if (this.#channel.take(message)) return;
		if (message.kind === 'state') this.#take(message.state);
		else if (message.kind === 'copyWithHeaders') this.#copy(true);
	}

	#take(state: GridState): void {
		const before = this.#state;
		this.#state = state;
		this.#rows.take(state);
		this.#draw();
		if (before?.isBusy !== state.isBusy && !state.isBusy && state.failure === undefined) {
			this.#announcer.textContent = countText(state, this.#data.texts);
			// Another sheet may be read now.
			this.#moved();
		}
	}

	#draw(): void {
		const state = this.#state;
		const isFiltered = this.#arrangement.filters.length > 0;
		this.#toolbar.show(state);
		this.#messages.show(state, isFiltered);
		const kind = kindOf(state, isFiltered);
		this.#view.element.hidden = state === undefined || state.columns.length === 0 || kind === 'failed';
		if (state === undefined) return;
		if (!this.#isMeasured || this.#widths.length !== state.columns.length) this.#measure(state);
		this.#view.show({
			...{ columns: state.columns, widths: this.#widths, count: state.count, isBusy: state.isBusy },
			...{ version: state.version, arrangement: this.#arrangement, row: (row: number) => this.#rows.row(row) },
		});
		this.#restore(state);
	}

	/** By the first rows, once they are there; later the reader has got used to them. */
	#measure({ columns }: GridState): void {
		const { firstRows } = this.#rows;
		this.#isMeasured = firstRows[0] !== undefined;
		this.#widths = columnWidths(columns, firstRows);
	}

	#restore(state: GridState): void {
		const before = this.#restored;
		if (before === undefined || state.columns.length === 0) return;
		if (state.isBusy && state.count <= before.topRow) return;
		this.#restored = undefined;
		this.#view.restore(before.topRow, before.left, before.cursor);
	}

	/** Upwards, downwards, as it was. */
	#sort(column: number): void {
		const order = this.#arrangement.orders.find((one) => one.column === column);
		const orders =
			order === undefined
				? [{ column, isDescending: false }]
				: order.isDescending
					? []
					: [{ column, isDescending: true }];
		this.#arrange({ ...this.#arrangement, orders });
	}

	#filter(column: number, text: string): void {
		const others = this.#arrangement.filters.filter((one) => one.column !== column);
		const filters = text.trim() === '' ? others : [...others, { column, text }];
		// At once, because another column may be typed into before this one is asked for.
		this.#arrangement = { ...this.#arrangement, filters };
		clearTimeout(this.#typing);
		this.#typing = setTimeout(() => this.#arrange(this.#arrangement), TYPING_MS);
	}

	#arrange(arrangement: GridArrangement): void {
		this.#arrangement = arrangement;
		this.#arranging.abort();
		this.#arranging = new AbortController();
		this.#channel.request('arrange', arrangement, this.#arranging.signal).catch((error: unknown) => this.#told(error));
		this.#view.scrollToTop();
		// Another row has come into its place.
		this.#detailed = NOWHERE;
		this.#draw();
		this.#moved();
	}

	get #wanted(): GridReading {
		// Until the sheets are known, the one that was read before.
		const sheet = this.#state?.sheets?.current ?? this.#restored?.sheet;
		return { arrangement: this.#arrangement, sheet };
	}

	#reload(ask: GridReading): void {
		this.#arrangement = ask.arrangement;
		this.#details.close();
		this.#state = undefined;
		this.#isMeasured = false;
		this.#draw();
		this.#channel.request('reload', ask).catch((error: unknown) => this.#told(error));
	}

	#openDetails(): void {
		const state = this.#state;
		const { row, column } = this.#view.cursor;
		if (state === undefined || row < 0 || row >= state.count) return;
		void this.#showWhole(state, { row, column });
	}

	async #showWhole({ columns }: GridState, { row, column }: Place): Promise<void> {
		this.#detailed = { row, column };
		this.#reading.abort();
		this.#reading = new AbortController();
		const { name = '', type = 'text' } = columns[column] ?? {};
		try {
			const value = await this.#channel.request('cell', { row, column }, this.#reading.signal);
			const title = `${name} · ${type} · ${this.#data.texts.rowNumber} ${(row + 1).toLocaleString()}`;
			this.#details.show(title, wholeText(value, type, this.#data.texts));
			this.#view.schedule();
		} catch (error) {
			this.#told(error);
		}
	}

	#closeDetails(): void {
		if (!this.#details.isOpen) return;
		this.#details.close();
		this.#view.element.focus();
		this.#view.schedule();
	}

	#moved(): void {
		const { row, column } = this.#view.cursor;
		const isElsewhere = row !== this.#detailed.row || column !== this.#detailed.column;
		if (this.#details.isOpen && isElsewhere) this.#openDetails();
		clearTimeout(this.#remembering);
		this.#remembering = setTimeout(() => this.#rememberNow(), REMEMBER_MS);
	}

	#rememberNow(): void {
		// Not before the page stands where it was.
		if (this.#restored !== undefined) return;
		const { topRow, left, cursor } = this.#view;
		const { row, column } = cursor;
		const { subject } = this.#data;
		this.#remember({ subject, ...this.#wanted, topRow, left, cursor: { row, column } });
	}

	/** What is marked as text in a filter or in the details is copied by the browser. */
	#onCopy(event: ClipboardEvent): void {
		if (document.activeElement !== this.#view.element || getSelection()?.isCollapsed === false) return;
		event.preventDefault();
		this.#copy(false);
	}

	#copy(withHeaders: boolean): void {
		const { selection } = this.#view;
		if (selection === undefined) return;
		const { firstRow, lastRow } = selection;
		this.#channel.request('copy', { firstRow, lastRow, columns: columnsIn(selection), withHeaders }).then(
			() => {
				const cells = cellsIn(selection).toLocaleString();
				this.#announcer.textContent = filled(this.#data.texts.copied, cells);
			},
			(error: unknown) => {
				if (!(error instanceof GridError)) throw error;
				this.#messages.tell(error.failure);
			},
		);
	}

	/** What was cancelled was not wanted any more; nor is what was asked of a table that is being read again. */
	#told(error: unknown): void {
		if (error instanceof DOMException && error.name === 'AbortError') return;
		if (!(error instanceof GridError)) throw error;
		if (this.#state === undefined) return;
		this.#state = { ...this.#state, isBusy: false, failure: error.failure };
		this.#draw();
	}
}
