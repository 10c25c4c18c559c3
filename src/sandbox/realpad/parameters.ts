/** The parameters of an export: which it knows, in which format. Anything unexpected is an error (domain: Realpad §1.1). */
import type { Export, OwnParameter } from './exports/export.ts';
import { Refusal } from './refusal.ts';

export const headerModes = ['labels', 'ids', 'labels_ids', 'ids_labels'] as const;
export type HeaderMode = (typeof headerModes)[number];

export interface ExportOrder {
	readonly headerMode: HeaderMode;
	readonly format: 'xls' | 'xlsx';
	/** Filters and the export's own parameters. */
	readonly values: Readonly<Record<string, string>>;
}

const filterFormats: Readonly<Record<Export['filters'][number], OwnParameter['format'] | 'text'>> = {
	projectids: 'ids',
	fulltext: 'text',
	creationdatefrom: 'day',
	creationdateto: 'day',
	statusids: 'ids',
};

/** @throws Refusal 400 */
export function readOrder(plan: Export, form: URLSearchParams): ExportOrder {
	const formats = new Map<string, OwnParameter['format'] | 'text'>([
		...plan.filters.map((name) => [name, filterFormats[name]] as const),
		...plan.own.map(({ name, format }) => [name, format] as const),
	]);
	refuseUnexpected(form, ['headermode', 'xlsx', ...formats.keys()]);
	const values: Record<string, string> = {};
	for (const [name, format] of formats) {
		const value = form.get(name);
		if (value === null) continue;
		if (!isInFormat(value, format)) throw new Refusal(400, `Incorrect parameter format: ${name}.`);
		values[name] = value;
	}
	for (const { name, isRequired } of plan.own)
		if (isRequired === true && values[name] === undefined) throw new Refusal(400, `Parameter missing: ${name}.`);
	const mode = form.get('headermode') ?? 'labels';
	const headerMode = headerModes.find((each) => each === (mode === 'default' ? 'labels' : mode));
	if (headerMode === undefined) throw new Refusal(400, 'Incorrect parameter format: headermode.');
	return { headerMode, format: (form.get('xlsx') ?? '') === '' ? 'xls' : 'xlsx', values };
}

/** @throws Refusal 400 that names them */
export function refuseUnexpected(form: URLSearchParams, known: readonly string[]): void {
	const unexpected = [...form.keys()].filter(
		(name) => name !== 'login' && name !== 'password' && !known.includes(name),
	);
	if (unexpected.length > 0) throw new Refusal(400, `Unexpected parameters found: ${unexpected.join(', ')}.`);
}

function isInFormat(value: string, format: OwnParameter['format'] | 'text'): boolean {
	if (typeof format === 'object') return format.oneOf.includes(value);
	if (format === 'id') return /^\d{1,9}$/.test(value);
	if (format === 'ids') return /^\d{1,9}(,\d{1,9})*$/.test(value);
	if (format === 'day') return isDay(value);
	return true;
}

/** Whether the calendar has it: 30 February looks right and is none. */
function isDay(value: string): boolean {
	if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
	const at = Date.parse(`${value}T00:00:00Z`);
	return !Number.isNaN(at) && new Date(at).toISOString().startsWith(value);
}
