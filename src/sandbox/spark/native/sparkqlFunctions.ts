/** The functions of SparkQL that apply to contacts; those about shapes on a map have nothing to work on here. */
import type { Plain, ReadField, Value, ValueType } from './sparkqlValues.ts';
import { filterRefusal } from './sparkqlProblems.ts';

interface FunctionSpec {
	readonly takes: readonly (ValueType | 'number' | 'instant')[];
	/** Arguments that may be left out, from the end. */
	readonly optional?: number;
	readonly gives: ValueType;
	readonly compute: (args: readonly Plain[], now: number) => Plain;
}

const dayMs = 86_400_000;
const text = (value: Plain | undefined): string => String(value ?? '');
const n = (value: Plain | undefined): number => Number(value ?? 0);

const onText = (gives: ValueType, compute: (a: string) => Plain): FunctionSpec => ({
	takes: ['string'],
	gives,
	compute: ([a]) => compute(text(a)),
});
const onTexts = (gives: ValueType, compute: (a: string, b: string) => Plain): FunctionSpec => ({
	takes: ['string', 'string'],
	gives,
	compute: ([a, b]) => compute(text(a), text(b)),
});
const onNumber = (compute: (a: number) => number): FunctionSpec => ({
	takes: ['number'],
	gives: 'integer',
	compute: ([a]) => compute(n(a)),
});
const ahead = (unitMs: number): FunctionSpec => ({
	takes: ['integer'],
	gives: 'datetime',
	compute: ([count], now) => now + n(count) * unitMs,
});
const part = (of: (date: Date) => number): FunctionSpec => ({
	takes: ['instant'],
	gives: 'integer',
	compute: ([at]) => of(new Date(n(at))),
});
const constant = (gives: ValueType, compute: (now: number) => Plain): FunctionSpec => ({
	takes: [],
	gives,
	compute: (_, now) => compute(now),
});

const functions: ReadonlyMap<string, FunctionSpec> = new Map(
	Object.entries<FunctionSpec>({
		trim: onText('string', (a) => a.trim()),
		tolower: onText('string', (a) => a.toLowerCase()),
		toupper: onText('string', (a) => a.toUpperCase()),
		length: onText('integer', (a) => a.length),
		indexof: onTexts('integer', (a, b) => a.indexOf(b)),
		concat: onTexts('string', (a, b) => a + b),
		startswith: onTexts('boolean', (a, b) => a.startsWith(b)),
		endswith: onTexts('boolean', (a, b) => a.endsWith(b)),
		contains: onTexts('boolean', (a, b) => a.includes(b)),
		substring: {
			takes: ['string', 'integer', 'integer'],
			optional: 1,
			gives: 'string',
			compute: ([a, from, length]) => text(a).slice(n(from), length === undefined ? undefined : n(from) + n(length)),
		},
		regex: {
			takes: ['string', 'string'],
			optional: 1,
			gives: 'pattern',
			compute: ([source, flags]) => pattern(text(source), text(flags)),
		},
		round: onNumber(Math.round),
		ceiling: onNumber(Math.ceil),
		floor: onNumber(Math.floor),
		seconds: ahead(1000),
		minutes: ahead(60_000),
		hours: ahead(3_600_000),
		days: ahead(dayMs),
		weekdays: { takes: ['integer'], gives: 'datetime', compute: ([count], now) => weekdaysFrom(now, n(count)) },
		months: { takes: ['integer'], gives: 'datetime', compute: ([count], now) => monthsFrom(now, n(count)) },
		years: { takes: ['integer'], gives: 'datetime', compute: ([count], now) => monthsFrom(now, 12 * n(count)) },
		now: constant('datetime', (now) => now),
		mindatetime: constant('datetime', () => 0),
		maxdatetime: constant('datetime', () => Date.UTC(9999, 11, 31, 23, 59, 59)),
		date: { takes: ['instant'], gives: 'date', compute: ([at]) => Math.floor(n(at) / dayMs) * dayMs },
		time: {
			takes: ['instant'],
			gives: 'time',
			compute: ([at]) => new Date(n(at)).toISOString().slice(11, 19),
		},
		year: part((d) => d.getUTCFullYear()),
		month: part((d) => d.getUTCMonth() + 1),
		day: part((d) => d.getUTCDate()),
		dayofweek: part((d) => d.getUTCDay()),
		dayofyear: part((d) => Math.floor((d.getTime() - Date.UTC(d.getUTCFullYear(), 0, 1)) / dayMs) + 1),
		hour: part((d) => d.getUTCHours()),
		minute: part((d) => d.getUTCMinutes()),
		second: part((d) => d.getUTCSeconds()),
	}),
);

export function callFunction(name: string, args: readonly Value[], now: number): Value {
	const spec = functions.get(name);
	if (spec === undefined) throw filterRefusal(name, `The function ${name} is unknown here`);
	const least = spec.takes.length - (spec.optional ?? 0);
	if (args.length < least || args.length > spec.takes.length)
		throw filterRefusal(name, `${name} takes ${least} to ${spec.takes.length} arguments, not ${args.length}`);
	args.forEach((arg, i) => {
		if (!accepts(spec.takes[i], arg.type)) throw filterRefusal(arg.token, `${name} does not take a ${arg.type}`);
	});
	const read = (record: ReadField): Plain => {
		const values = args.map((arg) => arg.read(record));
		return values.includes(null) ? null : spec.compute(values, now);
	};
	const isConstant = args.every((arg) => arg.isConstant === true);
	if (!isConstant) return { type: spec.gives, token: `${name}()`, read };
	const value = read(() => undefined);
	return { type: spec.gives, token: `${name}()`, read: () => value, isConstant };
}

function accepts(wanted: FunctionSpec['takes'][number] | undefined, given: ValueType): boolean {
	if (wanted === 'number') return given === 'integer' || given === 'decimal';
	if (wanted === 'instant') return given === 'date' || given === 'datetime';
	return wanted === given;
}

function pattern(source: string, flags: string): RegExp {
	if (flags !== '' && flags !== 'i') throw filterRefusal(flags, 'regex takes no flag but i');
	try {
		return new RegExp(source, flags);
	} catch (error) {
		throw filterRefusal(source, error instanceof Error ? error.message : 'Not a regular expression');
	}
}

function monthsFrom(now: number, count: number): number {
	const date = new Date(now);
	const day = date.getUTCDate();
	date.setUTCDate(1);
	date.setUTCMonth(date.getUTCMonth() + count);
	const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
	return date.setUTCDate(Math.min(day, lastDay));
}

function weekdaysFrom(now: number, count: number): number {
	const step = Math.sign(count) * dayMs;
	let at = now;
	for (let left = Math.min(Math.abs(count), 20_000); left > 0;) {
		at += step;
		const day = new Date(at).getUTCDay();
		if (day !== 0 && day !== 6) left -= 1;
	}
	return at;
}
