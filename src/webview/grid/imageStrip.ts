/** Pictures of a row, small. Those of other servers are fetched only when the user has asked for that. */
import type { GridImage, GridImages, GridPicture, GridTexts } from '../../protocol/grid.ts';
import { filled } from './cellText.ts';
import { button, element } from './dom.ts';

export interface ImageWork {
	load(image: GridImage, signal: AbortSignal): Promise<GridPicture>;
	/** Why it could not be shown; `undefined`: it was not wanted any more. */
	whyFailed(error: unknown): string | undefined;
	/** The user wants pictures of other servers from now on. */
	wanted(): void;
}

/** At once: servers that are asked for all of them would have reason to refuse. */
const MOST_LOADED = 4;

export class ImageStrip {
	readonly element: HTMLElement;
	readonly #texts: GridTexts;
	readonly #work: ImageWork;
	#showing = new AbortController();
	#addresses: string[] = [];

	constructor(texts: GridTexts, work: ImageWork) {
		this.#texts = texts;
		this.#work = work;
		this.element = element('section', { class: 'images', attributes: { 'aria-label': texts.images } });
		this.element.hidden = true;
	}

	/** @param remote  what becomes of pictures of other servers */
	show({ images, hasMore }: GridImages, remote: 'shown' | 'offered' | 'refused'): void {
		this.clear();
		const shown = images.filter(({ kind }) => kind === 'file' || remote === 'shown');
		const others = images.flatMap((image) => (image.kind === 'remote' ? [new URL(image.url).host] : []));
		const isOffered = remote === 'offered' && others.length > 0;
		this.element.hidden = shown.length === 0 && !isOffered;
		if (isOffered) this.element.append(this.#offer(images, hasMore, others));
		const waiting = shown.map((image) => {
			const place = element('figure', {}, element('figcaption', { text: image.caption, attributes: { dir: 'auto' } }));
			this.element.append(place);
			return { image, place };
		});
		if (hasMore && shown.length > 0) this.element.append(element('p', { text: this.#texts.moreImages }));
		for (let nth = 0; nth < MOST_LOADED; nth++) void this.#loadAll(waiting, this.#showing.signal);
	}

	clear(): void {
		this.#showing.abort();
		this.#showing = new AbortController();
		for (const address of this.#addresses.splice(0)) URL.revokeObjectURL(address);
		this.element.replaceChildren();
		this.element.hidden = true;
	}

	#offer(images: readonly GridImage[], hasMore: boolean, hosts: readonly string[]): HTMLElement {
		const from = [...new Set(hosts)].join(', ');
		return element(
			'p',
			{ class: 'offer' },
			element('span', { text: filled(this.#texts.imagesAreRemote, hosts.length.toLocaleString(), from) }),
			button(this.#texts.showImages, () => {
				this.#work.wanted();
				this.show({ images, hasMore }, 'shown');
			}),
		);
	}

	async #loadAll(
		waiting: { readonly image: GridImage; readonly place: HTMLElement }[],
		signal: AbortSignal,
	): Promise<void> {
		for (let next = waiting.shift(); next !== undefined && !signal.aborted; next = waiting.shift()) {
			const { image, place } = next;
			try {
				const { type, bytes } = await this.#work.load(image, signal);
				if (!signal.aborted) place.prepend(this.#picture(image, new Blob([new Uint8Array(bytes)], { type })));
			} catch (error) {
				const why = this.#work.whyFailed(error);
				if (why === undefined) return;
				place.append(element('p', { text: filled(this.#texts.imageFailed, image.caption, why) }));
			}
		}
	}

	#picture({ caption }: GridImage, blob: Blob): HTMLElement {
		const address = URL.createObjectURL(blob);
		this.#addresses.push(address);
		return element('img', { attributes: { src: address, alt: caption, decoding: 'async' } });
	}
}
