/** How many rows are at each stage, and how many have gone beyond it. */
import { axisX, axisY, barX, gridX, ruleX, text } from '@observablehq/plot';
import type { PlotPicture, PlotTexts, PlotWish } from '../../protocol/plot.ts';
import { HATCH, drawn, marginFor, numbered, ticksFor } from './drawing.ts';
import type { Mark, Picture, Room } from './drawing.ts';
import { barPick } from './picks.ts';
import { labelText, rowsText, shareText, shortNumberText, valueText } from './quantities.ts';
import { othersText } from './wording.ts';

type Funnel = Extract<PlotPicture, { readonly kind: 'funnel' }>;

interface Stage extends Mark {
	readonly place: number;
	readonly name: string;
	readonly rows: number;
	readonly reached: number;
	readonly amountText: string;
	readonly fill: string;
}

const BAR_HEIGHT = 40;

export function drawFunnel(picture: Funnel, wish: PlotWish, texts: PlotTexts, { width }: Pick<Room, 'width'>): Picture {
	const data = stagesOf(picture, wish, texts);
	const names = data.map(({ name }) => labelText(name));
	const [marginLeft, marginRight] = [marginFor(names), 150];
	const ticks = ticksFor({ width: width - marginLeft - marginRight });
	const svg = drawn({
		...{ width, height: data.length * BAR_HEIGHT + 60, marginLeft, marginRight, marginTop: 8 },
		marginBottom: 44,
		y: { domain: data.map(({ place }) => place), padding: 0.3 },
		marks: [
			gridX({ ticks }),
			barX(data, {
				x1: 'rows',
				x2: 'reached',
				y: 'place',
				fill: HATCH,
				stroke: 'var(--mark-1)',
				strokeDasharray: '3,3',
			}),
			barX(data, { x: 'rows', y: 'place', fill: 'fill', stroke: 'var(--mark-1)', title: 'label', ...numbered() }),
			text(data, { x: 'reached', y: 'place', text: 'amountText', textAnchor: 'start', dx: 5, fill: 'currentColor' }),
			ruleX([0]),
			axisY({ label: null, tickFormat: (place: number) => names[place] ?? '', tickSize: 0 }),
			axisX({ label: texts.amounts.rows, labelArrow: 'none', tickFormat: shortNumberText, ticks }),
		],
	});
	return { svg, marks: data };
}

function stagesOf({ stages, aside, others }: Funnel, wish: PlotWish, texts: PlotTexts): readonly Stage[] {
	const field = 'field' in wish ? wish.field : '';
	const all = stages[0]?.reached ?? 0;
	const onTheWay = stages.map(({ value, rows, reached }, place): Stage => {
		const share = `${shortNumberText(reached)} · ${shareText(reached, all)}`;
		const beyond = reached > rows ? `, ${rowsText(reached - rows, texts)} ${texts.further}` : '';
		return {
			...{ place, name: valueText(value), rows, reached, fill: 'var(--mark-1)' },
			amountText: rows === reached ? share : `${shortNumberText(rows)} / ${share}`,
			label: `${valueText(value)}: ${rowsText(rows, texts)}${beyond}`,
			picks: [{ field, is: value }],
		};
	});
	const others1 =
		others === undefined ? [] : [{ name: othersText(others, texts), rows: others.rows, picks: undefined }];
	const asides = aside.map((bar) => {
		return { name: valueText(bar.value, bar.isCut), rows: bar.rows, picks: [barPick(field, bar)] };
	});
	const beside = [...asides, ...others1].map(({ name, rows, picks }, nth): Stage => {
		const label = `${name}: ${rowsText(rows, texts)}`;
		const place = onTheWay.length + nth;
		return { place, name, rows, reached: rows, amountText: shortNumberText(rows), fill: 'none', label, picks };
	});
	return [...onTheWay, ...beside];
}
