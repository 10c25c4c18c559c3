/** The page: what the host says is put before the user, what the user does is asked of the host. */
import type {
	GridCommand,
	GridOffers,
	GridPageData,
	GridPageState,
	GridReading,
	GridState,
	ToGridHost,
	ToGridPage,
} from '../../protocol/grid.ts';
import { Arranging, NO_ARRANGEMENT } from './arranging.ts';
import { filled } from './cellText.ts';
import { GridError } from './channel.ts';
import type { Channel } from './channel.ts';
import { ColumnActions } from './columnActions.ts';
import { ColumnSet } from './columnSet.ts';
import { Copying } from './copying.ts';
import type { CopiedGrid } from './copying.ts';
import type { ColumnState } from './columnHead.ts';
import { Details } from './details.ts';
import { element } from './dom.ts';
import { ExpressionBar } from './expressionBar.ts';
import { Finding } from './finding.ts';
import type { Span } from './geometry.ts';
import { GridView } from './gridView.ts';
import { MessageView, kindOf } from './messageView.ts';
import { ProfileLoader } from './profileLoader.ts';
import { RowLoader } from './rowLoader.ts';
import { countMarked } from './rowMarks.ts';
import { Toolbar, countText } from './toolbar.ts';

const REMEMBER_MS = 300;
const NO_OFFERS: GridOffers = { hasExpressions: false, canFetchImages: false };

export class GridPage {
	readonly #data: GridPageData;
	readonly #channel: Channel;
	readonly #tell: (message: ToGridHost) => void;
	readonly #remember: (state: GridPageState) => void;
	readonly #toolbar: Toolbar;
	readonly #messages: MessageView;
	readonly #details: Details;
	readonly #view: GridView;
	readonly #announcer = element('div', { class: 'announcer', attributes: { role: 'status' } });
	readonly #rows: RowLoader;
	readonly #profiles: ProfileLoader;
	readonly #columns: ColumnSet;
	readonly #columnActions: ColumnActions;
	readonly #arranging: Arranging;
	readonly #expressions: ExpressionBar;
	readonly #finding: Finding;
	readonly #copying: Copying;
	#offers = NO_OFFERS;
	#state: GridState | undefined;
	/** Whether rows were there when the widths were found. */
	#isMeasured = false;
	#restored: GridPageState | undefined;
	#remembering: number | undefined;
	/** That the host knows the cursor to be in. */
	#toldColumn = -1;
	#marked = 0;
	#telling: number | undefined;
	#toldColumns: readonly number[] = [];

