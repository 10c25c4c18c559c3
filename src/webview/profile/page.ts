/** The page of a profile: a table of all columns, what was found, keys, and months. It draws what the host has put into words. */
import type { ProfileColumn, ProfileFinding, ProfileHead, ProfileLink } from '../../protocol/profile.ts';
import type { ProfileMonth, ProfilePageData, ProfileView, ToProfileHost } from '../../protocol/profile.ts';
import { button, element } from '../grid/dom.ts';
import { ProfileStrip } from '../grid/profileStrip.ts';

export class ProfilePage {
	readonly element: HTMLElement;
	readonly #data: ProfilePageData;
	readonly #tell: (message: ToProfileHost) => void;
	readonly #rows = element('span', { class: 'count' });
	readonly #status = element('p', { class: 'status', attributes: { role: 'status' } });
	readonly #failure = element('div', { class: 'failure', attributes: { role: 'alert' } });
	readonly #columns = element('tbody');
	readonly #heads = element('tr');
	readonly #more = element('div', { class: 'more' });
	readonly #before = element('div');
	readonly #after = element('div');
	readonly #columnsSection: HTMLElement;
	/** Rows that are drawn stay: who reads in them is not disturbed by those that come. */
	#drawn: ProfileColumn[] = [];

	constructor(data: ProfilePageData, tell: (message: ToProfileHost) => void) {
		const { texts, title } = data;
		this.#data = data;
		this.#tell = tell;
		const table = element('table', {}, element('thead', {}, this.#heads), this.#columns);
		// Wider than the page, it is scrolled by itself; keys have to reach it.
		const look = { class: 'wide', attributes: { tabindex: '0', role: 'region', 'aria-label': texts.columns } };
		this.#columnsSection = element(
			'section',
			{},
			element('h2', { text: texts.columns }),
			element('div', look, table),
			this.#more,
		);
		this.element = element(
			'article',
			{},
			element(
				'header',
				{},
				element('h1', { text: title }),
				this.#rows,
				element('span', { class: 'space' }),
				button(texts.openGrid, () => tell({ kind: 'grid' })),
				button(texts.exportMarkdown, () => tell({ kind: 'export', format: 'markdown' }), 'quiet'),
				button(texts.exportJson, () => tell({ kind: 'export', format: 'json' }), 'quiet'),
				button(texts.refresh, () => tell({ kind: 'refresh' }), 'quiet'),
			),
			...[this.#status, this.#failure, this.#before, this.#columnsSection, this.#after],
		);
		this.#failure.hidden = true;
		this.#columnsSection.hidden = true;
	}

	show(view: ProfileView): void {
		this.#rows.textContent = view.rows;
		this.#status.textContent = view.status;
		this.#showFailure(view);
		this.#showColumns(view);
		this.#before.replaceChildren(...this.#found(view));
		const { coverage } = view;
		// Of many years it is long: nobody has to pass it on the way to the columns.
		const months = coverage === undefined ? [] : [this.#months(coverage.heads, coverage.months)];
		this.#after.replaceChildren(...months.map((table) => section(coverage?.title ?? '', table)));
	}

	#showFailure({ failure }: ProfileView): void {
		this.#failure.hidden = failure === undefined;
		if (failure === undefined) return;
		this.#failure.replaceChildren(
			element('strong', { text: failure.what }),
			element('p', { text: failure.why }),
			...(failure.next === undefined ? [] : [element('p', { text: failure.next })]),
			button(this.#data.texts.retry, () => this.#tell({ kind: 'refresh' })),
		);
	}

	#showColumns({ heads, columns, more }: ProfileView): void {
		this.#columnsSection.hidden = columns.length === 0;
		if (
			columns.length < this.#drawn.length ||
			columns.some(({ name }, nth) => (this.#drawn[nth]?.name ?? name) !== name)
		) {
			this.#drawn = [];
			this.#columns.replaceChildren();
		}
		if (this.#drawn.length === 0) this.#heads.replaceChildren(...this.#headCells(heads));
		const added = columns.slice(this.#drawn.length);
		this.#columns.append(...added.map((column) => this.#columnRow(column, heads)));
		this.#drawn.push(...added);
		const goOn = more === undefined ? [] : [button(more, () => this.#tell({ kind: 'more' }))];
		this.#more.replaceChildren(...goOn);
	}

	#headCells(heads: readonly ProfileHead[]): readonly HTMLElement[] {
		const [first, ...others] = heads.map(headCell);
		const chart = element('th', { text: this.#data.texts.chart, attributes: { scope: 'col' } });
		return first === undefined ? [] : [first, chart, ...others];
	}

	#columnRow({ name, label, strip, cells }: ProfileColumn, heads: readonly ProfileHead[]): HTMLElement {
		const title = label === undefined ? name : `${name} (${label})`;
		const drawn = new ProfileStrip((filter) => this.#tell({ kind: 'rows', column: strip.column, filter }));
		drawn.draw(strip);
		return element(
			'tr',
			{},
			element('th', { text: name, attributes: { scope: 'row', title } }),
			element('td', { class: 'profiled' }, drawn.element),
			...cells.map((text, nth) => cell(text, heads[nth + 1]?.isNumber === true)),
		);
	}

	#found({ columns, findings, keys, status }: ProfileView): readonly HTMLElement[] {
		const { texts } = this.#data;
		if (columns.length === 0) return [];
		const none = status === '' ? [element('p', { text: texts.noFindings })] : [];
		const list =
			findings.length === 0 ? none : [element('ul', {}, ...findings.map((finding) => this.#finding(finding)))];
		return [
			section(texts.findings, ...list),
			...(keys.length === 0
				? []
				: [section(texts.keys, element('ul', {}, ...keys.map((text) => element('li', { text }))))]),
		];
	}

	#finding({ column, text, links }: ProfileFinding): HTMLElement {
		return element(
			'li',
			{},
			element('strong', { text: column }),
			element('span', { text: ` ${text} ` }),
			...links.map((link) => this.#link(link)),
		);
	}

	#months(heads: readonly ProfileHead[], months: readonly ProfileMonth[]): HTMLElement {
		const rows = months.map(({ cells: [month = '', ...cells], share, link }) => {
			const bar = element('div', { class: 'share-bar', attributes: { 'aria-hidden': 'true' } });
			bar.style.width = `${share * 100}%`;
			const name = link === undefined ? element('span', { text: month }) : this.#link(link);
			return element(
				'tr',
				{},
				element('th', { attributes: { scope: 'row' } }, name),
				...cells.map((text) => cell(text, true)),
				element('td', { class: 'bars-cell' }, bar),
			);
		});
		const none = element('td', { attributes: { 'aria-hidden': 'true' } });
		const head = element('thead', {}, element('tr', {}, ...heads.map(headCell), none));
		return element('table', { class: 'months' }, head, element('tbody', {}, ...rows));
	}

	#link({ text, column, filter }: ProfileLink): HTMLElement {
		return button(text, () => this.#tell({ kind: 'rows', column, filter }), 'link');
	}
}

function section(title: string, ...children: readonly Node[]): HTMLElement {
	return element('section', {}, element('h2', { text: title }), ...children);
}

function headCell({ title, isNumber }: ProfileHead): HTMLElement {
	return element('th', { text: title, class: isNumber ? 'right' : '', attributes: { scope: 'col' } });
}

function cell(text: string, isNumber: boolean): HTMLElement {
	return element('td', { text, class: isNumber ? 'right' : '' });
}
