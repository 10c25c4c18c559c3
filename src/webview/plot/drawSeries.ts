/** What happens over time: bars of all rows, or a line for each value. */
import { axisX, axisY, gridY, rectY, ruleY } from '@observablehq/plot';
import type { Markish } from '@observablehq/plot';
import type { PlotPicture, PlotTexts, PlotWish } from '../../protocol/plot.ts';
import { VALUE_TICKS, drawn, marginFor, numbered, ticksFor } from './drawing.ts';
import type { Mark, Picture, Room } from './drawing.ts';
import { labelLines, linesOf } from './lines.ts';
import { seriesPicks } from './picks.ts';
import { seriesText } from './plotTable.ts';
import { bucketText, labelText, numberText, rowsText, shortNumberText, tickText } from './quantities.ts';
import { amountTitle } from './wording.ts';

type Series = Extract<PlotPicture, { readonly kind: 'series' }>;

/** One stretch of time in one series. */
export interface Point extends Mark {
	readonly start: Date;
	readonly end: Date;
	readonly amount: number;
}

export function drawSeries(picture: Series, wish: PlotWish, texts: PlotTexts, room: Room): Picture {
	const measure = wish.kind === 'time' ? wish.measure : ({ of: 'rows' } as const);
	const points = pointsOf(picture, wish, texts);
	const isSplit = picture.otherValues > 0 || picture.series.some(({ value }) => value !== undefined);
	const isAdding = measure.of === 'rows' || measure.of === 'sum';
	const names = isSplit ? picture.series.map((one) => labelText(seriesText(one, picture, texts))) : [];
	const marks: readonly Markish[] =
		isSplit || !isAdding
			? linesOf(points)
			: [
					rectY(points[0] ?? [], {
						...{ x1: 'start', x2: 'end', y: 'amount', insetLeft: 1, insetRight: 1 },
						...{ fill: 'var(--mark-1)', stroke: 'var(--mark-1)', title: 'label', ...numbered() },
					}),
				];
	const svg = drawn({
		...{ ...room, marginLeft: 72, marginBottom: 44, marginTop: 28, marginRight: Math.max(24, marginFor(names) + 20) },
		x: { type: 'utc' },
		marks: [
			gridY({ ticks: VALUE_TICKS }),
			...(isAdding ? [ruleY([0])] : []),
			...marks,
			axisX({
				label: 'field' in wish ? wish.field : '',
				labelArrow: 'none',
				tickFormat: tickText,
				ticks: ticksFor(room),
			}),
			axisY({
				label: amountTitle(measure, texts),
				labelArrow: 'none',
				tickFormat: shortNumberText,
				ticks: VALUE_TICKS,
			}),
		],
	});
	if (isSplit) labelLines(svg, points, names, room.width);
	return { svg, marks: points.flat() };
}

function pointsOf(picture: Series, wish: PlotWish, texts: PlotTexts): readonly (readonly Point[])[] {
	const { bucket, starts, series, otherValues } = picture;
	const isSplit = otherValues > 0 || series.some(({ value }) => value !== undefined);
	const isMeasured = wish.kind === 'time' && wish.measure.of !== 'rows';
	const length = (starts[1] ?? (starts[0] ?? 0) + 86_400_000) - (starts[0] ?? 0);
	return series.map((one) => {
		const name = isSplit ? `${seriesText(one, picture, texts)}, ` : '';
		return starts.map((start, place): Point => {
			const amount = one.amounts[place];
			const measured = isMeasured ? `${amount === undefined ? texts.noAmount : numberText(amount)}, ` : '';
			return {
				start: new Date(start),
				end: new Date(starts[place + 1] ?? start + length),
				// A line has a gap where there is nothing.
				amount: amount ?? Number.NaN,
				label: `${name}${bucketText(start, bucket)}: ${measured}${rowsText(one.rows[place] ?? 0, texts)}`,
				picks: seriesPicks(wish, one, otherValues, { bucket, start }),
			};
		});
	});
}
