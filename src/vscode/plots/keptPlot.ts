/** What a plot has shown, as its page has kept it over a reload: taken for nothing until it was looked at. */
import { BUCKETS } from '../../core/tables/plots/plotTypes.ts';
import type { GridArrangement, GridFilter } from '../../protocol/grid.ts';
import type { PlotKept, PlotMeasure, PlotWish } from '../../protocol/plot.ts';
import { subjectFrom } from '../grid/keptSubject.ts';

type Parts = Readonly<Record<string, unknown>>;

/** @returns `undefined` for what no page of ours has kept */
export function keptPlotFrom(value: unknown): PlotKept | undefined {
	const kept = partsOf(value);
	const subject = subjectFrom(kept.subject);
	if (subject === undefined) return undefined;
	const wish = wishFrom(kept.wish);
	return {
		subject,
		arrangement: arrangementFrom(kept.arrangement),
		...(isCount(kept.sheet) ? { sheet: kept.sheet } : {}),
		...(wish === undefined ? {} : { wish }),
	};
}

function arrangementFrom(value: unknown): GridArrangement {
	const { filters, where } = partsOf(value);
	const isFilter = (one: unknown): one is GridFilter => {
		const { column, text } = partsOf(one);
		return isCount(column) && typeof text === 'string';
	};
	const kept = Array.isArray(filters) ? filters.filter(isFilter).map(({ column, text }) => ({ column, text })) : [];
	const expressions = textsFrom(where);
	return { orders: [], filters: kept, ...(expressions.length === 0 ? {} : { where: expressions }) };
}

function wishFrom(value: unknown): PlotWish | undefined {
	const { kind, field, x, y, top, split, bucket, stages, aside, measure: wished } = partsOf(value);
	const measure = measureFrom(wished);
	if (kind === 'scatter') return isName(x) && isName(y) ? { kind, x, y } : undefined;
	if (!isName(field)) return undefined;
	switch (kind) {
		case 'distribution':
			return { kind, field };
		case 'category':
			return { kind, field, measure, top: isCount(top) ? top : 20 };
		case 'time': {
			const known = BUCKETS.find((one) => one === bucket) ?? 'auto';
			return { kind, field, measure, bucket: known, ...(isName(split) ? { split } : {}) };
		}
		case 'funnel':
			return { kind, field, stages: textsFrom(stages), aside: textsFrom(aside) };
		default:
			return undefined;
	}
}

function measureFrom(value: unknown): PlotMeasure {
	const { of, field } = partsOf(value);
	return (of === 'sum' || of === 'mean' || of === 'median') && isName(field) ? { of, field } : { of: 'rows' };
}

function partsOf(value: unknown): Parts {
	return typeof value === 'object' && value !== null ? (value as Parts) : {};
}

function textsFrom(value: unknown): readonly string[] {
	return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

function isName(value: unknown): value is string {
	return typeof value === 'string' && value !== '';
}

function isCount(value: unknown): value is number {
	return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