	constructor(
		data: GridPageData,
		channel: Channel,
		before: GridPageState | undefined,
		host: { remember(state: GridPageState): void; tell(message: ToGridHost): void },
	) {
		const { texts, title } = data;
		this.#data = data;
		this.#channel = channel;
		this.#tell = (message) => host.tell(message);
		this.#remember = (state) => host.remember(state);
		this.#restored = before;
		this.#columns = new ColumnSet(before?.layout ?? data.layout, () => this.#laidOut());
		this.#arranging = new Arranging(channel, before?.arrangement, {
			wanted: () => this.#rearranged(),
			judged: () => this.#judged(),
			failed: (error) => this.#told(error),
		});
		this.#rows = new RowLoader(
			channel,
			() => this.#draw(),
			(error) => this.#told(error),
		);
		this.#profiles = new ProfileLoader(
			channel,
			data.areProfilesShown === true,
			() => this.#draw(),
			(error) => this.#profilesFailed(error),
		);
		this.#toolbar = new Toolbar(title, texts, {
			refresh: () => this.#reload(this.#wanted),
			stop: () => this.#stop(),
			sheet: (sheet) => this.#reload({ arrangement: NO_ARRANGEMENT, sheet }),
			details: () => this.#details.toggle(),
			columns: () => this.#columnActions.togglePanel(),
			profiles: () => this.#toggleProfiles(),
			find: () => this.#finding.bar.open(),
			expressions: () => this.#expressions.open(),
			clearFilters: () => this.#arranging.clearFilters(),
		});
		this.#messages = new MessageView(texts, {
			// Without order and filters: they may be what failed.
			retry: () => this.#reload({ ...this.#wanted, arrangement: NO_ARRANGEMENT }),
			stop: () => this.#stop(),
			clearFilters: () => this.#arranging.clearFilters(),
		});
		this.#expressions = new ExpressionBar(texts, {
			change: (expressions) => this.#arranging.filterByExpressions(expressions),
			closed: () => this.#view.element.focus(),
		});
		this.#copying = new Copying(texts, channel, {
			copied: (text) => this.#announce(text),
			failed: ({ failure }) => this.#messages.tell(failure),
		});
		this.#view = new GridView(title, texts, {
			look: (rows, positions) => this.#look(rows, positions),
			sort: (position, isAdding) => this.#arranging.click(this.#numberOf(position), isAdding ? 'add' : 'only'),
			filter: (position, text) => this.#arranging.filter(this.#numberOf(position), text),
			menu: (position, at) => this.#columnActions.openMenu(position, at),
			resize: (position, pixels) => this.#columns.resize(position, pixels),
			fit: (position) => this.#columnActions.fit(position),
			moveColumn: (position, to) => this.#columnActions.moveTo(position, to),
			open: () => this.#details.open('value'),
			leave: () => this.#details.close(),
			moved: () => this.#moved(),
		});
		this.#details = new Details(data, channel, this.#detailed(), before?.showsImages === true);
		this.#finding = new Finding(texts, channel, this.#searched());
		this.#columnActions = new ColumnActions(texts, {
			...{ columns: this.#columns, arranging: this.#arranging, view: this.#view },
			sample: (number) => this.#rows.sample(number, this.#view.topRow),
			copy: (position, withHeader) => this.#copying.copyColumn(this.#copied, position, withHeader),
			strip: (number) => this.#profiles.strip(number),
			panelAt: () => this.#toolbar.columnsAt,
			announce: (text) => this.#announce(text),
		});
	}

	start(parent: HTMLElement): void {
		const stage = element('div', { class: 'stage' }, this.#view.element, this.#messages.element);
		parent.append(
			...[this.#toolbar.element, this.#finding.bar.element, this.#expressions.element, this.#messages.banner],
			...[stage, this.#details.view.element, this.#announcer, ...this.#columnActions.elements],
		);
		document.addEventListener('copy', (event) => this.#onCopy(event));
		document.addEventListener('keydown', (event) => this.#onKey(event));
		this.#view.showProfiles(this.#profiles.isShown);
		this.#draw();
		// A page that was only looked at comes back as well.
		this.#rememberNow();
		this.#channel.request('begin', this.#wanted).then(
			(offers) => {
				this.#offers = offers;
				this.#draw();
			},
			(error: unknown) => this.#told(error),
		);
	}

	take(message: ToGridPage): void {
		if (this.#channel.take(message)) return;
		if (message.kind === 'state') this.#take(message.state);
		else if (message.kind === 'perform') this.#perform(message.command);
		else if (message.kind === 'arrange') this.#arranging.arrange(message.arrangement);
	}

	#perform(command: GridCommand): void {
		const { column } = this.#view.cursor;
		switch (command) {
			case 'copyWithHeaders':
				this.#copying.copy(this.#copied, true);
				return;
			case 'copyAsMarkdown':
				this.#copying.copy(this.#copied, true, 'md');
				return;
			case 'copyAsJson':
				this.#copying.copy(this.#copied, true, 'json');
				return;
			case 'copyAsSql':
				this.#copying.copy(this.#copied, true, 'sql');
				return;
			case 'find':
				this.#finding.bar.open();
				return;
			case 'columns':
				this.#columnActions.togglePanel();
				return;
			case 'clearFilters':
				this.#arranging.clearFilters();
				return;
			case 'refresh':
				this.#reload(this.#wanted);
				return;
			case 'details':
				this.#details.open('row');
				return;
			case 'moveColumnLeft':
			case 'moveColumnRight':
				this.#columnActions.moveBy(column, command === 'moveColumnLeft' ? -1 : 1);
				return;
			case 'hideColumn':
				this.#columnActions.hide(column);
				return;
			case 'pinColumn':
				this.#columnActions.togglePin(column);
				return;
			case 'rowHistory':
				this.#tell({ kind: 'rowHistory', row: this.#view.cursor.row });
				return;
			case 'toggleProfiles':
				this.#toggleProfiles();
		}
	}

	#take(state: GridState): void {
		const before = this.#state;
		this.#state = state;
		if (this.#columns.take(state.columns)) this.#columnsChanged();
		if (before?.version !== state.version) this.#view.forgetMarks();
		this.#rows.take(state);
		this.#profiles.take(state, this.#arranging.readable);
		this.#draw();
		if (before?.isBusy !== state.isBusy && !state.isBusy && state.failure === undefined) {
			this.#announce(countText(state, this.#data.texts));
			// Another sheet may be read now.
			this.#moved();
		}
	}

	#draw(): void {
		const state = this.#state;
		const { isFiltered } = this.#arranging;
		const canStop = this.#canStop;
		this.#toolbar.show(state, {
			...{ isFiltered, hasExpressions: this.#offers.hasExpressions, areProfilesShown: this.#profiles.isShown },
			canStop,
		});
		this.#expressions.show(this.#arranging.expressions, this.#arranging.expressionFault);
		this.#messages.show(state, isFiltered, canStop);
		const kind = kindOf(state, isFiltered);
		this.#view.element.hidden = state === undefined || state.columns.length === 0 || kind === 'failed';
		if (state === undefined) return;
		this.#measure();
		const { numbers, shown, pinned, widths } = this.#columns;
		this.#view.show({
			...{ columns: shown, pinned, widths, count: state.count, isBusy: state.isBusy },
			state: (position) => this.#stateOf(numbers[position] ?? -1),
			cell: (row, position) => this.#rows.cell(row, numbers[position] ?? -1),
		});
		this.#restore(state);
	}

	/** A query may compute for ever, before its first row or between two of them. */
	get #canStop(): boolean {
		const state = this.#state;
		if (this.#data.subject.kind !== 'query' || state === undefined || state.failure !== undefined) return false;
		return state.isReading || (state.isBusy && state.total === 0);
	}

	#stop(): void {
		// The button goes: keys do not go with it.
		this.#view.element.focus();
		this.#tell({ kind: 'stop' });
	}

	#stateOf(number: number): ColumnState {
		return { ...this.#arranging.stateOf(number), strip: this.#profiles.strip(number) };
	}

	#look(rows: Span, positions: readonly number[]): void {
		const numbers = positions.map((position) => this.#numberOf(position));
		this.#rows.look(rows, numbers);
		this.#profiles.look(numbers);
	}

	/** A filter that cannot be read is told beside it. */
	#profilesFailed(error: unknown): void {
		if (!(error instanceof GridError)) throw error;
		if (error.failure.filter === undefined) this.#messages.tell(error.failure);
	}

	#toggleProfiles(): void {
		const areShown = !this.#profiles.isShown;
		this.#profiles.show(areShown);
		this.#view.showProfiles(areShown);
		this.#tell({ kind: 'profiles', areShown });
		this.#draw();
	}

	#measure(): void {
		const [first] = this.#columns.numbers;
		if (this.#isMeasured || first === undefined || this.#rows.sample(first).length === 0) return;
		this.#isMeasured = true;
		this.#columns.measure((number) => this.#rows.sample(number));
	}

	#restore(state: GridState): void {
		const before = this.#restored;
		if (before === undefined || state.columns.length === 0) return;
		if (state.isBusy && state.count <= before.topRow) return;
		this.#restored = undefined;
		this.#view.restore(before.topRow, before.left, before.cursor);
	}

	/** The user has laid the columns out anew. */
	#laidOut(): void {
		this.#columnsChanged();
		this.#draw();
		this.#moved();
		this.#rememberNow();
	}

	#columnsChanged(): void {
		const { numbers } = this.#columns;
		this.#rows.show(numbers);
		this.#columnActions.refresh();
		clearTimeout(this.#telling);
		const areOthers = numbers.join() !== this.#toldColumns.join();
		// An edge that is dragged changes its width with each step.
		if (areOthers) this.#tellLayout();
		else this.#telling = setTimeout(() => this.#tellLayout(), REMEMBER_MS);
	}

	#tellLayout(): void {
		const { numbers, layout } = this.#columns;
		this.#toldColumns = numbers;
		this.#tell({ kind: 'layout', layout, columns: numbers });
	}

	/** Another order, or other filters: other rows will come into the places of those that are there. */
	#rearranged(): void {
		this.#view.scrollToTop();
		this.#view.forgetMarks();
		this.#details.forget();
		this.#draw();
		this.#moved();
		this.#rememberNow();
	}

	#judged(): void {
		const { fault } = this.#arranging;
		if (fault !== undefined) this.#announce(fault);
		this.#draw();
		// Without what cannot be read.
		this.#rememberNow();
	}

	get #wanted(): GridReading {
		// Until the sheets are known, the one that was read before.
		const sheet = this.#state?.sheets?.current ?? this.#restored?.sheet;
		return { arrangement: this.#arranging.readable, sheet };
	}

	#reload(ask: GridReading): void {
		this.#arranging.reset(ask.arrangement);
		this.#details.close();
		this.#state = undefined;
		this.#profiles.reset();
		this.#isMeasured = false;
		this.#columns.forgetWidths();
		this.#draw();
		this.#channel.request('reload', ask).catch((error: unknown) => this.#told(error));
	}

	#detailed(): ConstructorParameters<typeof Details>[2] {
		const grid = (): GridPage => this;
		return {
			get columns() {
				return grid().#state?.columns ?? [];
			},
			get place() {
				const { row, column } = grid().#view.cursor;
				const isThere = row >= 0 && row < (grid().#state?.count ?? 0);
				return isThere ? { row, column: grid().#numberOf(column) } : undefined;
			},
			get canFetchImages() {
				return grid().#offers.canFetchImages;
			},
			openLink: (link) => this.#tell({ kind: 'openLink', link }),
			failed: (error) => this.#told(error),
			changed: () => {
				this.#view.schedule();
				this.#moved();
			},
			focus: () => this.#view.element.focus(),
		};
	}

	#moved(): void {
		const number = this.#numberOf(this.#view.cursor.column);
		if (number !== this.#toldColumn && number >= 0) this.#tell({ kind: 'column', column: number });
		this.#toldColumn = number;
		this.#details.follow();
		const marked = countMarked(this.#view.marks);
		if (marked !== this.#marked) this.#announce(filled(this.#data.texts.rowsMarked, marked.toLocaleString()));
		this.#marked = marked;
		clearTimeout(this.#remembering);
		this.#remembering = setTimeout(() => this.#rememberNow(), REMEMBER_MS);
	}

	#rememberNow(): void {
		// Not before the page stands where it was.
		if (this.#restored !== undefined) return;
		const { topRow, left, cursor } = this.#view;
		const { row, column } = cursor;
		const { subject } = this.#data;
		const { layout } = this.#columns;
		const { showsImages } = this.#details;
		this.#remember({ subject, ...this.#wanted, topRow, left, cursor: { row, column }, layout, showsImages });
	}

	/** What is marked as text in a filter or in the details is copied by the browser. */
	#onCopy(event: ClipboardEvent): void {
		if (document.activeElement !== this.#view.element || getSelection()?.isCollapsed === false) return;
		event.preventDefault();
		this.#copying.copy(this.#copied, false);
	}

	#onKey(event: KeyboardEvent): void {
		const isFind =
			event.key.toLowerCase() === 'f' && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
		if (!isFind) return;
		event.preventDefault();
		this.#finding.bar.open();
	}

	get #copied(): CopiedGrid {
		const { selection, marks } = this.#view;
		return { columns: this.#columns.numbers, count: this.#state?.count ?? 0, selection, marks };
	}

	#searched(): ConstructorParameters<typeof Finding>[2] {
		const [columns, view] = [this.#columns, this.#view];
		return {
			get columns() {
				return columns.numbers;
			},
			get cursor() {
				return view.cursor;
			},
			moveTo: (cursor) => view.moveTo(cursor),
			focus: () => view.element.focus(),
		};
	}

	#numberOf(position: number): number {
		return this.#columns.numbers[position] ?? -1;
	}

	#announce(text: string): void {
		this.#announcer.textContent = text;
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
