/** The page: what the host has gathered is drawn, what the user wishes is asked of the host. */
import type { PlotKept, PlotPageData, PlotPick, PlotState, ToPlotHost, ToPlotPage } from '../../protocol/plot.ts';
import { button, element } from '../grid/dom.ts';
import { Controls, isMoment } from './controls.ts';
import { PictureView } from './pictureView.ts';
import { plotTable, tableText } from './plotTable.ts';
import type { PlotTable } from './plotTable.ts';
import { savedPng, savedSvg } from './savePicture.ts';
import { StatusView } from './statusView.ts';
import { TableView } from './tableView.ts';
import { filterText, notesOf, titleOf } from './wording.ts';

export interface PageHost {
	post(message: ToPlotHost): void;
	/** For when the page comes back. */
	keep(state: PlotKept): void;
}

export class PlotPage {
	readonly #data: PlotPageData;
	readonly #host: PageHost;
	readonly #controls: Controls;
	readonly #status: StatusView;
	readonly #picture: PictureView;
	readonly #table: TableView;
	readonly #filters = element('p', { class: 'filters', attributes: { dir: 'auto' } });
	readonly #title = element('h2', { attributes: { dir: 'auto' } });
	readonly #notes = element('ul', { class: 'notes' });
	readonly #announcer = element('div', { class: 'unseen', attributes: { role: 'status' } });
	readonly #tableButton: HTMLButtonElement;
	readonly #actions: readonly HTMLButtonElement[];
	#isTableShown: boolean;
	#kept: PlotKept | undefined;
	#drawn: { readonly state: PlotState; readonly table: PlotTable } | undefined;

	constructor(data: PlotPageData, isTableShown: boolean, host: PageHost) {
		const { texts } = data;
		this.#data = data;
		this.#host = host;
		this.#isTableShown = isTableShown;
		const open = (picks: readonly PlotPick[]): void => host.post({ kind: 'open', picks });
		this.#controls = new Controls(texts, (wish) => host.post({ kind: 'draw', wish }));
		this.#status = new StatusView(texts, {
			retry: () => host.post({ kind: 'refresh' }),
			cancel: () => host.post({ kind: 'cancel' }),
		});
		this.#picture = new PictureView(texts, open);
		this.#table = new TableView(texts, open);
		this.#tableButton = button(texts.table, () => this.#revealTable(!this.#isTableShown), 'quiet');
		this.#actions = [
			this.#tableButton,
			button(texts.copyTable, () => this.#copy(), 'quiet'),
			button(texts.saveSvg, () => this.#save('svg'), 'quiet'),
			button(texts.savePng, () => this.#save('png'), 'quiet'),
		];
	}

	start(parent: HTMLElement): void {
		const { title, texts } = this.#data;
		const heading = element('h1', { text: title, attributes: { title, dir: 'auto' } });
		const refresh = button(texts.refresh, () => this.#host.post({ kind: 'refresh' }), 'quiet');
		const space = element('span', { class: 'space' });
		const toolbar = element('header', { class: 'toolbar' }, heading, space, ...this.#actions, refresh);
		const stage = element('figure', { class: 'stage' }, this.#title, this.#picture.element, this.#notes);
		parent.append(toolbar, this.#controls.element, this.#filters, this.#status.element, stage, this.#table.element);
		parent.append(this.#announcer);
		this.#revealTable(this.#isTableShown);
		this.#showActions();
		this.#host.post({ kind: 'begin' });
	}

	take(message: ToPlotPage): void {
		if (message.kind === 'told') this.#announcer.textContent = message.text;
		else if (message.kind === 'failed') this.#status.tell(message.failure);
		else this.#take(message.state, message.kept);
	}

	#take(state: PlotState, kept: PlotKept): void {
		this.#kept = kept;
		this.#keep();
		this.#controls.show(state);
		this.#status.show(state);
		this.#filters.textContent = filterText(state, this.#data.texts);
		const isOther = state.plot !== this.#drawn?.state.plot && JSON.stringify(state.plot) !== this.#plotText;
		if (!isOther) return;
		this.#draw(state);
	}

	get #plotText(): string | undefined {
		const plot = this.#drawn?.state.plot;
		return plot === undefined ? undefined : JSON.stringify(plot);
	}

	#draw(state: PlotState): void {
		const { plot, drawn: wish, fields } = state;
		const { texts } = this.#data;
		const isNothing = plot === undefined || wish === undefined;
		this.#drawn = isNothing
			? undefined
			: { state, table: plotTable(plot, wish, texts, (name) => isColumn(state, name)) };
		this.#showActions();
		if (isNothing || this.#drawn === undefined) {
			this.#title.textContent = '';
			this.#notes.replaceChildren();
			this.#picture.clear();
			this.#table.show({ heads: [], rows: [] }, '');
			return;
		}
		const bucket = plot.picture.kind === 'series' ? plot.picture.bucket : undefined;
		const title = titleOf(wish, bucket, texts);
		const isUtc = fields.some(
			(field) => 'field' in wish && field.name === wish.field && isMoment(field) && field.type === 'instant',
		);
		const notes = notesOf(plot, wish, texts, isUtc);
		this.#title.textContent = title;
		this.#notes.replaceChildren(...notes.map((text) => element('li', { text, attributes: { dir: 'auto' } })));
		this.#picture.show(plot, wish, title, (name) => isColumn(state, name));
		this.#table.show(this.#drawn.table, title);
		this.#announcer.textContent = `${title}. ${notes[0] ?? ''}`;
	}

	#showActions(): void {
		const hasPicture = this.#drawn !== undefined && this.#drawn.table.heads.length > 0;
		for (const action of this.#actions) action.disabled = !hasPicture;
	}

	#revealTable(isShown: boolean): void {
		this.#isTableShown = isShown;
		this.#tableButton.ariaPressed = String(isShown);
		this.#table.reveal(isShown);
		this.#keep();
	}

	#copy(): void {
		if (this.#drawn !== undefined) this.#host.post({ kind: 'copy', text: tableText(this.#drawn.table) });
	}

	#save(format: 'svg' | 'png'): void {
		const { svg } = this.#picture;
		if (svg === undefined) return;
		const notes = [...this.#notes.children, this.#filters].map(({ textContent }) => textContent ?? '');
		const content = savedSvg(svg, { title: this.#title.textContent ?? '', notes });
		if (format === 'svg') this.#host.post({ kind: 'save', format, content });
		else void this.#savePng(content);
	}

	async #savePng(svg: string): Promise<void> {
		try {
			this.#host.post({ kind: 'save', format: 'png', content: await savedPng(svg) });
		} catch (error) {
			const why = error instanceof Error ? error.message : String(error);
			this.#status.tell({ what: this.#data.texts.notSaved, why, next: undefined });
		}
	}

	#keep(): void {
		if (this.#kept !== undefined) this.#host.keep({ ...this.#kept, isTableShown: this.#isTableShown });
	}
}

/** Only whole columns can be filtered in the grid. */
function isColumn({ fields }: PlotState, name: string): boolean {
	return fields.some((field) => field.name === name && !field.isNested);
}
