/** Rows by two numbers: points, or squares where points would cover one another. Places on Earth keep their proportions. */
import { axisX, axisY, dot, gridX, gridY, rect } from '@observablehq/plot';
import type { PlotPicture, PlotTexts, PlotWish } from '../../protocol/plot.ts';
import { VALUE_TICKS, drawn, numbered, ticksFor } from './drawing.ts';
import type { Mark, Picture, Room } from './drawing.ts';
import { edges } from './picks.ts';
import { rangeText } from './plotTable.ts';
import { numberText, rowsText, shortNumberText } from './quantities.ts';
import { proportioned } from './proportions.ts';
import type { Extent } from './proportions.ts';

type Places = Extract<PlotPicture, { readonly kind: 'spots' | 'squares' }>;

interface Place extends Mark {
	readonly x1: number;
	readonly x2: number;
	readonly y1: number;
	readonly y2: number;
	readonly rows: number;
}

const MARGINS = { marginLeft: 72, marginRight: 24, marginTop: 28, marginBottom: 44 } as const;
/** The faintest square is still seen. */
const LEAST_OPACITY = 0.2;

export function drawPlaces(picture: Places, wish: PlotWish, texts: PlotTexts, { width, height }: Room): Picture {
	const { x: across, y: upward } = wish.kind === 'scatter' ? wish : { x: '', y: '' };
	const data = placesOf(picture, across, upward, texts);
	const most = data.reduce((largest, { rows }) => Math.max(largest, rows), 1);
	const extent = extentOf(data);
	const inner = {
		width: width - MARGINS.marginLeft - MARGINS.marginRight,
		height: height - MARGINS.marginTop - MARGINS.marginBottom,
	};
	const { x, y } = picture.isOnEarth ? proportioned(extent, inner) : padded(extent);
	const look = { fill: 'var(--mark-1)', title: 'label', ...numbered() };
	const svg = drawn({
		...{ width, height, ...MARGINS, x: { domain: x }, y: { domain: y } },
		// Counts are drawn as they are, not as the library would scale them.
		...{ opacity: { type: 'identity' }, r: { type: 'identity' } },
		marks: [
			gridX({ ticks: ticksFor({ width }) }),
			gridY({ ticks: VALUE_TICKS }),
			picture.kind === 'spots'
				? dot(data, {
						...{
							x: 'x1',
							y: 'y1',
							r: ({ rows }: Place) => Math.min(14, 3.5 + 1.5 * Math.log2(rows)),
							fillOpacity: 0.55,
						},
						...{ stroke: 'var(--mark-1)', ...look },
					})
				: rect(data, {
						...{ x1: 'x1', x2: 'x2', y1: 'y1', y2: 'y2', inset: 0.25, ...look },
						fillOpacity: ({ rows }: Place) => LEAST_OPACITY + (1 - LEAST_OPACITY) * Math.sqrt(rows / most),
					}),
			axisX({ label: across, labelArrow: 'none', tickFormat: shortNumberText, ticks: ticksFor({ width }) }),
			axisY({ label: upward, labelArrow: 'none', tickFormat: shortNumberText, ticks: VALUE_TICKS }),
		],
	});
	return { svg, marks: data };
}

function placesOf(picture: Places, across: string, upward: string, texts: PlotTexts): readonly Place[] {
	const isSpots = picture.kind === 'spots';
	return (isSpots ? picture.spots : picture.squares).map(({ x, y, rows }): Place => {
		const [horizontal, vertical] = isSpots
			? [
					{ from: x, to: x },
					{ from: y, to: y },
				]
			: [edges(picture.x, x), edges(picture.y, y)];
		const where = isSpots
			? `${across} ${numberText(x)}, ${upward} ${numberText(y)}`
			: `${across} ${rangeText(horizontal.from, horizontal.to, texts)}, ${upward} ${rangeText(vertical.from, vertical.to, texts)}`;
		return {
			...{ x1: horizontal.from ?? 0, x2: horizontal.to ?? 0, y1: vertical.from ?? 0, y2: vertical.to ?? 0, rows },
			label: `${where}: ${rowsText(rows, texts)}`,
			picks: [
				{ field: across, ...horizontal },
				{ field: upward, ...vertical },
			],
		};
	});
}

function extentOf(places: readonly Place[]): Extent {
	let [left, right, bottom, top] = [Infinity, -Infinity, Infinity, -Infinity];
	for (const { x1, x2, y1, y2 } of places) {
		[left, right] = [Math.min(left, x1), Math.max(right, x2)];
		[bottom, top] = [Math.min(bottom, y1), Math.max(top, y2)];
	}
	return { x: [left, right], y: [bottom, top] };
}

function padded({ x, y }: Extent): Extent {
	const pad = ([from, to]: readonly [number, number]): readonly [number, number] => {
		const by = (to - from) * 0.03 || Math.max(1e-9, Math.abs(from) * 0.01) || 1;
		return [from - by, to + by];
	};
	return { x: pad(x), y: pad(y) };
}
