/** Gathers from all rows that filters let through what one picture needs. */
import { FreeholdError } from '../../errors.ts';
import type { Arrangement } from '../arrangement.ts';
import type { SqlTable } from '../table.ts';
import { ByCategory } from './byCategory.ts';
import { Distribution } from './distribution.ts';
import { isMoment, isNumber } from './fieldKinds.ts';
import { Funnel } from './funnel.ts';
import type { Gathering } from './gathering.ts';
import { LeftOutCounts } from './leftOutCounts.ts';
import { OverTime } from './overTime.ts';
import { fieldNamed, findFields } from './plotFields.ts';
import type { FoundField } from './plotFields.ts';
import type { Plot, PlotWish } from './plotTypes.ts';
import { Scatter } from './scatter.ts';
import { walkRows } from './walkRows.ts';

const MOST_TOP = 100;
const DEFAULT_TOP = 20;

/** @throws the signal's reason, and FreeholdError `query` for a field that is not there or of the wrong kind */
export async function plotOf(
	table: SqlTable,
	wish: PlotWish,
	arrangement: Arrangement,
	signal: AbortSignal,
): Promise<Plot> {
	const leftOut = new LeftOutCounts();
	const { found } = findFields(table);
	const gathering = gatheringOf(wish, found, leftOut);
	const expressions = gathering.wanted.map((name) => fieldNamed(found, name).expression);
	const rows = await walkRows(table, { expressions, arrangement }, (values) => gathering.take(values), signal);
	const { picture, unmeasured = [] } = gathering.finish();
	return { picture, rows, unmeasured, leftOut: leftOut.all };
}

function gatheringOf(wish: PlotWish, found: readonly FoundField[], leftOut: LeftOutCounts): Gathering {
	const field = (name: string): FoundField => fieldNamed(found, name);
	switch (wish.kind) {
		case 'distribution':
			return distributionOf(field(wish.field), leftOut);
		case 'time':
			return new OverTime(wish, wish.split === undefined ? undefined : field(wish.split), leftOut);
		case 'category':
			return new ByCategory(field(wish.field), wish.measure, Math.max(1, Math.min(MOST_TOP, Math.floor(wish.top))));
		case 'scatter':
			return new Scatter(wish, leftOut);
		case 'funnel':
			if (wish.stages.length === 0) throw noStages();
			return new Funnel(wish, field(wish.field), leftOut);
	}
}

/** Numbers in bins, dates over time, all else by its values. */
function distributionOf(field: FoundField, leftOut: LeftOutCounts): Gathering {
	if (isNumber(field)) return new Distribution(field, leftOut);
	const measure = { of: 'rows' } as const;
	if (isMoment(field)) {
		return new OverTime({ kind: 'time', field: field.name, measure, bucket: 'auto' }, undefined, leftOut);
	}
	return new ByCategory(field, measure, DEFAULT_TOP);
}

function noStages(): FreeholdError {
	return new FreeholdError('query', {
		what: 'The plot could not be drawn',
		why: 'nobody has said through which stages the rows go',
		next: 'Choose another kind of plot',
	});
}
