/** Lines that are told apart by colour, by dashes, by the signs on them, and by their names at their ends. */
import { dot, line } from '@observablehq/plot';
import type { Markish } from '@observablehq/plot';
import { FONT_SIZE, numbered } from './drawing.ts';
import type { Drawing } from './drawing.ts';
import type { Point } from './drawSeries.ts';

const SYMBOLS = ['circle', 'square', 'triangle', 'diamond', 'star', 'cross', 'wye', 'hexagon', 'circle'] as const;
const DASHES = ['', '6,3', '2,2', '8,3,2,3', '', '6,3', '2,2', '8,3,2,3', '1,3'];
/** With more, a page becomes slow, and signs cover one another. */
const MOST_DOTS = 1500;
const LINE_HEIGHT = FONT_SIZE + 3;

export function linesOf(series: readonly (readonly Point[])[]): readonly Markish[] {
	const hasDots = series.reduce((sum, { length }) => sum + length, 0) <= MOST_DOTS;
	let first = 0;
	return series.flatMap((points, nth) => {
		const stroke = strokeOf(nth);
		const path = line(points, {
			...{ x: 'start', y: 'amount', stroke, strokeWidth: 2, strokeDasharray: DASHES[nth % DASHES.length] || 'none' },
		});
		const signs = dot(points, {
			...{ x: 'start', y: 'amount', r: 3.5, symbol: SYMBOLS[nth % SYMBOLS.length] ?? 'circle' },
			...{ fill: stroke, stroke, title: 'label', ...numbered(first) },
		});
		first += points.length;
		return hasDots ? [path, signs] : [path];
	});
}

/** Writes the name of each line where it ends, below one another where they would overlap. */
export function labelLines(
	svg: Drawing,
	series: readonly (readonly Point[])[],
	names: readonly string[],
	width: number,
): void {
	const [across, upward] = [svg.scale('x'), svg.scale('y')];
	const labels = series.flatMap((points, nth) => {
		const last = points.findLast(({ amount }) => !Number.isNaN(amount));
		if (last === undefined) return [];
		const end = { x: Number(across?.apply(last.start)), y: Number(upward?.apply(last.amount)) };
		return [{ nth, end, y: end.y }];
	});
	const right = [...(across?.range ?? [])].map(Number)[1] ?? width;
	for (const { nth, end, y } of spread(labels, [...(upward?.range ?? [])].map(Number)[0] ?? 0)) {
		const attributes = {
			fill: 'none',
			stroke: strokeOf(nth),
			'stroke-dasharray': DASHES[nth % DASHES.length] || 'none',
		};
		add(svg, 'path', { d: `M${end.x + 6},${end.y}L${right + 6},${y}H${right + 16}`, class: 'leader', ...attributes });
		const label = add(svg, 'text', { x: String(right + 20), y: String(y), dy: '0.32em', 'text-anchor': 'start' });
		label.textContent = names[nth] ?? '';
	}
}

export function strokeOf(nth: number): string {
	return `var(--mark-${(nth % 9) + 1})`;
}

/** From above to below, none less than a line away from the next, and none below the axis if it can be helped. */
export function spread<Label extends { readonly y: number }>(
	labels: readonly Label[],
	bottom: number,
): readonly Label[] {
	const sorted = labels.toSorted((a, b) => a.y - b.y);
	let above = -Infinity;
	const downward = sorted.map(({ y }) => (above = Math.max(y, above + LINE_HEIGHT)));
	let below = Math.max(bottom, sorted.length * LINE_HEIGHT) + LINE_HEIGHT;
	const upward = downward.toReversed().map((y) => (below = Math.min(y, below - LINE_HEIGHT)));
	return sorted.map((label, nth) => ({ ...label, y: upward[sorted.length - 1 - nth] ?? label.y }));
}

function add(svg: SVGElement, name: string, attributes: Readonly<Record<string, string>>): SVGElement {
	const made = document.createElementNS('http://www.w3.org/2000/svg', name);
	for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
	svg.append(made);
	return made;
}
