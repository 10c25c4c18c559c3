/** What a field can be drawn as, by its type. */
import type { PlotField } from './plotTypes.ts';

export function isNumber({ type }: Pick<PlotField, 'type'>): boolean {
	return type === 'integer' || type === 'decimal';
}

export function isMoment({ type }: Pick<PlotField, 'type'>): boolean {
	return type === 'date' || type === 'datetime' || type === 'instant';
}
