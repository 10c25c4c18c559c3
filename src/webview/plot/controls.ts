/** What is to be drawn: kind, columns, measure, stretch of time, split. */
import type { PlotField, PlotKind, PlotMeasure, PlotState, PlotTexts, PlotWish } from '../../protocol/plot.ts';
import { filled } from '../grid/cellText.ts';
import { element } from '../grid/dom.ts';

type Draw = (wish: PlotWish) => void;
type Option = readonly [value: string, text: string];

const KINDS: readonly PlotKind[] = ['distribution', 'time', 'category', 'scatter', 'funnel'];
const MEASURES = ['rows', 'sum', 'mean', 'median'] as const;
const BUCKETS = ['auto', 'day', 'week', 'month', 'quarter', 'year'] as const;
const TOPS = [5, 10, 20, 50, 100];

export class Controls {
	readonly element = element('div', { class: 'controls' });
	readonly #texts: PlotTexts;
	readonly #draw: Draw;
	#state: PlotState | undefined;
	#shown = '';

	constructor(texts: PlotTexts, draw: Draw) {
		this.#texts = texts;
		this.#draw = draw;
	}

	show(state: PlotState): void {
		const shown = JSON.stringify([state.wish, state.fields, state.suggestions]);
		if (shown === this.#shown) return;
		this.#shown = shown;
		this.#state = state;
		const { wish } = state;
		this.element.hidden = wish === undefined;
		if (wish === undefined) return;
		// The one that was just changed keeps the focus.
		const focused = this.element.contains(document.activeElement) ? document.activeElement?.id : undefined;
		this.element.replaceChildren(...this.#kinds(wish, state), ...this.#ofKind(wish), ...this.#unlisted(state));
		if (focused !== undefined) document.getElementById(focused)?.focus();
	}

	#kinds(wish: PlotWish, { suggestions }: PlotState): readonly HTMLElement[] {
		const { kinds, kind } = this.#texts;
		// What the table has nothing for cannot be chosen, unless it is what is there.
		const options = KINDS.filter((one) => suggestions[one] !== undefined || one === wish.kind);
		return this.#select(
			'kind',
			kind,
			options.map((one) => [one, kinds[one]]),
			wish.kind,
			(value) => {
				const wanted = suggestions[value as PlotKind];
				if (wanted !== undefined) this.#draw(carried(wish, wanted, this.#state?.fields ?? []));
			},
		);
	}

	#ofKind(wish: PlotWish): readonly HTMLElement[] {
		const texts = this.#texts;
		switch (wish.kind) {
			case 'distribution':
				return this.#field('field', texts.column, wish.field, isAny, (field) => this.#draw({ ...wish, field }));
			case 'category':
				return [
					...this.#field('field', texts.column, wish.field, isAny, (field) => this.#draw({ ...wish, field })),
					...this.#measure(wish.measure, (measure) => this.#draw({ ...wish, measure })),
					...this.#select(
						'top',
						texts.top,
						[...new Set([...TOPS, wish.top])].sort((a, b) => a - b).map((top) => [String(top), String(top)]),
						String(wish.top),
						(top) => this.#draw({ ...wish, top: Number(top) }),
					),
				];
			case 'time':
				return [
					...this.#field('field', texts.column, wish.field, isMoment, (field) => this.#draw({ ...wish, field })),
					...this.#select(
						'bucket',
						texts.bucket,
						BUCKETS.map((bucket) => [bucket, texts.buckets[bucket]]),
						wish.bucket,
						(bucket) => this.#draw({ ...wish, bucket: BUCKETS.find((one) => one === bucket) ?? 'auto' }),
					),
					...this.#measure(wish.measure, (measure) => this.#draw({ ...wish, measure })),
					...this.#field(
						'split',
						texts.split,
						wish.split ?? '',
						isAny,
						(split) => this.#draw({ ...wish, split: split === '' ? undefined : split }),
						[['', texts.noSplit]],
					),
				];
			case 'scatter':
				return [
					...this.#field('x', texts.across, wish.x, isNumber, (x) => this.#draw({ ...wish, x })),
					...this.#field('y', texts.upward, wish.y, isNumber, (y) => this.#draw({ ...wish, y })),
				];
			case 'funnel':
				return this.#field('field', texts.column, wish.field, isAny, (field) => this.#draw({ ...wish, field }));
		}
	}

	#unlisted({ unlisted }: PlotState): readonly HTMLElement[] {
		const text = filled(this.#texts.unlisted, unlisted.toLocaleString());
		return unlisted === 0 ? [] : [element('p', { class: 'unlisted', text })];
	}

	#measure(measure: PlotMeasure, change: (measure: PlotMeasure) => void): readonly HTMLElement[] {
		const texts = this.#texts;
		const number = this.#state?.fields.find(isNumber)?.name;
		// Without a number there is nothing to be measured but rows.
		if (number === undefined && measure.of === 'rows') return [];
		const field = measure.of === 'rows' ? (number ?? '') : measure.field;
		const options = MEASURES.map((of): Option => [of, texts.measures[of]]);
		return [
			...this.#select('measure', texts.measure, options, measure.of, (value) => {
				const of = MEASURES.find((one) => one === value) ?? 'rows';
				change(of === 'rows' ? { of } : { of, field });
			}),
			...(measure.of === 'rows'
				? []
				: this.#field('measured', texts.measured, field, isNumber, (name) => change({ of: measure.of, field: name }))),
		];
	}

	#field(
		id: string,
		label: string,
		value: string,
		fits: (field: PlotField) => boolean,
		change: (name: string) => void,
		before: readonly Option[] = [],
	): readonly HTMLElement[] {
		const options = (this.#state?.fields ?? []).filter((field) => fits(field) || field.name === value);
		const named = options.map((field): Option => [
			field.name,
			field.label === undefined || field.label === field.name ? field.name : `${field.name} (${field.label})`,
		]);
		return this.#select(id, label, [...before, ...named], value, change);
	}

	#select(
		id: string,
		label: string,
		options: readonly Option[],
		value: string,
		change: (value: string) => void,
	): readonly HTMLElement[] {
		const select = element('select', { attributes: { id } });
		const isKnown = options.some(([one]) => one === value);
		const all = isKnown ? options : [[value, value] as const, ...options];
		select.replaceChildren(...all.map(([one, text]) => element('option', { text, attributes: { value: one } })));
		select.value = value;
		select.addEventListener('change', () => change(select.value));
		return [element('div', {}, element('label', { text: label, attributes: { for: id } }), select)];
	}
}

/** Another kind keeps the columns that it can show. */
function carried(from: PlotWish, to: PlotWish, fields: readonly PlotField[]): PlotWish {
	const field = 'field' in from ? fields.find(({ name }) => name === from.field) : undefined;
	const measure = 'measure' in from ? from.measure : undefined;
	if (to.kind === 'scatter' || to.kind === 'funnel' || field === undefined) return to;
	const isFitting = to.kind !== 'time' || isMoment(field);
	const carriedOn = isFitting ? { ...to, field: field.name } : to;
	return carriedOn.kind === 'distribution' || measure === undefined ? carriedOn : { ...carriedOn, measure };
}

function isAny(): boolean {
	return true;
}

function isNumber({ type }: PlotField): boolean {
	return type === 'integer' || type === 'decimal';
}

export function isMoment({ type }: PlotField): boolean {
	return type === 'date' || type === 'datetime' || type === 'instant';
}
