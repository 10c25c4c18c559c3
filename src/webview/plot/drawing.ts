/** What all pictures have in common: size, axes, and marks that can be pointed at. */
import { plot } from '@observablehq/plot';
import type { Plot as Drawn, PlotOptions, RenderFunction } from '@observablehq/plot';
import type { PlotPick } from '../../protocol/plot.ts';

export interface Mark {
	/** What it says, in words. */
	readonly label: string;
	/** Rows that it stands for, where the grid can show them. */
	readonly picks: readonly PlotPick[] | undefined;
}

export interface Picture {
	readonly svg: SVGSVGElement;
	/** By the number that stands in `data-mark` of their elements. */
	readonly marks: readonly Mark[];
}

export interface Room {
	readonly width: number;
	readonly height: number;
}

export type Drawing = SVGSVGElement & Drawn;

export const FONT_SIZE = 12;
/** Beside an axis of amounts. */
export const VALUE_TICKS = 5;
export const HATCH = 'url(#hatch)';

/** Draws without what a strict policy forbids: the style sheet that the library would put into the picture is in our own. */
export function drawn(options: PlotOptions): Drawing {
	const made = plot({ className: 'drawn', ...options }) as Drawing;
	made.querySelector('style')?.remove();
	made.prepend(hatch());
	return made;
}

/** Numbers the elements of a mark, so that whoever points at one is known to mean its datum. */
export function numbered(first = 0): { readonly render: RenderFunction } {
	return {
		render: (index, scales, values, dimensions, context, next) => {
			const group = next?.(index, scales, values, dimensions, context) ?? null;
			for (const [nth, element] of [...(group?.children ?? [])].entries()) {
				element.setAttribute('data-mark', String(first + (index[nth] ?? 0)));
			}
			return group;
		},
	};
}

/** Room for labels of that many letters. */
export function marginFor(labels: readonly string[]): number {
	const letters = Math.max(0, ...labels.map(({ length }) => length));
	return Math.min(220, Math.ceil(letters * FONT_SIZE * 0.56) + 16);
}

/** So many numbers stand beside one another without touching. */
export function ticksFor({ width }: Pick<Room, 'width'>): number {
	return Math.max(2, Math.floor(width / 110));
}

/** Tells parts apart where colours do not. */
function hatch(): SVGElement {
	const [defs, pattern, line] = ['defs', 'pattern', 'path'].map((name) =>
		document.createElementNS('http://www.w3.org/2000/svg', name),
	) as [SVGElement, SVGElement, SVGElement];
	const set = (element: SVGElement, attributes: Readonly<Record<string, string>>): void => {
		for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
	};
	set(pattern, {
		id: 'hatch',
		width: '6',
		height: '6',
		patternUnits: 'userSpaceOnUse',
		patternTransform: 'rotate(45)',
	});
	set(line, { d: 'M0,0V6', class: 'hatching' });
	pattern.append(line);
	defs.append(pattern);
	return defs;
}
