/** Opens a cell, or its row, below the grid, and keeps to the cursor while that is open. */
import type { GridColumn, GridLink, GridPageData, GridRow } from '../../protocol/grid.ts';
import { filled, wholeText } from './cellText.ts';
import { GridError } from './channel.ts';
import type { Channel } from './channel.ts';
import type { Place } from './cursor.ts';
import { DetailsView } from './detailsView.ts';
import type { DetailsTab } from './detailsView.ts';
import { ImageStrip } from './imageStrip.ts';
import { jsonTree } from './jsonTree.ts';
import { rowTree } from './rowTree.ts';

export interface DetailedGrid {
	/** All columns of the table. */
	readonly columns: readonly GridColumn[];
	/** The cursor's, in the table; `undefined` above the rows. */
	readonly place: Place | undefined;
	/** Whether pictures of other servers may be fetched. */
	readonly canFetchImages: boolean;
	openLink(link: GridLink): void;
	failed(error: unknown): void;
	/** It was opened or closed, or is about other images. */
	changed(): void;
	focus(): void;
}

/** Above all rows. */
const NOWHERE: Place = { row: -1, column: -1 };

export class Details {
	readonly view: DetailsView;
	readonly #data: GridPageData;
	readonly #channel: Channel;
	readonly #grid: DetailedGrid;
	readonly #images: ImageStrip;
	#showsImages: boolean;
	#detailed = NOWHERE;
	#reading = new AbortController();

	constructor(data: GridPageData, channel: Channel, grid: DetailedGrid, showsImages: boolean) {
		this.#data = data;
		this.#channel = channel;
		this.#grid = grid;
		this.#showsImages = showsImages;
		this.#images = new ImageStrip(data.texts, {
			load: (image, signal) => channel.request('image', image, signal),
			whyFailed: (error) => whyFailed(error),
			wanted: () => {
				this.#showsImages = true;
				grid.changed();
			},
		});
		this.view = new DetailsView(data.texts, this.#images.element, {
			close: () => this.close(),
			choose: (tab) => this.open(tab),
			failed: (error) => grid.failed(error),
		});
	}

	/** Whether the user has asked for pictures of other servers. */
	get showsImages(): boolean {
		return this.#showsImages;
	}

	open(tab: DetailsTab = this.view.tab): void {
		const { place } = this.#grid;
		if (place === undefined) return;
		this.#detailed = place;
		this.#reading.abort();
		this.#reading = new AbortController();
		const showing =
			tab === 'row' ? this.#showRow(place, this.#reading.signal) : this.#showValue(place, this.#reading.signal);
		showing.catch((error: unknown) => this.#grid.failed(error));
	}

	toggle(): void {
		if (this.view.isOpen) this.close();
		else this.open();
	}

	/** The cursor may be elsewhere now. */
	follow(): void {
		const { place } = this.#grid;
		if (!this.view.isOpen || place === undefined) return;
		if (place.row !== this.#detailed.row || place.column !== this.#detailed.column) this.open();
	}

	/** Another row may have come into its place. */
	forget(): void {
		this.#detailed = NOWHERE;
	}

	close(): void {
		if (!this.view.isOpen) return;
		this.#reading.abort();
		this.view.close();
		this.#images.clear();
		this.#grid.focus();
		this.#grid.changed();
	}

	async #showValue({ row, column }: Place, signal: AbortSignal): Promise<void> {
		const { texts } = this.#data;
		const { name = '', type = 'text' } = this.#grid.columns[column] ?? {};
		const value = await this.#channel.request('cell', { row, column }, signal);
		const nested = typeof value === 'string' ? jsonTree(value, texts) : undefined;
		this.#images.clear();
		this.view.show('value', `${name} · ${type} · ${this.#rowText(row)}`, nested ?? wholeText(value, type, texts));
		this.#grid.changed();
	}

	async #showRow({ row }: Place, signal: AbortSignal): Promise<void> {
		const { columns } = this.#grid;
		const asked = { offset: row, count: 1, columns: [...columns.keys()] };
		const [{ rows }, links, images] = await Promise.all([
			this.#channel.request('rows', asked, signal),
			this.#channel.request('links', { row }, signal),
			this.#channel.request('images', { row }, signal),
		]);
		this.view.show('row', this.#rowText(row), this.#nodes(row, rows[0] ?? null, links, signal));
		const { canFetchImages } = this.#grid;
		this.#images.show(images, !canFetchImages ? 'refused' : this.#showsImages ? 'shown' : 'offered');
		this.#grid.changed();
	}

	#nodes(row: number, cells: GridRow, links: readonly GridLink[], signal: AbortSignal): ReturnType<typeof rowTree> {
		const { subject, texts } = this.#data;
		const connection = subject.kind === 'file' ? '' : `${subject.connection}/`;
		if (cells === null) return [{ text: texts.rowGone, kind: 'none' }];
		return rowTree(this.#grid.columns, cells, links, texts, {
			whole: (column) => this.#channel.request('cell', { row, column }, signal),
			openLink: (link) => this.#grid.openLink(link),
			nameOf: (dataset) => `${connection}${dataset}`,
		});
	}

	#rowText(row: number): string {
		return filled(`${this.#data.texts.rowNumber} {0}`, (row + 1).toLocaleString());
	}
}

function whyFailed(error: unknown): string | undefined {
	if (error instanceof GridError) return error.failure.why;
	if (error instanceof DOMException && error.name === 'AbortError') return undefined;
	throw error;
}
