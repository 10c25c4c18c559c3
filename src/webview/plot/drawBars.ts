/** A bar for each value, one for all others and one for what is empty. */
import { axisX, axisY, barX, gridX, ruleX, text } from '@observablehq/plot';
import type { PlotPicture, PlotTexts, PlotWish } from '../../protocol/plot.ts';
import { HATCH, drawn, marginFor, numbered, ticksFor } from './drawing.ts';
import type { Mark, Picture, Room } from './drawing.ts';
import { barPick, othersPick } from './picks.ts';
import { labelText, numberText, rowsText, shortNumberText, valueText } from './quantities.ts';
import { amountTitle, othersText } from './wording.ts';

type Bars = Extract<PlotPicture, { readonly kind: 'bars' }>;

interface Drawn extends Mark {
	readonly place: number;
	readonly name: string;
	readonly amount: number;
	readonly amountText: string;
	readonly fill: string;
}

const BAR_HEIGHT = 26;

export function drawBars(picture: Bars, wish: PlotWish, texts: PlotTexts, { width }: Pick<Room, 'width'>): Picture {
	const measure = wish.kind === 'category' ? wish.measure : ({ of: 'rows' } as const);
	const data = barsOf(picture, wish, texts);
	const names = data.map(({ name }) => labelText(name));
	const isNegative = data.some(({ amount }) => amount < 0);
	const [marginLeft, marginRight] = [marginFor(names), 76];
	const ticks = ticksFor({ width: width - marginLeft - marginRight });
	const svg = drawn({
		...{ width, height: data.length * BAR_HEIGHT + 60, marginLeft, marginRight, marginTop: 8 },
		marginBottom: 44,
		// By number: what is empty and the others may be called like a value.
		y: { domain: data.map(({ place }) => place), padding: 0.2 },
		marks: [
			gridX({ ticks }),
			barX(data, {
				...{ x: 'amount', y: 'place', fill: 'fill', stroke: 'var(--mark-1)', title: 'label', ...numbered() },
			}),
			text(data, {
				...{ x: isNegative ? ({ amount }: Drawn) => Math.max(0, amount) : 'amount', y: 'place', text: 'amountText' },
				...{ textAnchor: 'start', dx: 5, fill: 'currentColor' },
			}),
			ruleX([0]),
			axisY({ label: null, tickFormat: (place: number) => names[place] ?? '', tickSize: 0 }),
			axisX({
				label: amountTitle(measure, texts),
				labelArrow: 'none',
				tickFormat: shortNumberText,
				ticks,
			}),
		],
	});
	return { svg, marks: data };
}

function barsOf({ bars, others, empty }: Bars, wish: PlotWish, texts: PlotTexts): readonly Drawn[] {
	const field = 'field' in wish ? wish.field : '';
	const isMeasured = wish.kind === 'category' && wish.measure.of !== 'rows';
	const all: Drawn[] = [];
	const add = (
		name: string,
		{ rows, amount }: { readonly rows: number; readonly amount: number | undefined },
		picks: Mark['picks'],
		fill = HATCH,
	): void => {
		const amountText = amount === undefined ? texts.noAmount : shortNumberText(amount);
		const measured = isMeasured && amount !== undefined ? `${numberText(amount)}, ` : '';
		const label = `${name}: ${measured}${rowsText(rows, texts)}`;
		all.push({ place: all.length, name, amount: amount ?? 0, amountText, fill, label, picks });
	};
	for (const bar of bars) add(valueText(bar.value, bar.isCut), bar, [barPick(field, bar)], 'var(--mark-1)');
	const rest = othersPick(field, bars);
	if (others !== undefined) add(othersText(others, texts), others, rest && [rest]);
	if (empty !== undefined) add(texts.empty, empty, [{ field, isEmpty: true }]);
	return all;
}
