/** Guesses what people would look at first, from the types and names of what there is. */
import { coordinatesAmong } from './coordinates.ts';
import { isMoment, isNumber } from './fieldKinds.ts';
import type { PlotField, PlotWish } from './plotTypes.ts';

/** Values through which rows of a table go, where they are known. */
export interface KnownStages {
	readonly stages: readonly string[];
	readonly aside: readonly string[];
}

export type PlotSuggestions = { readonly [Kind in PlotWish['kind']]?: Extract<PlotWish, { readonly kind: Kind }> };

export interface SuggestedPlots {
	/** One of each kind that the table has something for. */
	readonly byKind: PlotSuggestions;
	/** What is drawn unless somebody asks for something else; absent where there is nothing. */
	readonly first: PlotWish | undefined;
}

const TOP = 20;
/** Names one row, or one of another table. */
const NAMING = /(?:^|[._\s])[Ii][Dd]$|[a-z]Id$|(?:^|[a-z_.])[Kk]ey$/;
const ROWS = { of: 'rows' } as const;

/** @param at  name of the field that somebody is at */
export function suggestPlots(
	fields: readonly PlotField[],
	known: KnownStages | undefined,
	at?: string,
): SuggestedPlots {
	const chosen = fields.find(({ name }) => name === at);
	const numbers = ordered(fields.filter(isNumber), numberRank);
	const moments = ordered(fields.filter(isMoment), momentRank);
	const categories = ordered(fields, categoryRank);
	const number = chosen !== undefined && isNumber(chosen) ? chosen : numbers[0];
	const moment = chosen !== undefined && isMoment(chosen) ? chosen : moments[0];
	const category = chosen ?? categories[0];
	const spread = chosen ?? number ?? moment ?? category;
	const funnel = known === undefined ? undefined : funnelOf(fields, known);
	const byKind: PlotSuggestions = {
		...(spread === undefined ? {} : { distribution: { kind: 'distribution', field: spread.name } }),
		...(moment === undefined ? {} : { time: { kind: 'time', field: moment.name, measure: ROWS, bucket: 'auto' } }),
		...(category === undefined
			? {}
			: { category: { kind: 'category', field: category.name, measure: ROWS, top: TOP } }),
		...scatterOf(fields, numbers, chosen),
		...(funnel === undefined ? {} : { funnel }),
	};
	if (chosen !== undefined) return { byKind, first: ofChosen(chosen, byKind) };
	const isTelling = (categories[0]?.sample?.length ?? 0) > 1;
	const first = byKind.funnel ?? (isTelling ? byKind.category : (byKind.time ?? byKind.distribution));
	return { byKind, first };
}

function ofChosen(chosen: PlotField, byKind: PlotSuggestions): PlotWish | undefined {
	if (chosen.name === byKind.funnel?.field) return byKind.funnel;
	if (isMoment(chosen)) return byKind.time;
	const isPlace = coordinatesAmong([chosen.name, byKind.scatter?.x ?? '', byKind.scatter?.y ?? '']) !== undefined;
	const isOfPlot = chosen.name === byKind.scatter?.x || chosen.name === byKind.scatter?.y;
	return isPlace && isOfPlot ? byKind.scatter : byKind.distribution;
}

function scatterOf(
	fields: readonly PlotField[],
	numbers: readonly PlotField[],
	chosen: PlotField | undefined,
): Pick<PlotSuggestions, 'scatter'> {
	const place = coordinatesAmong(fields.filter(({ type }) => type !== 'boolean').map(({ name }) => name));
	const isOfPlace = chosen === undefined || !isNumber(chosen) || chosen.name === place?.x || chosen.name === place?.y;
	if (place !== undefined && isOfPlace) return { scatter: { kind: 'scatter', ...place } };
	const [first, second] = chosen !== undefined && isNumber(chosen) ? without(numbers, chosen) : numbers;
	return first === undefined || second === undefined
		? {}
		: { scatter: { kind: 'scatter', x: second.name, y: first.name } };
}

/** The chosen one first. */
function without(numbers: readonly PlotField[], chosen: PlotField): readonly PlotField[] {
	return [chosen, ...numbers.filter((field) => field !== chosen)];
}

function funnelOf(fields: readonly PlotField[], { stages, aside }: KnownStages): PlotSuggestions['funnel'] {
	const values = new Set([...stages, ...aside]);
	const field = fields.find(
		({ sample }) => sample !== undefined && sample.length > 0 && sample.every((value) => values.has(value)),
	);
	return field === undefined ? undefined : { kind: 'funnel', field: field.name, stages, aside };
}

/** Ranks are compared; equal ones stay in the table's order. */
function ordered(fields: readonly PlotField[], rank: (field: PlotField) => number): readonly PlotField[] {
	return fields.toSorted((a, b) => rank(a) - rank(b));
}

/** Prices before all else, numbers that only name something last. */
function numberRank({ name, sample, isUnique, type }: PlotField): number {
	if (sample?.length === 0) return 9;
	if (/price|cena|preis/i.test(name)) return 0;
	if (NAMING.test(name) || /number$|zip|postal|phone/i.test(name)) return 8;
	if (isUnique && type === 'integer') return 7;
	return type === 'decimal' ? 1 : 2;
}

function momentRank({ name, sample }: PlotField): number {
	if (sample?.length === 0) return 9;
	if (/list|creat|contract|založ|vytvo/i.test(name)) return 0;
	return sample !== undefined && sample.length < 2 ? 8 : 1;
}

/** Few values that are not the same throughout; states before kinds before all else. */
function categoryRank({ name, sample, isUnique, isNested, type }: PlotField): number {
	if (sample === undefined) return isUnique ? 8 : 6;
	if (sample.length < 2) return 9;
	if (NAMING.test(name)) return 7;
	const nested = isNested ? 0.5 : 0;
	if (/status|state$|stav$/i.test(name)) return nested;
	if (/type|kind|class|category|city|typ$/i.test(name)) return 1 + nested;
	return (type === 'text' ? 2 : type === 'boolean' ? 4 : 5) + nested;
}
