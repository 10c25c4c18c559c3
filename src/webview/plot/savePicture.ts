/** A picture as a file that looks the same everywhere: colours and fonts of the theme written out, title and notes within. */

/** What of a style a picture needs where no style sheet is. */
const STYLES = [
	...['fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-opacity', 'stroke-dasharray', 'opacity'],
	...['font-family', 'font-size', 'font-weight', 'text-anchor', 'white-space'],
] as const;
/** Means nothing outside of the page. */
const OWN_ATTRIBUTES = ['class', 'tabindex', 'role', 'aria-label', 'aria-hidden', 'data-mark', 'style'];
const NAMESPACE = 'http://www.w3.org/2000/svg';
const PADDING = 16;
const LINE_HEIGHT = 18;

export interface PictureTexts {
	readonly title: string;
	readonly notes: readonly string[];
}

/** @param svg  as it is shown, because its styles are read from the page */
export function savedSvg(svg: SVGSVGElement, { title, notes }: PictureTexts): string {
	const copy = svg.cloneNode(true) as SVGSVGElement;
	const originals = [svg, ...svg.querySelectorAll('*')];
	for (const [nth, element] of [copy, ...copy.querySelectorAll('*')].entries()) {
		const original = originals[nth];
		if (original !== undefined) writeStyles(element, getComputedStyle(original));
	}
	const width = Number(svg.getAttribute('width'));
	const height = Number(svg.getAttribute('height'));
	const lines = notes.flatMap((note) => wrapped(note, Math.floor((width - 2 * PADDING) / 6.5)));
	const top = LINE_HEIGHT * 2 + PADDING;
	const whole = { width, height: top + height + lines.length * LINE_HEIGHT + PADDING };
	const look = getComputedStyle(document.body);
	const root = made('svg', {
		...{ width: String(whole.width), height: String(whole.height) },
		...{
			viewBox: `0 0 ${whole.width} ${whole.height}`,
			fill: look.color,
			'font-family': look.fontFamily,
			'font-size': '12',
		},
	});
	const background = { width: '100%', height: '100%', fill: opaque(look.backgroundColor) };
	root.append(written('title', title), written('desc', notes.join('\n')), made('rect', background));
	root.append(
		written('text', title, {
			x: String(PADDING),
			y: String(PADDING + LINE_HEIGHT),
			'font-size': '14',
			'font-weight': '600',
		}),
	);
	copy.setAttribute('y', String(top));
	root.append(copy);
	for (const [nth, line] of lines.entries()) {
		root.append(written('text', line, { x: String(PADDING), y: String(top + height + (nth + 1) * LINE_HEIGHT) }));
	}
	return new XMLSerializer().serializeToString(root).replaceAll(/[\uFFFE\uFFFF]/g, '\uFFFD');
}

/** @returns the bytes of a PNG, twice as large as the picture is on the page */
export async function savedPng(svg: string): Promise<Uint8Array> {
	const address = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
	try {
		const image = new Image();
		image.src = address;
		await image.decode();
		const canvas = document.createElement('canvas');
		canvas.width = image.naturalWidth * 2;
		canvas.height = image.naturalHeight * 2;
		canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
		const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
		if (blob === null) throw new Error('The browser made no picture');
		return new Uint8Array(await blob.arrayBuffer());
	} finally {
		URL.revokeObjectURL(address);
	}
}

function writeStyles(element: Element, styles: CSSStyleDeclaration): void {
	for (const name of OWN_ATTRIBUTES) element.removeAttribute(name);
	if (element.closest('defs') !== null && element.tagName !== 'path') return;
	for (const name of STYLES) {
		const value = styles.getPropertyValue(name);
		// Patterns are written with the page's address, which is nowhere else.
		if (value !== '') element.setAttribute(name, value.replace(/url\("?[^"#)]*(#[^")]+)"?\)/, 'url($1)'));
	}
}

function written(name: string, text: string, attributes: Readonly<Record<string, string>> = {}): SVGElement {
	const element = made(name, attributes);
	element.textContent = text;
	return element;
}

function made(name: string, attributes: Readonly<Record<string, string>>): SVGElement {
	const element = document.createElementNS(NAMESPACE, name);
	for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
	return element;
}

function opaque(colour: string): string {
	return colour === 'rgba(0, 0, 0, 0)' || colour === 'transparent' ? 'white' : colour;
}

/** Between words; a word that is longer than a line stays whole. */
export function wrapped(text: string, letters: number): readonly string[] {
	const lines: string[] = [];
	for (const word of text.split(' ')) {
		const last = lines.at(-1);
		if (last === undefined || last.length + 1 + word.length > letters) lines.push(word);
		else lines[lines.length - 1] = `${last} ${word}`;
	}
	return lines;
}
