/** A histogram. */
import { axisX, axisY, gridY, rectY, ruleY } from '@observablehq/plot';
import type { PlotBin, PlotPicture, PlotTexts, PlotWish } from '../../protocol/plot.ts';
import { HATCH, VALUE_TICKS, drawn, numbered, ticksFor } from './drawing.ts';
import type { Picture, Room } from './drawing.ts';
import { rangeText } from './plotTable.ts';
import { rowsText, shortNumberText } from './quantities.ts';

type Bins = Extract<PlotPicture, { readonly kind: 'bins' }>;

interface Drawn {
	readonly x1: number;
	readonly x2: number;
	readonly y: number;
	readonly fill: string;
	readonly label: string;
}

export function drawBins({ bins }: Bins, wish: PlotWish, texts: PlotTexts, room: Room): Picture {
	const field = 'field' in wish ? wish.field : '';
	const step = stepOf(bins);
	const data = bins.map((bin): Drawn => {
		const [x1, x2] = spanOf(bin, step);
		const label = `${field} ${rangeText(bin.from, bin.to, texts)}: ${rowsText(bin.rows, texts)}`;
		return { x1, x2, y: bin.rows, fill: isOpen(bin) ? HATCH : 'var(--mark-1)', label };
	});
	const svg = drawn({
		...{ ...room, marginLeft: 64, marginBottom: 40, marginTop: 28 },
		marks: [
			gridY({ ticks: VALUE_TICKS }),
			rectY(data, {
				...{ x1: 'x1', x2: 'x2', y: 'y', insetLeft: 1, insetRight: 1 },
				...{ fill: 'fill', stroke: 'var(--mark-1)', title: 'label', ...numbered() },
			}),
			ruleY([0]),
			axisX({ label: field, labelArrow: 'none', tickFormat: shortNumberText, ticks: ticksFor(room) }),
			axisY({ label: texts.amounts.rows, labelArrow: 'none', tickFormat: shortNumberText, ticks: VALUE_TICKS }),
		],
	});
	const marks = data.map(({ label }, nth) => ({ label, picks: [{ field, from: bins[nth]?.from, to: bins[nth]?.to }] }));
	return { svg, marks };
}

function isOpen({ from, to }: PlotBin): boolean {
	return from === undefined || to === undefined;
}

function stepOf(bins: readonly PlotBin[]): number {
	const closed = bins.find((bin) => !isOpen(bin));
	return closed === undefined ? 1 : (closed.to ?? 0) - (closed.from ?? 0);
}

/** An open bin has no end: it stands apart from the others, as wide as two of them. */
function spanOf({ from, to }: PlotBin, step: number): readonly [number, number] {
	if (from === undefined) return [(to ?? 0) - 3 * step, (to ?? 0) - step];
	return to === undefined ? [from + step, from + 3 * step] : [from, to];
}
